import Basics
import TTCommands
import Transport

// Everything was written by `write(2)`; running the exit handlers of OpenSSL and its kin would cost 2 ms.
_exit(Program.main { CurlTransport(environment: $0, cancellationFlag: $1) })

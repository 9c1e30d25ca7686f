import Basics
import TTCommands
import Transport

exit(Program.main { CurlTransport(environment: $0) })

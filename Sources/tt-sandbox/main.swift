import Basics
import Sandbox

exit(await SandboxProgram.run(Array(CommandLine.arguments.dropFirst())))

import Basics

/// The user's text editor: VISUAL, else EDITOR, else vi.
struct Editor {
  let context: Context

  private var commandLine: String { context.variable("VISUAL") ?? context.variable("EDITOR") ?? "vi" }

  /// Has a file edited, and returns when the editor has ended. As git does, the variable is a command line of the shell,
  /// which gets the file as an argument, so that `code -w` works and no character of a path means anything. The editor
  /// gets no secret of tt's environment.
  ///
  /// - Throws: a usage error if it cannot be run, or ends with an error.
  func edit(_ file: String) throws(TTError) {
    let command = commandLine
    let words = ["/bin/sh", "-c", command + " \"$@\"", command, file]
    // What the editor prints must not get into an answer that goes to a file or a program.
    var program = ForegroundProgram(words, environment: context.childEnvironment)
    program.printsToErrors = !context.output.isTerminal
    let ending: Subprocess.Ending?
    do throws(SystemError) {
      ending = try context.runInForeground(program)
    } catch {
      throw .usage("the editor cannot be run: \(error.reason)", hint: "set VISUAL or EDITOR")
    }
    switch ending {
    case .exit(0)?: return
    case .exit(let code)?:
      throw .usage(
        "the editor \(command.inQuotes) ended with \(code), so nothing was changed", hint: "set VISUAL or EDITOR")
    default: throw .usage("the editor \(command.inQuotes) was terminated, so nothing was changed")
    }
  }
}

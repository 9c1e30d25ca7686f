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
  func edit(_ file: String) throws(Failure) {
    let command = commandLine
    let words = ["/bin/sh", "-c", command + " \"$@\"", command, file]
    // What the editor prints must not get into an answer that goes to a file or a program.
    var program = ForegroundProgram(words, environment: context.childEnvironment)
    program.printsToErrors = !context.output.isTerminal
    let ending: Subprocess.Ending?
    do throws(SystemError) {
      ending = try context.runInForeground(program)
    } catch {
      throw Failure(error: .usage("the editor cannot be run: \(error.reason)", hint: "set VISUAL or EDITOR"))
    }
    switch ending {
    case .exit(0)?: return
    case .exit(let code)?:
      let error = TTError.usage(
        "the editor \(command.inQuotes) ended with \(code), so nothing was changed", hint: "set VISUAL or EDITOR")
      // The shell ends with 128 and the signal.
      throw Failure(error: error, isKilled: code > 128)
    default:
      throw Failure(
        error: .usage("the editor \(command.inQuotes) was terminated, so nothing was changed"), isKilled: true)
    }
  }

  /// Why an editor left no text to go by.
  struct Failure: Error {
    var error: TTError
    /// True if a signal ended it.
    var isKilled = false
  }
}

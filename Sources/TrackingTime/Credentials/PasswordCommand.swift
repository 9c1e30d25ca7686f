import Basics

/// The program that prints the app password, `password_command` of `config.json`: usually a password manager.
public enum PasswordCommand: Sendable, Equatable {
  /// A command line for `/bin/sh -c`.
  case shell(String)
  /// A program and its arguments, without a shell.
  case program([String])

  /// The time limit of the program, in seconds: long enough to unlock a password manager.
  public static let timeLimit = 60.0

  /// Reads the setting: a string or a list of strings; nil for anything else and if empty.
  public init?(_ value: JSONValue) {
    if let line = value.string, !line.isEmpty, !line.utf8.contains(0) {
      self = .shell(line)
      return
    }
    guard let words = value.array?.map(\.string), let first = words.first, first?.isEmpty == false else { return nil }
    let texts = words.compactMap { $0 }.filter { !$0.utf8.contains(0) }
    guard texts.count == words.count else { return nil }
    self = .program(texts)
  }

  /// The words to run.
  public var words: [String] {
    switch self {
    case .shell(let line): ["/bin/sh", "-c", line]
    case .program(let words): words
    }
  }

  /// Runs the program and returns the first line of its output.
  ///
  /// - Parameters:
  ///   - setting: the setting it comes from, for messages.
  ///   - run: runs the words within `timeLimit`.
  /// - Throws: `auth` if it cannot be started, times out, fails or prints nothing.
  public func password(
    of setting: String = "password_command", _ run: ([String]) throws(SystemError) -> Subprocess.Outcome
  ) throws(TTError) -> String {
    func failure(_ what: String) -> TTError { TTError(.auth, "\(setting) \(what)", remedy: .checkPasswordCommand) }
    let outcome: Subprocess.Outcome
    do throws(SystemError) {
      outcome = try run(words)
    } catch {
      throw failure("cannot be started (\(error.path): \(error.reason))")
    }
    switch outcome.ending {
    case .exit(0): break
    case .exit(let code): throw failure("failed with exit code \(code)")
    case .signal(let number): throw failure("was terminated by signal \(number)")
    case .timedOut: throw failure("did not finish within \(Int(Self.timeLimit)) s")
    }
    let password = String(decoding: outcome.output, as: UTF8.self).firstLine
    if password.isEmpty { throw failure("printed no password on the first line of its output (exit code 0)") }
    return password
  }
}

import Basics
import Policy

/// A command line that `tt serve` was asked to run.
struct ServedCommand {
  private let arguments: Arguments
  private let grant: String

  init(_ arguments: Arguments, grant: String) {
    self.arguments = arguments
    self.grant = grant
  }

  /// A token that is shown would let the caller talk to the service without the gate, and an editor runs any command. To
  /// verify the log is to read that of all grants, and to follow it would go on when the caller has gone.
  private static let refusedFlags = ["policy", "show-secrets", "editor", "verify", "follow"]

  /// Checks that the gate runs it.
  ///
  /// - Throws: a denial for a command or flag that it does not run, a usage error for a file.
  func check(_ session: Session) throws(TTError) {
    guard arguments.command.isServed else {
      throw .locked("tt \(arguments.command.name) is not for grant \(grant); tt serve does not run it")
    }
    for flag in Self.refusedFlags where arguments.value(flag) != nil {
      throw .locked("--\(flag) is not for grant \(grant); tt serve does not take it")
    }
    for other in arguments.values("grant") where !other.isIdentical(to: grant) {
      throw .locked("the grant is locked to \(grant), but \(other.inQuotes) was requested")
    }
    try checkFiles()
    // Another lock in config.json forbids this one.
    _ = try session.settings()
    if let line = arguments.commandLine, case .run(let inner) = try ArgumentParser().parse(line) {
      try ServedCommand(inner, grant: grant).check(session)
    }
  }

  /// Refuses names of files, whose host is the gate's.
  private func checkFiles() throws(TTError) {
    // Before a command line, tt policy check takes a file of any name.
    if arguments.commandLine != nil, let value = arguments.operands.first { throw Self.file(value, "FILE") }
    for flag in arguments.known where flag.offers == .file {
      for value in arguments.values(flag.name) where value != "-" { throw Self.file(value, flag.long) }
    }
    for (operand, value) in zip(arguments.command.operands, arguments.operands) {
      switch operand.completion {
      case .file where value != "-": throw Self.file(value, operand.name)
      case .fileOrWords(let words) where !words.contains(where: { $0.isIdentical(to: value) }):
        throw Self.file(value, operand.name)
      default: break
      }
    }
  }

  private static func file(_ value: String, _ name: String) -> TTError {
    .usage(
      "\(name): tt serve reads no file for its caller, and \(value.inQuotes) would be one of the gate's",
      hint: "where - is standard input, redirect the file to it")
  }
}

extension TTError {
  /// The denial of what a locked grant may not do.
  static func locked(_ message: String) -> TTError {
    TTError(.policyDenied, Denial.prefix + message, rule: "(grant lock)")
  }
}

import Basics
import Policy
import TrackingTime

/// Questions before what is deleted, closed or reopened.
extension Session {
  /// Requires `--yes` where nobody can be asked, before anything is looked up.
  func requireConfirmation() throws(TTError) {
    guard !arguments.has(Flag.yes.name), !canAsk else { return }
    throw .usage("tt \(arguments.command.name): without a terminal to ask at, --yes is required")
  }

  /// Shows what a command is about and asks whether to go on: true for `--yes`, `y` or `yes`.
  ///
  /// - Parameter lines: what it is about, read only if somebody is asked.
  func isConfirmed(_ question: String, _ lines: () throws(TTError) -> [String]) throws(TTError) -> Bool {
    if arguments.has(Flag.yes.name) { return true }
    let text = try lines().map { "  " + $0.exposingInvisibles + "\n" }.joined()
    guard context.errors.write(Array(text.utf8)), let answer = context.askLine?(question + " [y/N] ") else {
      return false
    }
    return answer.isYes
  }

  /// Judges calls before the first of them is sent, so that nothing is done by halves. Those after the first are judged
  /// as they stand; the first judges itself.
  func judge(_ calls: [ValidatedCall]) throws(TTError) {
    for call in calls.dropFirst() { try client().judge(call) }
  }

  /// Refuses what the policy denies whatever the arguments, before they are looked up.
  func requireAccess(to calls: [ToolCall]) throws(TTError) {
    for call in calls where try isRefused(call) { try client().judge(client().validate(call)) }
  }

  /// True if the policy denies the tool of a call whatever its arguments.
  private func isRefused(_ call: ToolCall) throws(TTError) -> Bool {
    guard let tool = Catalog.tool(call.tool) else { return false }
    let document = try policySource().load().document
    switch PolicyDocument.access(to: tool.name, under: document, mustBeNamed: tool.isOwn).decision {
    case .deny, .hidden: return true
    case .allow, .approval: return false
    }
  }

  /// The denial of a call that follows another one, if the policy denies its tool whatever its arguments.
  func refusal(ofSequel call: ToolCall) throws(TTError) -> VerdictReport? {
    guard try isRefused(call) else { return nil }
    return VerdictReport(try client().dryRun(call), now: context.clock().seconds, explains: false)
  }
}

extension Flag {
  /// Does without a question.
  static let yes = Flag(name: "yes", summary: "do not ask")
}

extension Output {
  /// The output of a command that was not confirmed.
  static let unconfirmed = Output(value: ["changed": false], view: .lines(["Nothing was changed."]))

  /// Several outputs as one: a list, and the exit code of the first that is not 0.
  static func joined(_ outputs: [Output]) -> Output {
    if outputs.count == 1 { return outputs[0] }
    let lines = outputs.flatMap { output -> [String] in
      if case .lines(let lines) = output.view { lines } else { [] }
    }
    return Output(
      value: .array(outputs.map(\.value)), view: .lines(lines), notes: outputs.flatMap(\.notes),
      exit: outputs.first { $0.exit != 0 }?.exit ?? 0)
  }
}

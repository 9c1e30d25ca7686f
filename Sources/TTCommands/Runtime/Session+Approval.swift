import Basics
import Policy

extension Session {
  /// False if prompts are disabled, by `--no-input` or `TT_NO_INPUT`.
  var mayAsk: Bool { !arguments.has("no-input") && context.variable("TT_NO_INPUT") == nil }

  /// True if a person can be asked at the terminal.
  var canAsk: Bool { mayAsk && context.inputIsTerminal && context.errors.isTerminal && context.askLine != nil }

  /// True if the grant is locked: then no answer is a yes that comes through the caller's own program, or through a
  /// terminal that it may control.
  var isLocked: Bool { context.lockedGrant != nil || ((try? settings())?.grantLock) != nil }

  /// Shows the exact call that requires approval and asks whether to approve it. Anything but `y` or `yes` denies it.
  func ask(_ request: ApprovalRequest) -> ApprovalResponse {
    guard let isApproved = confirm(request, "Approve this call? [y/N] ") else { return .unavailable }
    return isApproved ? .approved : .denied
  }

  /// Shows a call and asks a question about it: true for `y` or `yes`; nil if there was no answer.
  func confirm(_ request: ApprovalRequest, _ question: String) -> Bool? {
    let text = ([request.message] + request.lines.map { "  " + $0 }).map { $0.exposingInvisibles + "\n" }.joined()
    guard context.errors.write(Array(text.utf8)), let answer = context.askLine?(question) else { return nil }
    return answer.isYes
  }
}

extension ApprovalRequest {
  /// The call that requires approval, whole: a line for each of its parts.
  var lines: [String] {
    ["tool       \(tool) (grant \(grant))", "arguments  \(JSONValue.object(arguments).compact)"]
      + (account.map { ["workspace  \($0)"] } ?? []) + ["rule       \(rule)"]
  }
}

extension String {
  /// True for the answer `y` or `yes` to a question.
  var isYes: Bool { ["y", "yes"].contains(lowercased().firstWord) }

  /// The first word, without surrounding blanks.
  var firstWord: String { String(drop { $0 == " " }.prefix { $0 != " " }) }
}

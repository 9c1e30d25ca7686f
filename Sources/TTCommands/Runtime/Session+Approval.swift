import Basics
import Policy

extension Session {
  /// False if prompts are disabled, by `--no-input` or `TT_NO_INPUT`.
  var mayAsk: Bool { !arguments.has("no-input") && context.variable("TT_NO_INPUT") == nil }

  /// True if a person can be asked at the terminal.
  var canAsk: Bool { mayAsk && context.inputIsTerminal && context.errors.isTerminal && context.askLine != nil }

  /// Shows the exact call that requires approval and asks whether to approve it. Anything but `y` or `yes` denies it.
  func ask(_ request: ApprovalRequest) -> ApprovalResponse {
    let lines =
      [
        request.message, "  tool       \(request.tool) (grant \(request.grant))",
        "  arguments  \(JSONValue.object(request.arguments).compact)",
      ] + (request.account.map { ["  workspace  \($0)"] } ?? []) + ["  rule       \(request.rule)"]
    let text = lines.map { $0.exposingInvisibles + "\n" }.joined()
    guard context.errors.write(Array(text.utf8)), let answer = context.askLine?("Approve this call? [y/N] ") else {
      return .unavailable
    }
    return ["y", "yes"].contains(answer.lowercased().trimmedBlanks) ? .approved : .denied
  }
}

extension String {
  /// The first word, without surrounding blanks.
  var trimmedBlanks: String { String(drop { $0 == " " }.prefix { $0 != " " }) }
}

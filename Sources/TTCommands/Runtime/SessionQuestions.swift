import Basics
import Policy

extension Session {
  /// False where nothing may be asked, wherever a person is.
  var mayAsk: Bool { !arguments.has("no-input") && context.variable("TT_NO_INPUT") == nil }

  /// True when there is a person at the terminal who may be asked.
  var canAsk: Bool { mayAsk && context.inputIsTerminal && context.errors.isTerminal && context.askLine != nil }

  /// Shows a person the exact call the policy wants a yes for, and asks. Anything but a yes is none.
  func ask(_ request: ApprovalRequest) -> ApprovalResponse {
    let lines =
      [
        request.message, "  tool       \(request.tool) (grant \(request.grant))",
        "  arguments  \(JSONValue.object(request.arguments).compact)",
      ] + (request.account.map { ["  workspace  \($0)"] } ?? []) + ["  rule       \(request.rule)"]
    let text = lines.map { Renderer.escapingControlCharacters($0) + "\n" }.joined()
    guard context.errors.write(Array(text.utf8)), let answer = context.askLine?("Do it? [y/N] ") else {
      return .unavailable
    }
    return ["y", "yes"].contains(answer.lowercased().trimmedBlanks) ? .approved : .denied
  }
}

extension String {
  /// The first word, without the blanks around it.
  var trimmedBlanks: String { String(drop { $0 == " " }.prefix { $0 != " " }) }
}

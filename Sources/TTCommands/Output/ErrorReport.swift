import Basics

extension FailureClass {
  /// The exit code of the class.
  var exitCode: Int32 {
    switch self {
    case .api: 1
    case .usage: 2
    case .policyDenied: 3
    case .auth: 4
    case .notFound: 5
    case .conflict: 6
    case .network: 7
    case .outcomeUnknown: 8
    case .rateLimited: 9
    case .approvalRequired: 10
    case .config: 11
    }
  }

  /// What the exit code means, for help and man pages.
  var meaning: String {
    switch self {
    case .api: "the service rejected the request, or its response was not understood"
    case .usage: "invalid command line or argument; nothing was sent"
    case .policyDenied: "denied by a policy rule; nothing was sent"
    case .auth: "no credentials, or the service rejected them"
    case .notFound: "no such task, project, …, or an ambiguous name"
    case .conflict: "another timer is running, or what tt undo or tt edit -e would change has changed since"
    case .network: "the service could not be reached; nothing was changed there"
    case .outcomeUnknown: "a write was sent but not answered; the message names the command that shows the outcome"
    case .rateLimited: "a local limit or the service's own was exceeded; the message says when to retry"
    case .approvalRequired: "the policy requires approval; the message gives the approval ID"
    case .config: "one of tt's own files is invalid, unreadable or not writable"
    }
  }
}

extension TTError {
  /// The error as one JSON object. Members that do not apply are left out.
  var json: JSONValue {
    var error: JSONObject = [
      "class": .string(failure.rawValue), "exit": JSONValue(Int(failure.exitCode)), "message": .string(message),
    ]
    error["rule"] = rule.map(JSONValue.string)
    error["hint"] = hint.map(JSONValue.string)
    error["approval"] = approval.map(JSONValue.string)
    error["retry_after"] = retryAfter.map { JSONValue($0) }
    if !details.isEmpty { error["details"] = .array(details.map(JSONValue.string)) }
    return ["error": .object(error)]
  }

  /// The error as text: one line, and one more for each detail.
  var text: String { text(.plain) }

  /// The error as text in a style.
  func text(_ style: Style) -> String {
    // Denials begin with their own prefix; other messages are marked as coming from tt, once.
    let prefix = message.hasPrefix("[") || message.hasPrefix("tt ") ? "" : "tt: "
    let more = [rule.map { "rule " + $0 }, hint].compactMap { $0 }.joined(separator: "; ")
    let line = prefix + message + (more.isEmpty ? "" : (message.hasSuffix(".") ? " " : "; ") + more)
    return ([line] + details.map { "tt: " + $0 }).map { style.red(Renderer.escapingControlCharacters($0)) + "\n" }
      .joined()
  }
}

import Basics

extension FailureClass {
  /// The exit code of the class: the one place that says so.
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

  /// What the code means, for help and man pages.
  var meaning: String {
    switch self {
    case .api: "the service answered and refused, or answered something that is not understood"
    case .usage: "the command line or an argument is wrong; nothing was sent"
    case .policyDenied: "a policy rule denies the call; nothing was sent"
    case .auth: "no credentials, or the service does not accept them"
    case .notFound: "no such task, project, …, or a name that fits several"
    case .conflict: "another timer is running"
    case .network: "the service was not reached; nothing was changed there"
    case .outcomeUnknown: "a write was sent and no answer came; the message names the command that tells"
    case .rateLimited: "a local limit or the service's own; the message says when to come back"
    case .approvalRequired: "the policy wants a person's yes; the message names the approval"
    case .config: "a file of tt's own is invalid, unreadable or cannot be written"
    }
  }
}

extension TTError {
  /// The error as one JSON object.
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

  /// The error for a person: one line, and one more for each detail.
  var text: String { text(.plain) }

  /// The error in a style.
  func text(_ style: Style) -> String {
    // A denial's text begins as the contract says; anything else says first who speaks, once.
    let prefix = message.hasPrefix("[") || message.hasPrefix("tt ") ? "" : "tt: "
    let more = [rule.map { "rule " + $0 }, hint].compactMap { $0 }.joined(separator: "; ")
    let line = prefix + message + (more.isEmpty ? "" : (message.hasSuffix(".") ? " " : "; ") + more)
    return ([line] + details.map { "tt: " + $0 }).map { style.red(Renderer.escapingControlCharacters($0)) + "\n" }
      .joined()
  }
}

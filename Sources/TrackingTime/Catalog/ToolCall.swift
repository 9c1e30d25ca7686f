import Basics

/// A call of a tool as a caller made it, before anything was checked.
public struct ToolCall: Sendable {
  /// What a call is about when its arguments leave that open. tt looks it up once the call is admitted.
  public enum Subject: Sendable {
    /// What the arguments say; a required argument must be there.
    case arguments
    /// The caller: stands for `user_id`.
    case caller
    /// The caller's running timer: stands for `task_id` of `stop_task`, and turns `list_user_tasks` into "what runs".
    case runningTimer
  }

  /// The tool's name.
  public var tool: String
  /// The arguments as given; credentials are never among them.
  public var arguments: JSONObject
  /// What the call is about when the arguments leave that open.
  public var subject: Subject

  /// Makes a call to be handed to `Client.call`.
  public init(_ tool: String, _ arguments: JSONObject = JSONObject(), subject: Subject = .arguments) {
    self.tool = tool
    self.arguments = arguments
    self.subject = subject
  }
}

/// A call whose tool exists and whose arguments fit it. Only `Catalog.check` makes one.
public struct ValidatedCall: Sendable {
  /// The tool.
  public let tool: Tool
  /// The arguments as given, without nulls.
  public let arguments: JSONObject
  /// What the call is about when the arguments leave that open.
  public let subject: ToolCall.Subject

  fileprivate init(tool: Tool, arguments: JSONObject, subject: ToolCall.Subject) {
    self.tool = tool
    self.arguments = arguments
    self.subject = subject
  }
}

extension Catalog {
  /// Checks a call against the catalog.
  ///
  /// - Throws: a usage error that names the tool, the argument, what was found and what would be right.
  public static func check(_ call: ToolCall) throws(TTError) -> ValidatedCall {
    guard let tool = tool(call.tool) else {
      throw .usage(
        "there is no tool \"\(call.tool)\"", hint: suggestion(call.tool, tools.map(\.name), "see: tt help tools"))
    }
    var arguments = JSONObject()
    for member in call.arguments {
      guard let parameter = tool.parameter(member.key) else { throw unknown(member.key, of: tool) }
      // A null argument is one that was not given: the service's own tools drop it too.
      if member.value.isNull { continue }
      if let problem = parameter.problem(with: member.value) {
        throw .usage("\(tool.name): \(parameter.name) \(problem)")
      }
      arguments[parameter.name] = member.value
    }
    for parameter in tool.parameters where parameter.required && arguments[parameter.name] == nil {
      let filledIn =
        switch call.subject {
        case .arguments: false
        case .caller: parameter.name == "user_id"
        case .runningTimer: parameter.location == .path
        }
      if !filledIn {
        throw .usage("\(tool.name): \(parameter.name) is missing; it is \(parameter.summary)")
      }
    }
    try validateCombination(tool, arguments)
    return ValidatedCall(tool: tool, arguments: arguments, subject: call.subject)
  }

  private static func unknown(_ name: String, of tool: Tool) -> TTError {
    if ["app_password", "api_token", "password"].contains(name) {
      return .usage(
        "\(tool.name): credentials are not taken as arguments", hint: "set TT_APP_PASSWORD, or write credentials.json")
    }
    let names = tool.parameters.map(\.name)
    return .usage(
      "\(tool.name): there is no argument \"\(name)\"",
      hint: suggestion(name, names, names.isEmpty ? "it takes none" : "it takes " + names.joined(separator: ", ")))
  }

  private static func suggestion(_ word: String, _ known: [String], _ otherwise: String) -> String {
    Spelling.closestMatch(to: word, among: known).map { "did you mean \($0)?" } ?? otherwise
  }
}

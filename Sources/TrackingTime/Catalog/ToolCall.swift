import Basics

/// A call of a tool as a caller made it, before anything was checked.
public struct ToolCall: Sendable {
  /// What a call is about when its arguments leave that open. tt looks it up once the call is reserved.
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
  /// What the caller calls its arguments, for messages: `--task-id` for `task_id`. Nil where it knows the tool and uses its
  /// names.
  public var labels: [String: String]?

  /// Makes a call to be handed to `Client.call`.
  public init(_ tool: String, _ arguments: JSONObject = JSONObject(), subject: Subject = .arguments) {
    self.tool = tool
    self.arguments = arguments
    self.subject = subject
  }
}

/// A call whose tool exists and whose arguments fit it, in the catalog's types. Only `Catalog.validate` makes one.
public struct ValidatedCall: Sendable {
  /// The tool.
  public let tool: Tool
  /// The arguments that were given; nulls count as absent.
  public let arguments: ArgumentValues
  /// What the call is about when the arguments leave that open.
  public let subject: ToolCall.Subject

  fileprivate init(tool: Tool, arguments: ArgumentValues, subject: ToolCall.Subject) {
    self.tool = tool
    self.arguments = arguments
    self.subject = subject
  }
}

/// How messages about a call name what is wrong: by the tool's own names, or as the caller wrote it.
struct CallNaming {
  let tool: String
  let labels: [String: String]?

  /// An argument as the caller knows it.
  func label(_ name: String) -> String {
    guard let labels else { return name }
    return labels[name] ?? "--" + (Catalog.tool(tool)?.parameter(name)?.flag ?? name)
  }

  /// A usage error about the call.
  func error(_ message: String, remedy: Remedy? = nil) -> TTError {
    TTError(.usage, labels == nil ? "\(tool): \(message)" : message, remedy: remedy)
  }
}

extension Catalog {
  /// Checks a call against the catalog and gives its arguments the catalog's types.
  ///
  /// - Throws: a usage error that names the tool, the argument, what was found and what is expected.
  public static func validate(_ call: ToolCall) throws(TTError) -> ValidatedCall {
    let tool = try known(call.tool)
    let naming = CallNaming(tool: tool.name, labels: call.labels)
    let arguments = try values(of: call, tool, naming)
    for parameter in tool.parameters where parameter.required && arguments[parameter.name] == nil {
      let isImplied =
        switch call.subject {
        case .arguments: false
        case .caller: parameter.name == "user_id"
        case .runningTimer: parameter.location == .path
        }
      if !isImplied {
        throw naming.error("missing required argument \(naming.label(parameter.name)) (\(parameter.summary))")
      }
    }
    try validateCombination(arguments, of: tool, naming)
    return ValidatedCall(tool: tool, arguments: arguments, subject: call.subject)
  }

  /// The arguments that are given, in the catalog's types: what can be checked and used before others are looked up.
  ///
  /// - Throws: a usage error for an unknown argument, and for a value that does not fit.
  public static func parseArguments(of call: ToolCall) throws(TTError) -> ArgumentValues {
    let tool = try known(call.tool)
    return try values(of: call, tool, CallNaming(tool: tool.name, labels: call.labels))
  }

  private static func values(
    of call: ToolCall, _ tool: Tool, _ naming: CallNaming
  ) throws(TTError) -> ArgumentValues {
    var arguments: ArgumentValues = [:]
    for member in call.arguments {
      guard let parameter = tool.parameter(member.key) else { throw unknown(member.key, of: tool, naming) }
      // A null argument is one that was not given: the service's own tools drop it too.
      if member.value.isNull { continue }
      do throws(InvalidValue) {
        arguments[parameter.name] = try parameter.parse(member.value)
      } catch {
        let isWord = call.labels?[parameter.name] != nil
        throw naming.error(error.message(for: naming.label(parameter.name), isWord: isWord))
      }
    }
    return arguments
  }

  private static func known(_ name: String) throws(TTError) -> Tool {
    if let tool = tool(name) { return tool }
    throw .usage("unknown tool \"\(name)\"", remedy: suggestion(name, tools.map(\.name)) ?? .listTools)
  }

  private static func unknown(_ name: String, of tool: Tool, _ naming: CallNaming) -> TTError {
    if ["app_password", "api_token", "password"].contains(name) {
      return naming.error("credentials are not accepted as arguments", remedy: .logIn)
    }
    let names = tool.parameters.map(\.name)
    return naming.error(
      "unknown argument \"\(name)\"",
      remedy: suggestion(name, names)
        ?? .advice(names.isEmpty ? "it has no arguments" : "known: " + names.joined(separator: ", ")))
  }

  private static func suggestion(_ word: String, _ known: [String]) -> Remedy? {
    Spelling.closestMatch(to: word, among: known).map { .advice("did you mean \($0)?") }
  }
}

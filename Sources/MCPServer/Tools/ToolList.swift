import Basics
import Policy
import TrackingTime

/// The result of `tools/list`: the tools in the protocol's form, with what the policy says about each.
enum ToolList {
  /// The tools a policy does not hide, in the catalog's order. Those that tt adds are listed where a policy file names
  /// them.
  ///
  /// - Parameter policy: nil while the policy cannot be read. Then every tool is listed, and each call reports the problem.
  static func result(_ selection: ToolSelection, _ policy: LoadedPolicy?) -> JSONObject {
    let shown = selection.tools.compactMap { served -> JSONValue? in
      if policy?.document?.hides(served.name) == true { return nil }
      guard let tool = served.catalogTool else { return CallCheck.entry }
      if tool.isOwn, !(policy?.names(tool) ?? false) { return nil }
      guard let policy, isDenied(tool, policy) else { return entry(tool, policy) }
      // Not a conditional expression, in which nil would be a JSON null.
      if selection.allowedOnly { return nil }
      return deniedEntry(tool)
    }
    return ["tools": .array(shown)]
  }

  private static func entry(_ tool: Tool, _ policy: LoadedPolicy?) -> JSONValue {
    let sentences = [tool.summary + "."] + tool.guidance + (policy.map { remarks(tool, $0) } ?? [])
    return entry(tool, sentences, ["inputSchema": ToolSchema.input(tool), "outputSchema": ToolSchema.output(tool)])
  }

  /// A tool whose every call is denied: it is there, so that an agent can tell its user, but told in short.
  private static func deniedEntry(_ tool: Tool) -> JSONValue {
    entry(tool, [tool.summary + ".", "Denied by the user's policy."], ["inputSchema": ToolSchema.input(tool)])
  }

  private static func entry(_ tool: Tool, _ sentences: [String], _ schemas: JSONObject) -> JSONValue {
    var entry: JSONObject = [
      "name": .string(tool.name), "title": .string(tool.summary),
      "description": .string(sentences.joined(separator: " ")),
    ]
    for schema in schemas { entry[schema.key] = schema.value }
    entry["annotations"] = annotations(tool)
    return .object(entry)
  }

  /// Hints for hosts. High-risk tools of the catalog overwrite existing data; creating or starting something twice is not
  /// the same as once.
  private static func annotations(_ tool: Tool) -> JSONValue {
    let isRead = tool.access == .read
    let repeats = tool.name.hasPrefix("create_") || tool.name == "track_task"
    return [
      "readOnlyHint": .bool(isRead), "destructiveHint": .bool(tool.risk == .high),
      "idempotentHint": .bool(!repeats), "openWorldHint": true,
    ]
  }

  private static func isDenied(_ tool: Tool, _ policy: LoadedPolicy) -> Bool {
    switch PolicyDocument.access(to: tool.name, under: policy.document, mustBeNamed: tool.isOwn).decision {
    case .deny, .hidden: true
    case .allow, .approval: false
    }
  }

  /// What the policy says about every call of a tool that it does not deny.
  private static func remarks(_ tool: Tool, _ policy: LoadedPolicy) -> [String] {
    let access = PolicyDocument.access(to: tool.name, under: policy.document, mustBeNamed: tool.isOwn)
    let limits = policy.document?.limits(of: tool.name).map(\.text) ?? []
    return (access.decision == .approval ? ["The user's policy requires a person's approval for every call."] : [])
      + (limits.isEmpty ? [] : ["Limited by the user's policy: \(limits.joined(separator: ", "))."])
  }
}

extension LoadedPolicy {
  /// True if somebody wrote a policy that names a tool. The built-in one is nobody's decision to offer an agent deletion.
  fileprivate func names(_ tool: Tool) -> Bool {
    !isBuiltIn && document?.rules(for: tool.name) != nil
  }
}

extension Tool {
  /// What an agent has to know besides the summary and the arguments.
  fileprivate var guidance: [String] {
    var sentences: [String] = []
    switch name {
    case "track_task":
      sentences += [
        "Pass task_id alone; or task_name, a project, or both; or service with service_task_id.",
        "If that task is already running, nothing happens and changed is false; if another timer is running, the call "
          + "fails unless stop_running_task is true.",
      ]
    case "stop_task": sentences.append("If that task is not running, nothing happens and changed is false.")
    case "list_events":
      sentences.append("Returns your own entries unless filter is given; PROJECT, CUSTOMER and TASK also require id.")
    case "list_user_tasks": sentences.append("The filter TRACKING returns what is running now.")
    case "delete_event": sentences.append("Deletes only the user's own entries; what is deleted cannot be restored.")
    case "close_task", "close_project":
      sentences.append("Nothing is deleted; if it is closed already, nothing happens and changed is false.")
    case "reopen_task", "reopen_project":
      sentences.append("If it is open already, nothing happens and changed is false.")
    default: break
    }
    if isList { sentences.append("Returns the first rows and the number of all.") }
    if access == .write { sentences.append("Sent once, never retried.") }
    return sentences
  }
}

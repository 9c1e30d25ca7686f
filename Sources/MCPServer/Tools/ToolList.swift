import Basics
import Policy
import TrackingTime

/// The answer of `tools/list`: the catalog as the protocol describes tools, with what the policy says of each.
enum ToolList {
  /// The tools a policy does not hide, in the catalog's order.
  ///
  /// - Parameter policy: nil while the policy cannot be read; then every tool is listed, and each call says what is wrong.
  static func result(_ tools: [Tool], _ policy: LoadedPolicy?) -> JSONObject {
    let shown = tools.filter { !(policy?.document?.hides($0.name) ?? false) }
    return ["tools": .array(shown.map { entry($0, policy) })]
  }

  private static func entry(_ tool: Tool, _ policy: LoadedPolicy?) -> JSONValue {
    let sentences = [tool.summary + "."] + tool.guidance + (policy.map { remarks(tool, $0) } ?? [])
    return [
      "name": .string(tool.name), "title": .string(tool.summary),
      "description": .string(sentences.joined(separator: " ")), "inputSchema": ToolSchema.input(tool),
      "outputSchema": ToolSchema.output(tool), "annotations": annotations(tool),
    ]
  }

  /// Hints for hosts. What the catalog rates a high risk overwrites what was there; to make or start something twice is
  /// not the same as once.
  private static func annotations(_ tool: Tool) -> JSONValue {
    let isRead = tool.access == .read
    let repeats = tool.name.hasPrefix("create_") || tool.name == "track_task"
    return [
      "readOnlyHint": .bool(isRead), "destructiveHint": .bool(tool.risk == .high),
      "idempotentHint": .bool(!repeats), "openWorldHint": true,
    ]
  }

  /// What the policy says of every call of a tool.
  private static func remarks(_ tool: Tool, _ policy: LoadedPolicy) -> [String] {
    let standing = PolicyDocument.access(to: tool.name, under: policy.document)
    switch standing.decision {
    case .deny, .hidden: return ["The user's policy denies it."]
    case .allow, .approval: break
    }
    let limits = policy.document?.limits(of: tool.name).map(\.text) ?? []
    return (standing.decision == .approval ? ["The user's policy wants a person's yes for each call."] : [])
      + (limits.isEmpty ? [] : ["Limited by the user's policy: \(limits.joined(separator: ", "))."])
  }
}

extension Tool {
  /// What an agent has to know beside the summary and the arguments.
  fileprivate var guidance: [String] {
    var sentences: [String] = []
    switch name {
    case "track_task":
      sentences += [
        "Give task_id alone; or task_name, a project, or both; or service and service_task_id.",
        "When that task runs already nothing happens and changed is false; another running timer is an error unless "
          + "stop_running_task is true.",
      ]
    case "stop_task": sentences.append("When that task does not run nothing happens and changed is false.")
    case "list_events": sentences.append("Without filter and id: your own entries. PROJECT, CUSTOMER and TASK need id.")
    case "list_user_tasks": sentences.append("With the filter TRACKING: what runs now.")
    default: break
    }
    if parameter("page") != nil {
      let most = CallResult.longest >> 20
      sentences.append("Gives all pages unless page is given; an answer of more than \(most) MiB is refused.")
    }
    if access == .write { sentences.append("Sent once, never repeated.") }
    return sentences
  }
}

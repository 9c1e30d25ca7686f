import Basics
import TrackingTime

/// A starter policy, generated from the tool catalog. The `reason` of a tool explains its rules.
enum StarterPolicy: String, CaseIterable {
  case readOnly = "read-only"
  case careful, agent

  /// What the policy does, for help.
  var summary: String {
    switch self {
    case .readOnly: "allows reads and denies writes"
    case .careful: "allows reads, limits writes, and requires approval for changes to existing data"
    case .agent:
      "allows reads, and timers and new entries within limits; requires approval to create anything else; denies changes "
        + "to existing data"
    }
  }

  /// The policy document.
  var document: JSONValue {
    let tools = Catalog.allTools.map { JSONObject.Member(key: $0.name, value: .object(rules(for: $0))) }
    var document: JSONObject = ["version": "1", "default": "deny"]
    if self == .agent {
      document["all_tools"] = ["limits": [Self.limit("calls_per_minute", per: "minute", max: 60)]]
    }
    document["tools"] = .object(JSONObject(tools))
    return .object(document)
  }

  private func rules(for tool: Tool) -> JSONObject {
    if tool.access == .read { return [:] }
    let isTimer = tool.name == "track_task" || tool.name == "stop_task" || tool.name == "create_event"
    switch self {
    case .readOnly: return ["action": "deny", "reason": "This policy is read-only."]
    case .careful:
      // As in the built-in policy: timers are what a loop runs away with, and a person may add a month of entries.
      let max = tool.name == "track_task" || tool.name == "stop_task" ? 30 : 300
      let limits: JSONValue = [Self.limit(tool.name + "_per_minute", per: "minute", max: max)]
      guard tool.risk == .high else {
        var rules: JSONObject = ["reason": "Adds data; limited."]
        rules["deny_if"] = Self.series(of: tool)
        rules["limits"] = limits
        return rules
      }
      return [
        "action": "require_approval", "reason": "Changes existing data; requires approval.", "limits": limits,
      ]
    case .agent where isTimer:
      var rules: JSONObject = ["reason": "Daily work, within limits."]
      // A name that does not exist yet creates a new task.
      if tool.name != "stop_task" {
        rules["require"] = [
          [
            "path": "args.task_id", "op": "exists", "value": true, "action": "require_approval",
            "on_deny": "Without task_id this may create a task or project; requires approval.",
          ]
        ]
      }
      rules["deny_if"] = Self.series(of: tool)
      rules["limits"] = [
        Self.limit(tool.name + "_per_minute", per: "minute", max: 10),
        Self.limit(tool.name + "_per_day", per: "day", max: 100),
      ]
      return rules
    case .agent where tool.risk == .high:
      return ["action": "deny", "reason": "Changes existing data; ask a person to do it."]
    case .agent:
      return [
        "action": "require_approval", "reason": "Creates data that others will see; requires approval.",
        "limits": [Self.limit(tool.name + "_per_hour", per: "hour", max: 10)],
      ]
    }
  }

  /// The rule for series of entries, which one call makes and counts as one; nil for a tool that makes none.
  private static func series(of tool: Tool) -> JSONValue? {
    guard tool.parameter("repeat") != nil else { return nil }
    return [
      [
        "path": "args.repeat", "op": "exists", "value": true, "action": "require_approval",
        "on_deny": "A series makes many entries at once; requires approval.",
      ]
    ]
  }

  private static func limit(_ counter: String, per window: String, max: Int) -> JSONValue {
    ["counter": .string(counter), "window": .string(window), "max": JSONValue(max), "scope": "grant"]
  }
}

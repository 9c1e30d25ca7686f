import Basics
import TrackingTime

/// A policy to begin with, made from the tool catalog. A tool's `reason` says why it stands as it does.
enum StarterPolicy: String, CaseIterable {
  case readOnly = "read-only"
  case careful, agent

  /// One phrase for help texts.
  var summary: String {
    switch self {
    case .readOnly: "reads are allowed, writes denied"
    case .careful: "reads are allowed, writes limited, changes of what is there need a person's yes"
    case .agent:
      "reads, timers and new entries are allowed within limits, new things need a person's yes, changes are denied"
    }
  }

  /// The document.
  var document: JSONValue {
    let tools = Catalog.tools.map { JSONObject.Member(key: $0.name, value: .object(rules(for: $0))) }
    var document: JSONObject = ["version": "1", "default": "deny"]
    if self == .agent {
      document["all_tools"] = ["limits": [Self.limit("calls_per_minute", "minute", 60)]]
    }
    document["tools"] = .object(JSONObject(tools))
    return .object(document)
  }

  private func rules(for tool: Tool) -> JSONObject {
    if tool.access == .read { return [:] }
    let isTimer = tool.name == "track_task" || tool.name == "stop_task" || tool.name == "create_event"
    switch self {
    case .readOnly: return ["action": "deny", "reason": "This policy reads and changes nothing."]
    case .careful:
      let limits: JSONValue = [Self.limit(tool.name + "_per_minute", "minute", 30)]
      guard tool.risk == .high else { return ["reason": "Adds something; slowed down.", "limits": limits] }
      return [
        "action": "require_approval", "reason": "Changes what is there; a person looks at it first.", "limits": limits,
      ]
    case .agent where isTimer:
      var rules: JSONObject = ["reason": "Daily work, within limits."]
      // A name of nothing that is there makes a new task.
      if tool.name != "stop_task" {
        rules["require"] = [
          [
            "path": "args.task_id", "op": "exists", "value": true, "action": "require_approval",
            "on_deny": "Without task_id this can make a new task or project; a person looks at it first.",
          ]
        ]
      }
      rules["limits"] = [
        Self.limit(tool.name + "_per_minute", "minute", 10), Self.limit(tool.name + "_per_day", "day", 100),
      ]
      return rules
    case .agent where tool.risk == .high:
      return ["action": "deny", "reason": "Changes what is there; ask a person to do it."]
    case .agent:
      return [
        "action": "require_approval", "reason": "Makes something others will see; a person looks at it first.",
        "limits": [Self.limit(tool.name + "_per_hour", "hour", 10)],
      ]
    }
  }

  private static func limit(_ counter: String, _ window: String, _ max: Int) -> JSONValue {
    ["counter": .string(counter), "window": .string(window), "max": JSONValue(max), "scope": "grant"]
  }
}

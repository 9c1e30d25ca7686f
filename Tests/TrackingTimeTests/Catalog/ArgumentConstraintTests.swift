import Basics
import TestSupport
import Testing

@testable import TrackingTime

/// Arguments of one call, and what is said about them; nil when they go together.
struct Together: Sendable, CustomTestStringConvertible {
  var tool: String
  var arguments: JSONObject
  var problem: String?

  init(_ tool: String, _ arguments: JSONObject, _ problem: String? = nil) {
    (self.tool, self.arguments, self.problem) = (tool, arguments, problem)
  }

  var testDescription: String { tool + " " + JSONValue.object(arguments).compact }
}

@Suite("Arguments together") struct ArgumentConstraintTests {
  static let track: [Together] = [
    Together("track_task", ["task_id": 1]),
    Together("track_task", ["task_name": "a"]),
    Together("track_task", ["task_name": "a", "project_id": 1]),
    Together("track_task", ["task_name": "a", "project_name": "p"]),
    Together("track_task", ["project_id": 1]),
    Together("track_task", ["project_name": "p"]),
    Together("track_task", ["service": "trello", "service_task_id": "t"]),
    Together("track_task", ["service": "trello", "service_task_id": "t", "service_project_id": "p"]),
    Together("track_task", [:], "nothing to track"),
    Together("track_task", ["notes": "a", "date": "09:00", "account_id": 7], "nothing to track"),
    Together("track_task", ["task_id": 1, "task_name": "a"], "task_id cannot be combined with task_name"),
    Together("track_task", ["task_id": 1, "project_id": 1], "task_id cannot be combined with project_id"),
    Together("track_task", ["task_id": 1, "project_name": "p"], "task_id cannot be combined with project_name"),
    Together(
      "track_task", ["task_id": 1, "service": "s", "service_task_id": "t"], "task_id cannot be combined with service"),
    Together("track_task", ["project_id": 1, "project_name": "p"], "project_id cannot be combined with project_name"),
    Together(
      "track_task", ["task_name": "a", "service": "s", "service_task_id": "t"],
      "task_name cannot be combined with service"),
    Together("track_task", ["service": "s"], "service also needs service_task_id"),
    Together("track_task", ["service_task_id": "t"], "service_task_id also needs service"),
    Together("track_task", ["service_project_id": "p"], "service_project_id also needs service"),
  ]

  private static func events(_ more: JSONObject, _ problem: String? = nil) -> Together {
    var arguments: JSONObject = ["from": "2026-01-01", "to": "2026-01-31"]
    for member in more { arguments[member.key] = member.value }
    return Together("list_events", arguments, problem)
  }

  static let events: [Together] = [
    events([:]), events(["id": 9]), events(["filter": "USER", "id": 9]), events(["filter": "PROJECT", "id": 9]),
    events(["filter": "COMPANY"]), events(["global_company": true]),
    events(["filter": "TASK", "global_company": true]),
    events(["filter": "PROJECT"], "missing required argument id (numeric project ID)"),
    events(["filter": "CUSTOMER"], "missing required argument id (numeric customer ID)"),
    events(["filter": "TASK", "global_company": false], "missing required argument id (numeric task ID)"),
    events(["filter": "COMPANY", "id": 9], "cannot be combined"),
    events(["global_company": true, "id": 9], "cannot be combined"),
  ]

  static let others: [Together] = [
    Together(
      "create_task", ["name": "a", "project_id": 1, "project_name": "p"],
      "project_id cannot be combined with project_name"),
    Together(
      "create_project", ["name": "a", "customer_id": 1, "customer_name": "c"],
      "customer_id cannot be combined with customer_name"),
    Together(
      "update_project", ["project_id": 1, "service_id": 1, "service_name": "c"],
      "service_id cannot be combined with service_name"),
    Together(
      "update_event", ["event_id": 1, "task_id": 1, "task_name": "c"], "task_id cannot be combined with task_name"),
    Together("update_task", ["task_id": 1, "project_name": "p"]),
    Together("update_event", ["event_id": 1, "task_id": 1, "project_id": 2]),
  ]

  @Test("what excludes or needs something else is said", arguments: track + events + others)
  func together(sample: Together) throws {
    let call = ToolCall(sample.tool, sample.arguments)
    guard let problem = sample.problem else {
      #expect(try Catalog.validate(call).arguments.names == sample.arguments.keys)
      return
    }
    let error = try failure { _ = try Catalog.validate(call) }
    #expect(error.failure == .usage)
    #expect(error.message.hasPrefix(sample.tool + ": "))
    #expect(error.message.contains(problem), "\(error.message)")
  }
}

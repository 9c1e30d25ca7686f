import Basics
import TestSupport
import Testing

@testable import TrackingTime

/// The arguments of a call, and the problem with their combination; nil if they are valid.
struct Combination: Sendable, CustomTestStringConvertible {
  var tool: String
  var arguments: JSONObject
  var problem: String?

  init(_ tool: String, _ arguments: JSONObject, _ problem: String? = nil) {
    (self.tool, self.arguments, self.problem) = (tool, arguments, problem)
  }

  var testDescription: String { tool + " " + JSONValue.object(arguments).compact }
}

@Suite("Combinations of arguments") struct ArgumentConstraintTests {
  static let track: [Combination] = [
    Combination("track_task", ["task_id": 1]),
    Combination("track_task", ["task_name": "a"]),
    Combination("track_task", ["task_name": "a", "project_id": 1]),
    Combination("track_task", ["task_name": "a", "project_name": "p"]),
    Combination("track_task", ["project_id": 1]),
    Combination("track_task", ["project_name": "p"]),
    Combination("track_task", ["service": "trello", "service_task_id": "t"]),
    Combination("track_task", ["service": "trello", "service_task_id": "t", "service_project_id": "p"]),
    Combination("track_task", [:], "nothing to track"),
    Combination("track_task", ["notes": "a", "date": "09:00", "account_id": 7], "nothing to track"),
    Combination("track_task", ["task_id": 1, "task_name": "a"], "task_id cannot be combined with task_name"),
    Combination("track_task", ["task_id": 1, "project_id": 1], "task_id cannot be combined with project_id"),
    Combination("track_task", ["task_id": 1, "project_name": "p"], "task_id cannot be combined with project_name"),
    Combination(
      "track_task", ["task_id": 1, "service": "s", "service_task_id": "t"], "task_id cannot be combined with service"),
    Combination(
      "track_task", ["project_id": 1, "project_name": "p"], "project_id cannot be combined with project_name"),
    Combination(
      "track_task", ["task_name": "a", "service": "s", "service_task_id": "t"],
      "task_name cannot be combined with service"),
    Combination("track_task", ["service": "s"], "service requires service_task_id"),
    Combination("track_task", ["service_task_id": "t"], "service_task_id requires service"),
    Combination("track_task", ["service_project_id": "p"], "service_project_id requires service"),
  ]

  private static func events(_ more: JSONObject, _ problem: String? = nil) -> Combination {
    var arguments: JSONObject = ["from": "2026-01-01", "to": "2026-01-31"]
    for member in more { arguments[member.key] = member.value }
    return Combination("list_events", arguments, problem)
  }

  static let events: [Combination] = [
    events([:]), events(["id": 9]), events(["filter": "USER", "id": 9]), events(["filter": "PROJECT", "id": 9]),
    events(["filter": "COMPANY"]), events(["global_company": true]),
    events(["filter": "TASK", "global_company": true]),
    events(["filter": "PROJECT"], "missing required argument id (numeric project ID)"),
    events(["filter": "CUSTOMER"], "missing required argument id (numeric customer ID)"),
    events(["filter": "TASK", "global_company": false], "missing required argument id (numeric task ID)"),
    events(["filter": "COMPANY", "id": 9], "id cannot be used when listing the entries of the whole workspace"),
    events(["global_company": true, "id": 9], "id cannot be used when listing the entries of the whole workspace"),
  ]

  static let others: [Combination] = [
    Combination(
      "create_task", ["name": "a", "project_id": 1, "project_name": "p"],
      "project_id cannot be combined with project_name"),
    Combination(
      "create_project", ["name": "a", "customer_id": 1, "customer_name": "c"],
      "customer_id cannot be combined with customer_name"),
    Combination(
      "update_project", ["project_id": 1, "service_id": 1, "service_name": "c"],
      "service_id cannot be combined with service_name"),
    Combination(
      "update_event", ["event_id": 1, "task_id": 1, "task_name": "c"], "task_id cannot be combined with task_name"),
    Combination("update_task", ["task_id": 1, "project_name": "p"]),
    Combination("update_event", ["event_id": 1, "task_id": 1, "project_id": 2]),
  ]

  @Test("invalid combinations of arguments are reported", arguments: track + events + others)
  func together(sample: Combination) throws {
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

@Suite("Required arguments of a call") struct RequiredArgumentTests {
  @Test("every missing required argument is reported", arguments: Catalog.allTools.map(\.name))
  func required(name: String) throws {
    let tool = try #require(Catalog.tool(name))
    let needed = tool.parameters.filter(\.required)
    guard let first = needed.first else { return }
    let error = try failure { _ = try Catalog.validate(ToolCall(name)) }
    #expect(error.failure == .usage)
    #expect(error.message.hasPrefix("\(name): missing required argument \(first.name) ("))
  }

  @Test("the current user implies user_id, the running timer implies task_id")
  func subjects() throws {
    #expect(try Catalog.validate(ToolCall("list_user_tasks", subject: .currentUser)).arguments.names.isEmpty)
    #expect(try Catalog.validate(ToolCall("stop_task", subject: .runningTimer)).arguments.names.isEmpty)
    #expect(throws: TTError.self) { try Catalog.validate(ToolCall("get_task", subject: .currentUser)) }
  }
}

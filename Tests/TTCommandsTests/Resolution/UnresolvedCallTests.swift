import Basics
import TestSupport
import Testing

@testable import TTCommands
@testable import TrackingTime

/// A command line and the call it becomes, before names are looked up.
struct Line: Sendable, CustomTestStringConvertible {
  var words: [String]
  var tool: String
  var arguments: JSONObject
  var subject: ToolCall.Subject
  /// The resources given by name: kind, word, and where the ID goes.
  var references: [String]

  init(
    _ words: [String], _ tool: String, _ arguments: JSONObject = [:], subject: ToolCall.Subject = .arguments,
    references: [String] = []
  ) {
    (self.words, self.tool, self.arguments) = (words, tool, arguments)
    (self.subject, self.references) = (subject, references)
  }

  var testDescription: String { words.joined(separator: " ") }
}

/// The call of a command line, in a context where nothing may be looked up.
func unresolvedCall(_ words: [String], _ cli: CLIFixture? = nil) throws -> UnresolvedCall {
  let session = Session(context: try (cli ?? CLIFixture()).context(words), arguments: try parsed(words))
  guard let make = session.arguments.command.calls else { throw Unexpected("a local command") }
  let calls = try make(session.arguments, session)
  guard calls.count == 1, let call = calls.first else { throw Unexpected("several calls") }
  return call
}

@Suite("Calls made from command lines") struct UnresolvedCallTests {
  static let timers: [Line] = [
    Line(["track", "42"], "track_task", ["task_id": 42]),
    Line(["track", "--task-id", "42"], "track_task", ["task_id": 42]),
    Line(["track", "Write report"], "track_task", references: ["task Write report argument(\"task_id\")"]),
    Line(["track", "42nd street"], "track_task", references: ["task 42nd street argument(\"task_id\")"]),
    Line(["track", "-"], "track_task", references: ["task - argument(\"task_id\")"]),
    Line(["track", "--task-id", "Write"], "track_task", references: ["task Write argument(\"task_id\")"]),
    Line(["track", "--project-id", "Web"], "track_task", references: ["project Web argument(\"project_id\")"]),
    Line(
      ["track", "--task-name", "x", "--project-id", "Web"], "track_task", ["task_name": "x"],
      references: ["project Web argument(\"project_id\")"]),
    Line(["track", "@last"], "track_task", [:], references: ["task @last argument(\"task_id\")"]),
    Line(["track", "--task-name", "42"], "track_task", ["task_name": "42"]),
    Line(
      ["track", "a", "--project-name", "p"], "track_task",
      references: ["task a argument(\"task_id\")", "project p scope"]),
    Line(
      ["track", "a", "--project-id", "5201"], "track_task",
      references: ["task a argument(\"task_id\")", "project 5201 scope"]),
    Line(["track", "--project-id", "5201"], "track_task", ["project_id": 5201]),
    Line(
      ["track", "42", "--date", "-15m", "--timezone", "GMT+5", "--notes", ""], "track_task",
      [
        "date": "-15m", "timezone": "GMT+5", "notes": "", "task_id": 42,
      ]),
    Line(
      ["track", "42", "--tags", #"[{"n":"a"}]"#, "--stop-running-task", "--return-task=false"], "track_task",
      [
        "tags": [["n": "a"]], "stop_running_task": true, "return_task": false, "task_id": 42,
      ]),
    Line(["track", "42", "--account-id", "7"], "track_task", ["account_id": 7, "task_id": 42]),
    Line(["track", "42", "--account-id", "7", "--account-id", "8"], "track_task", ["account_id": 8, "task_id": 42]),
    Line(
      ["track", "--service", "trello", "--service-task-id", "7"], "track_task",
      [
        "service": "trello", "service_task_id": "7",
      ]),
    Line(["track"], "track_task"),
    Line(["switch", "42"], "track_task", ["task_id": 42, "stop_running_task": true]),
    Line(["continue", "--notes", "n"], "track_task", ["notes": "n"], references: ["task 1 argument(\"task_id\")"]),
    Line(["continue", "2"], "track_task", references: ["task 2 argument(\"task_id\")"]),
    Line(["continue", "8301"], "track_task", ["task_id": 8301]),
    Line(["continue", "Plan"], "track_task", references: ["task Plan argument(\"task_id\")"]),
    Line(["stop"], "stop_task", subject: .runningTimer),
    Line(["stop", "--date", "17:30"], "stop_task", ["date": "17:30"], subject: .runningTimer),
    Line(["stop", "42", "--return-task"], "stop_task", ["return_task": true, "task_id": 42]),
    Line(["stop", "--task-id", "42"], "stop_task", ["task_id": 42]),
    Line(["stop", "Write report"], "stop_task", references: ["task Write report argument(\"task_id\")"]),
    Line(["status"], "list_user_tasks", ["filter": "TRACKING"], subject: .runningTimer),
  ]

  static let entries: [Line] = [
    Line(
      ["add", "42", "--start", "09:00", "--end", "10:15"], "create_event",
      [
        "start": "09:00", "end": "10:15", "task_id": 42,
      ], subject: .currentUser),
    Line(
      ["add", "Call", "--duration", "20m"], "create_event",
      ["duration": 1200], subject: .currentUser, references: ["task Call argument(\"task_id\")"]),
    Line(
      ["add", "42", "--start", "09:00", "--duration", "1h"], "create_event",
      [
        "start": "09:00", "task_id": 42, "duration": 3600,
      ], subject: .currentUser),
    Line(
      ["add", "42", "--end", "09:00", "--duration", "1:30"], "create_event",
      [
        "end": "09:00", "task_id": 42, "duration": 5400,
      ], subject: .currentUser),
    Line(["edit", "6401", "--notes", "n"], "update_event", ["notes": "n", "event_id": 6401]),
    Line(
      ["edit", "@last", "--is-billed=false"], "update_event", ["is_billed": false],
      references: [
        "event @last argument(\"event_id\")"
      ]),
  ]

  static let lists: [Line] = [
    Line(["list", "tasks"], "list_tasks"),
    Line(
      ["list", "tasks", "--project", "5201", "--page", "2"], "list_tasks", ["page": 2, "project_id": 5201],
      references: [
        "project 5201 filter([\"project_id\"])"
      ]),
    Line(
      ["list", "tasks", "--project", "Website"], "list_tasks",
      references: [
        "project Website argument(\"project_id\")", "project Website filter([\"project_id\"])",
      ]),
    Line(
      ["list", "tasks", "--user", "9001", "--status", "archived"], "list_user_tasks",
      [
        "filter": "ARCHIVED", "user_id": 9001,
      ]),
    Line(["list", "projects", "--status", "all"], "list_projects", ["filter": "ALL"]),
    Line(["list", "customers"], "list_customers"),
    Line(["list", "users", "--include-billing"], "list_users", ["include_billing": true]),
    Line(["list", "workspaces", "--account-id", "7"], "list_workspaces"),
    Line(["list", "trackables"], "list_user_trackables", subject: .currentUser),
    Line(["list", "events"], "list_events", ["from": "2026-03-02", "to": "2026-03-08"]),
    Line(
      ["list", "events", "--today", "--order", "desc"], "list_events",
      [
        "order": "desc", "from": "2026-03-02", "to": "2026-03-02",
      ]),
    Line(
      ["list", "events", "--month", "--company"], "list_company_events", ["from": "2026-03-01", "to": "2026-03-31"]),
    Line(
      ["list", "events", "--from", "2026-01-01", "--project", "5", "--user", "9"], "list_events",
      [
        "from": "2026-01-01", "to": "2026-03-02", "filter": "PROJECT", "id": 5,
      ], references: ["user 9 filter([\"user_id\"])"]),
  ]

  static let objects: [Line] = [
    Line(["show", "me"], "get_me"),
    Line(["show", "task", "42"], "get_task", ["task_id": 42]),
    Line(
      ["show", "user", "ada@example.test"], "get_user", references: ["user ada@example.test argument(\"user_id\")"]),
    Line(
      ["create", "task", "Write report", "--estimated-time", "2.5", "--users", #"[{"id":1}]"#], "create_task",
      [
        "users": [["id": 1]], "estimated_time": .number(JSONNumber(2.5) ?? JSONNumber(0)), "name": "Write report",
      ]),
    Line(["create", "customer", "--name", "42"], "create_customer", ["name": "42"]),
    Line(
      ["update", "project", "Website", "--is-billable", "--hourly-rate", "80"], "update_project",
      [
        "hourly_rate": 80, "is_billable": true,
      ], references: ["project Website argument(\"project_id\")"]),
    Line(["call", "get_task", "task_id=42"], "get_task", ["task_id": 42]),
    Line(
      ["call", "track_task", "task_name=a=b", "return_task=true", "notes="], "track_task",
      [
        "task_name": "a=b", "return_task": true, "notes": "",
      ]),
    Line(["call", "nope", "x=1"], "nope", ["x": "1"]),
  ]

  @Test("a command line becomes the expected call", arguments: timers + entries + lists + objects)
  func calls(line: Line) throws {
    let unresolved = try unresolvedCall(line.words)
    #expect(unresolved.call.tool == line.tool)
    #expect(JSONValue.object(unresolved.call.arguments).canonical == JSONValue.object(line.arguments).canonical)
    #expect(unresolved.call.subject == line.subject)
    #expect(unresolved.references.map { "\($0.kind) \($0.word) \($0.use)" } == line.references)
  }
}

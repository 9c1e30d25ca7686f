import Basics
import Testing
import TrackingTime
import Transport

@testable import TTCommands

/// The request of every tool, sent by its own command and by `tt call`.
@Suite("One request for each tool") struct ToolTableTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var tool: String
    /// The command of the tool.
    var command: [String]
    /// The raw arguments; nil if the command needs a look-up.
    var raw: [String]
    /// Method and path of the tool's own request.
    var line: String
    /// The parameters sent, apart from `date` and `timezone`.
    var fields: [String: String] = [:]
    /// The requests before the tool's own: look-ups of names and of the current user.
    var lookUps: [String] = []
    /// The same for the raw call.
    var rawLookUps: [String] = []

    var testDescription: String { tool }
  }

  static let range = ["from": "2026-11-01", "to": "2026-11-30"]
  static let days = ["--from", "2026-11-01", "--to", "2026-11-30"]
  static let rawDays = ["from=2026-11-01", "to=2026-11-30"]
  static let me = "GET /me"

  static let rows: [Row] = [
    Row(tool: "get_me", command: ["show", "me"], raw: [], line: "GET /me"),
    Row(tool: "list_workspaces", command: ["list", "workspaces"], raw: [], line: "GET /me"),
    Row(
      tool: "list_events", command: ["list", "events"] + days, raw: rawDays, line: "GET /7/events",
      fields: range.merging(["filter": "USER", "id": "9001", "page": "0", "page_size": "5000"]) { $1 },
      lookUps: [me], rawLookUps: [me]),
    Row(
      tool: "list_company_events", command: ["list", "events", "--company"] + days, raw: rawDays,
      line: "GET /7/events",
      fields: range.merging(["filter": "COMPANY", "page": "0", "page_size": "5000"]) { $1 }),
    Row(
      tool: "get_event", command: ["show", "event", "6401"], raw: ["event_id=6401"], line: "GET /7/events/6401"),
    Row(
      tool: "create_event",
      command: ["add", "42", "--start", "2026-11-02 09:00:00", "--duration", "1h30m", "--notes", "a & b", "--no-look"],
      raw: ["task_id=42", "start=2026-11-02 09:00:00", "end=2026-11-02 10:30:00", "notes=a & b"],
      line: "POST /7/events/add",
      fields: [
        "task_id": "42", "start": "2026-11-02 09:00:00", "end": "2026-11-02 10:30:00", "duration": "5400",
        "notes": "a & b", "user_id": "9001",
      ], lookUps: [me], rawLookUps: [me]),
    Row(
      tool: "update_event", command: ["edit", "6401", "--notes", "neu", "--no-look"],
      raw: ["event_id=6401", "notes=neu"],
      line: "GET /7/events/update/6401", fields: ["notes": "neu"]),
    Row(
      tool: "list_users", command: ["list", "users", "--status", "all"], raw: ["filter=ALL"], line: "GET /7/users",
      fields: ["filter": "ALL"]),
    Row(
      tool: "get_user", command: ["show", "user", "bob@example.test"], raw: ["user_id=9002"],
      line: "GET /7/users/9002", lookUps: ["GET /7/users"]),
    Row(
      tool: "list_user_tasks", command: ["list", "tasks", "--user", "9002"], raw: ["user_id=9002"],
      line: "GET /7/users/9002/assigned_tasks", fields: ["page": "0", "page_size": "100"]),
    Row(
      tool: "list_user_projects", command: ["list", "projects", "--user", "9001"], raw: ["user_id=9001"],
      line: "GET /7/users/9001/projects"),
    Row(
      tool: "list_user_trackables", command: ["list", "trackables", "--user", "9001", "--only-favorites"],
      raw: ["user_id=9001", "only_favorites=true"], line: "GET /7/users/9001/trackables",
      fields: ["only_favorites": "true"]),
    Row(
      tool: "list_projects", command: ["list", "projects", "--status", "archived"], raw: ["filter=ARCHIVED"],
      line: "GET /7/projects", fields: ["filter": "ARCHIVED"]),
    Row(
      tool: "list_tasks", command: ["list", "tasks", "--project-id", "5201"], raw: ["project_id=5201"],
      line: "GET /7/tasks", fields: ["project_id": "5201", "page": "0", "page_size": "100"]),
    Row(
      tool: "get_task", command: ["show", "task", "42"], raw: ["task_id=42"], line: "GET /7/tasks/42",
      fields: ["include_custom_fields": "true"]),
    Row(tool: "list_customers", command: ["list", "customers"], raw: [], line: "GET /7/customers"),
    Row(
      tool: "create_task",
      command: ["create", "task", "Ünïcode & co +50%", "--project-id", "5201", "--users", #"[{"id":9001}]"#],
      raw: ["name=Ünïcode & co +50%", "project_id=5201", #"users=[{"id":9001}]"#], line: "POST /7/tasks/add",
      fields: ["name": "Ünïcode & co +50%", "project_id": "5201", "users": #"[{"id":9001}]"#]),
    Row(
      tool: "update_task", command: ["update", "task", "42", "--due-date", "2026-12-24", "--is-billable=false"],
      raw: ["task_id=42", "due_date=2026-12-24", "is_billable=false"], line: "POST /7/tasks/update/42",
      fields: ["due_date": "2026-12-24", "is_billable": "false"]),
    Row(
      tool: "create_customer", command: ["create", "customer", "Hooli"], raw: ["name=Hooli"],
      line: "POST /7/customers/add", fields: ["name": "Hooli"]),
    Row(
      tool: "update_customer", command: ["update", "customer", "acme", "--name", "Acme Ltd"],
      raw: ["customer_id=3101", "name=Acme Ltd"], line: "POST /7/customers/update/3101",
      fields: ["name": "Acme Ltd"], lookUps: ["GET /7/customers"]),
    Row(
      tool: "create_project",
      command: ["create", "project", "New site", "--customer-id", "Acme", "--estimated-time", "2.5"],
      raw: ["name=New site", "customer_id=3101", "estimated_time=2.5"], line: "POST /7/projects/add",
      fields: ["name": "New site", "customer_id": "3101", "estimated_time": "2.5"],
      lookUps: ["GET /7/customers"]),
    Row(
      tool: "update_project", command: ["update", "project", "5202", "--color", "3"],
      raw: ["project_id=5202", "color=3"],
      line: "POST /7/projects/update/5202", fields: ["color": "3"]),
    Row(
      tool: "track_task", command: ["track", "--task-id", "42", "--notes", "x"], raw: ["task_id=42", "notes=x"],
      line: "POST /7/tasks/track/42", fields: ["notes": "x"]),
    Row(
      tool: "stop_task", command: ["stop", "42", "--return-task"], raw: ["task_id=42", "return_task=true"],
      line: "POST /7/tasks/stop/42", fields: ["return_task": "true"]),
    Row(
      tool: "create_custom_field",
      command: ["create", "custom-field", "Centre", "--value-type", "enum", "--filter-object-class", "project"],
      raw: ["name=Centre", "value_type=enum", "filter_object_class=project"], line: "POST /7/custom_fields/add",
      fields: ["name": "Centre", "value_type": "enum", "filter_object_class": "project"]),
    Row(
      tool: "create_enum_option", command: ["create", "enum-option", "North", "--custom-field", "4102", "--enabled"],
      raw: ["name=North", "custom_field=4102", "enabled=true"], line: "POST /7/enum_options/add",
      fields: ["name": "North", "custom_field": "4102", "enabled": "true"]),
  ]

  @Test("the table has all 26 tools, each once")
  func whole() {
    #expect(rows.count == 26)
    #expect(Set(rows.map(\.tool)).count == 26)
  }

  private var rows: [Row] { Self.rows }

  @Test("the command sends the tool's request and nothing unnecessary", arguments: rows)
  func friendly(_ row: Row) throws {
    let cli = try CLIFixture(answers: Self.answers(row))
    let run = cli.run(row.command + ["--json"])
    #expect(run.code == 0, "\(run.errors)")
    try check(row, cli, after: row.lookUps)
  }

  @Test("the raw call sends the same request", arguments: rows)
  func raw(_ row: Row) throws {
    let cli = try CLIFixture(answers: Self.answers(row))
    let run = cli.run(["call", row.tool] + row.raw + ["--json"])
    #expect(run.code == 0, "\(run.errors)")
    try check(row, cli, after: row.rawLookUps)
  }

  /// A service that answers the requests of a row and no others.
  private static func answers(_ row: Row) -> [String: String] {
    let lists = [
      "/users": #"[{"id":9001,"name":"Ada","surname":"Example"},{"id":9002,"name":"Bob","email":"bob@example.test"}]"#,
      "/customers": #"[{"id":3101,"name":"Acme"},{"id":3102,"name":"Globex"}]"#, "/trackables": #"{"projects":[]}"#,
      "/events": "[]", "/tasks": "[]", "/projects": "[]", "/assigned_tasks": "[]", "/me": CLIFixture.me,
      // So old that it cannot be running, which would have to be looked up.
      "/events/6401": CLIFixture.entry.replacing("2026-03-02", with: "2025-03-03"),
    ]
    return (row.lookUps + row.rawLookUps + [row.line]).reduce(into: [:]) { answers, line in
      answers[line + "?"] = lists.first { line.hasSuffix($0.key) }?.value ?? CLIFixture.entry
    }
  }

  private func check(_ row: Row, _ cli: CLIFixture, after lookUps: [String]) throws {
    #expect(cli.lines == lookUps + [row.line])
    let last = try #require(cli.transport?.requests.last)
    #expect(last.parameters.filter { $0.key != "date" && $0.key != "timezone" } == row.fields)
    let hasForm = last.method == "POST" && !row.line.contains("/track/") && !row.line.contains("/stop/")
    #expect((last.body == nil) == !hasForm)
    #expect(last.url.contains("?") == (!hasForm && !last.parameters.isEmpty))
    #expect(last.isWrite == (Catalog.tool(row.tool)?.access == .write))
  }
}

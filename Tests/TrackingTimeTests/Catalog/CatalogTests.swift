import Basics
import TestSupport
import Testing

@testable import TrackingTime

@Suite("The catalog") struct CatalogTests {
  static let reads = [
    "get_me", "list_workspaces", "list_events", "list_company_events", "get_event", "list_users", "get_user",
    "list_user_tasks", "list_user_projects", "list_user_trackables", "list_projects", "list_tasks", "get_task",
    "list_customers",
  ]
  static let writes = [
    "create_task", "update_task", "create_customer", "update_customer", "create_project", "update_project",
    "create_event", "update_event", "track_task", "stop_task", "create_custom_field", "create_enum_option",
  ]

  @Test("there are 26 different tools, 14 that read and 12 that write")
  func names() {
    #expect(Catalog.tools.count == 26)
    #expect(Catalog.reads.count == 14 && Catalog.writes.count == 12)
    #expect(Set(Catalog.reads) == Set(Self.reads))
    #expect(Set(Catalog.writes) == Set(Self.writes))
    #expect(Set(Catalog.tools.map(\.name)).count == 26)
  }

  @Test(
    "a tool is found by its exact name only",
    arguments: ["Track_Task", "track_task ", "trac\u{212A}_task", "", "track"])
  func exactNames(name: String) {
    #expect(Catalog.tool("track_task") != nil)
    #expect(Catalog.tool(name) == nil)
  }

  @Test("track_task has the 14 published properties other than credentials")
  func trackTask() throws {
    let tool = try #require(Catalog.tool("track_task"))
    #expect(
      tool.parameters.map(\.name).sorted()
        == [
          "date", "tags", "notes", "service", "task_id", "timezone", "task_name", "project_id", "return_task",
          "project_name", "service_task_id", "stop_running_task", "service_project_id", "account_id",
        ].sorted())
    #expect(tool.parameters.allSatisfy { !$0.required })
    #expect(tool.risk == .medium)
  }

  @Test("no tool has credentials as arguments", arguments: Catalog.allTools.map(\.name))
  func noCredentials(name: String) throws {
    let tool = try #require(Catalog.tool(name))
    for forbidden in ["app_password", "api_token", "password", "token"] { #expect(tool.parameter(forbidden) == nil) }
  }

  @Test("every tool except get_me and list_workspaces has one workspace argument")
  func accounts() {
    for tool in Catalog.tools {
      let own = ["get_me", "list_workspaces"].contains(tool.name)
      #expect(tool.needsAccount == !own)
      #expect(tool.parameters.filter { $0.location == .account }.map(\.name) == (own ? [] : ["account_id"]))
    }
  }

  @Test("the path's placeholders are the parameters sent in it", arguments: Catalog.allTools.map(\.name))
  func placeholders(name: String) throws {
    let tool = try #require(Catalog.tool(name))
    let inPath = tool.path.split(separator: "{").dropFirst().map { String($0.prefix { $0 != "}" }) }
    #expect(inPath == tool.parameters.filter { $0.location == .path }.map(\.name))
    #expect(tool.path.hasPrefix("/"))
  }

  @Test(
    "every parameter has a one-phrase summary, and names and flags are unique", arguments: Catalog.allTools.map(\.name))
  func parameters(name: String) throws {
    let tool = try #require(Catalog.tool(name))
    #expect(Set(tool.parameters.map(\.name)).count == tool.parameters.count)
    #expect(Set(tool.parameters.map(\.flag)).count == tool.parameters.count)
    for parameter in tool.parameters {
      #expect(!parameter.summary.isEmpty && !parameter.summary.hasSuffix("."))
      #expect(parameter.flag == parameter.name.split(separator: "_").joined(separator: "-"))
      #expect(parameter.name.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F })
    }
    #expect(!tool.summary.isEmpty && !tool.summary.hasSuffix("."))
  }

  @Test("reads are GET requests of low risk, writes but update_event are POST requests of higher risk")
  func methods() {
    for tool in Catalog.tools {
      #expect(tool.method == (tool.access == .read || tool.name == "update_event" ? "GET" : "POST"))
      #expect((tool.risk == .low) == (tool.access == .read))
    }
  }

  @Test("tt's own tools are high-risk writes beside the 26, sent by methods that the vendor's clients use")
  func ownTools() {
    let methods = Catalog.ownTools.map { "\($0.name) \($0.method) \($0.path)" }
    #expect(
      methods == [
        "delete_event GET /events/delete/{event_id}", "close_task GET /tasks/close/{task_id}",
        "reopen_task GET /tasks/open/{task_id}", "close_project GET /projects/close/{project_id}",
        "reopen_project GET /projects/open/{project_id}", "mark_events_billed POST /events/billed",
      ])
    #expect(Catalog.ownTools.allSatisfy { $0.isOwn && $0.access == .write && $0.risk == .high })
    #expect(Catalog.tools.filter(\.isOwn).isEmpty)
    #expect(Catalog.allTools.count == 32)
  }

  @Test(
    "a list of IDs is a list, its JSON text, or numbers with commas; each ID counts once",
    arguments: [[6401, 6402], "[6401,6402]", "6401,6402", "6401, 6402", ["6401", "6402.0", 6401]] as [JSONValue])
  func ids(_ value: JSONValue) throws {
    let call = try Catalog.validate(ToolCall("mark_events_billed", ["event_ids": value]))
    #expect(call.arguments.ids("event_ids") == [6401, 6402])
    #expect(call.arguments.json.members.map(\.value) == [[6401, 6402]])
  }

  @Test(
    "what is no list of positive IDs is refused",
    arguments: [[], "", "6401,", [0], [-1], ["6401.5"], [["id": 6401]], "x", true] as [JSONValue])
  func noIDs(_ value: JSONValue) throws {
    let error = try failure { _ = try Catalog.validate(ToolCall("mark_events_billed", ["event_ids": value])) }
    #expect(error.message.hasSuffix("expected a list of positive integers such as [6401, 6402]"))
  }

  @Test("only track_task and stop_task send date and timezone in the query")
  func timers() {
    #expect(Catalog.tools.filter(\.carriesTimer).map(\.name).sorted() == ["stop_task", "track_task"])
  }

  @Test("the words of a choice are unique and not empty")
  func choices() {
    for parameter in Catalog.tools.flatMap(\.parameters) {
      guard case .choice(let words) = parameter.kind else { continue }
      #expect(!words.isEmpty && Set(words).count == words.count && !words.contains(""))
    }
  }
}

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

  @Test("no tool has credentials as arguments", arguments: Catalog.tools.map(\.name))
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

  @Test("the path's placeholders are the parameters sent in it", arguments: Catalog.tools.map(\.name))
  func placeholders(name: String) throws {
    let tool = try #require(Catalog.tool(name))
    let inPath = tool.path.split(separator: "{").dropFirst().map { String($0.prefix { $0 != "}" }) }
    #expect(inPath == tool.parameters.filter { $0.location == .path }.map(\.name))
    #expect(tool.path.hasPrefix("/"))
  }

  @Test(
    "every parameter has a one-phrase summary, and names and flags are unique", arguments: Catalog.tools.map(\.name))
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

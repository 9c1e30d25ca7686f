import Basics
import Policy
import Testing
import TrackingTime

@testable import MCPServer

@Suite("Tools as the protocol lists them") struct ToolListTests {
  @Test("a description tells what the policy says: limits, denials, approvals; hidden tools are left out")
  func remarks() throws {
    let text = """
      {"version":"1","default":"deny","hide":["get_user"],"tools":{"get_me":{},"create_task":{"action":"require_approval"},
       "track_task":{"limits":[{"counter":"c","window":"minute","max":30}]}}}
      """
    let policy = try PolicySource.parse(Array(text.utf8), "p.json")
    let list = try #require(ToolList.result(.everything, policy)["tools"]?.array)
    #expect(list.count == 26)
    func description(_ name: String) -> String {
      list.first { $0["name"]?.string == name }?["description"]?.string ?? ""
    }
    #expect(description("get_user") == "")
    #expect(description("get_me") == "Show the current user.")
    #expect(description("track_task").hasSuffix("Limited by the user's policy: 30 per minute."))
    #expect(description("create_task").hasSuffix("The user's policy requires a person's approval for every call."))
    #expect(description("stop_task") == "Stop the timer of a task. Denied by the user's policy.")
    #expect(ToolList.result(.everything, nil)["tools"]?.array?.count == 27)
  }

  @Test("where only what is allowed is listed, that is what the policy allows, what needs approval, and check_call")
  func allowedOnly() throws {
    let text = """
      {"version":"1","default":"deny","tools":{"get_me":{},"create_task":{"action":"require_approval"},
       "stop_task":{"action":"deny"}}}
      """
    let policy = try PolicySource.parse(Array(text.utf8), "p.json")
    let selection = try ToolSelection(allowedOnly: true)
    func names(_ policy: LoadedPolicy?) -> [String] {
      ToolList.result(selection, policy)["tools"]?.array?.map { $0["name"]?.string ?? "no tool" } ?? []
    }
    #expect(names(policy) == ["get_me", "create_task", "check_call"])
    #expect(names(nil).count == 27, "each call reports why the policy cannot be read")
  }

  @Test("tt's own tools are listed where a policy file names them, and check_call knows them")
  func ownTools() throws {
    func names(_ text: String) throws -> [String] {
      let policy = try PolicySource.parse(Array(text.utf8), "p.json")
      return ToolList.result(.everything, policy)["tools"]?.array?.compactMap { $0["name"]?.string } ?? []
    }
    #expect(try names(#"{"version":"1","default":"allow"}"#) == Catalog.tools.map(\.name) + ["check_call"])
    let named = try names(
      #"{"version":"1","default":"deny","tools":{"close_task":{},"delete_event":{"action":"deny"}}}"#)
    #expect(named == Catalog.tools.map(\.name) + ["check_call", "delete_event", "close_task"])
    let builtIn = try PolicySource(
      grant: "default", override: nil, configFolder: "/nonexistent", grants: [:],
      builtIn: .builtIn(reads: Catalog.reads, writes: Catalog.writes + ["delete_event"])
    ).load()
    #expect(ToolList.result(.everything, builtIn)["tools"]?.array?.count == 27)
    let call = try CallCheck.call(["tool": "delete_event", "arguments": ["event_id": 6401]], of: .everything)
    #expect(call.tool.name == "delete_event")
  }

  @Test("a policy that denies tools makes the list shorter, not longer")
  func denials() throws {
    let policy = try PolicySource.parse(Array(#"{"version":"1","default":"deny","tools":{"get_me":{}}}"#.utf8), "p")
    let all = JSONValue.object(ToolList.result(.everything, nil)).compact.utf8.count
    let denied = JSONValue.object(ToolList.result(.everything, policy)).compact.utf8.count
    #expect(denied < all)
  }

  @Test("a selection of names offers these tools; an unknown name is an error with the closest one")
  func selection() throws {
    #expect(try ToolSelection(names: ["stop_task", "get_me"]).tools.map(\.name) == ["get_me", "stop_task"])
    #expect(try ToolSelection(readOnly: true, names: ["stop_task", "check_call"]).tools.map(\.name) == ["check_call"])
    let error = #expect(throws: TTError.self) { try ToolSelection(names: ["stop_tusk"]) }
    #expect(error?.failure == .usage && error?.message == #"unknown tool "stop_tusk""#)
    #expect(error?.remedy == .advice("did you mean stop_task?"))
  }

  @Test("tools that overwrite are destructive; tools that create or start something are not idempotent")
  func hints() {
    let list = ToolList.result(.everything, nil)["tools"]?.array ?? []
    func names(_ hint: String, _ value: Bool) -> Set<String> {
      Set(list.filter { $0["annotations"]?[hint]?.bool == value }.compactMap { $0["name"]?.string })
    }
    #expect(names("readOnlyHint", true) == Set(Catalog.reads + ["check_call"]))
    #expect(names("destructiveHint", true) == ["update_task", "update_project", "update_customer", "update_event"])
    #expect(
      names("idempotentHint", false) == [
        "track_task", "create_task", "create_project", "create_customer", "create_event", "create_custom_field",
        "create_enum_option",
      ])
  }
}

import Basics
import Policy
import Testing
import TrackingTime

@testable import MCPServer

@Suite("Tools as the protocol lists them") struct ToolListTests {
  @Test(
    "a schema has exactly the catalog's parameters, and requires exactly the required ones",
    arguments: Catalog.tools.map(\.name))
  func parameters(_ name: String) throws {
    let tool = try #require(Catalog.tool(name))
    let schema = ToolSchema.input(tool)
    #expect((schema["properties"]?.object?.keys ?? []) == tool.parameters.map(\.name))
    #expect((schema["required"]?.array ?? []).compactMap(\.string) == tool.parameters.filter(\.required).map(\.name))
    #expect(schema["additionalProperties"] == false)
    for parameter in tool.parameters {
      let property = try #require(schema["properties"]?[parameter.name])
      #expect(property["description"]?.string?.hasPrefix(parameter.summary) == true)
      switch parameter.kind {
      case .choice(let words): #expect(property["enum"]?.array?.compactMap(\.string) == words)
      case .day: #expect(property["format"]?.string == "date")
      case .boolean: #expect(property["type"]?.string == "boolean")
      case .id, .integer: #expect(property["type"]?.string == "integer")
      default: break
      }
    }
  }

  @Test("a description tells what the policy says: limits, denials, approvals; hidden tools are left out")
  func remarks() throws {
    let text = """
      {"version":"1","default":"deny","hide":["get_user"],"tools":{"get_me":{},"create_task":{"action":"require_approval"},
       "track_task":{"limits":[{"counter":"c","window":"minute","max":30}]}}}
      """
    let policy = try PolicySource.parse(Array(text.utf8), "p.json")
    let list = try #require(ToolList.result(Catalog.tools, policy)["tools"]?.array)
    #expect(list.count == 25)
    func description(_ name: String) -> String {
      list.first { $0["name"]?.string == name }?["description"]?.string ?? ""
    }
    #expect(description("get_user") == "")
    #expect(description("get_me") == "Show the current user.")
    #expect(description("track_task").hasSuffix("Limited by the user's policy: 30 per minute."))
    #expect(description("create_task").hasSuffix("The user's policy requires a person's approval for every call."))
    #expect(description("stop_task").hasSuffix("Denied by the user's policy."))
    #expect(ToolList.result(Catalog.tools, nil)["tools"]?.array?.count == 26)
  }

  @Test("tools that overwrite are destructive; tools that create or start something are not idempotent")
  func hints() {
    let list = ToolList.result(Catalog.tools, nil)["tools"]?.array ?? []
    func names(_ hint: String, _ value: Bool) -> Set<String> {
      Set(list.filter { $0["annotations"]?[hint]?.bool == value }.compactMap { $0["name"]?.string })
    }
    #expect(names("readOnlyHint", true) == Set(Catalog.reads))
    #expect(names("destructiveHint", true) == ["update_task", "update_project", "update_customer", "update_event"])
    #expect(
      names("idempotentHint", false) == [
        "track_task", "create_task", "create_project", "create_customer", "create_event", "create_custom_field",
        "create_enum_option",
      ])
  }
}

@Suite("Results of tool calls") struct CallResultTests {
  @Test("the text of a failure has everything known about it, and a denial begins with its prefix")
  func failures() {
    func text(_ error: TTError) -> String? {
      CallResult.failure(error)["content"]?.array?.first?["text"]?.string
    }
    #expect(text(.usage("wrong", hint: "do this")) == "wrong; do this")
    #expect(
      text(TTError(.rateLimited, "slow down", retryAfter: 3)) == "slow down", "the service's own limit is not a denial")
    #expect(text(TTError(.approvalRequired, "wait", rule: "/r")) == "[POLICY DENIED] wait; rule /r")
    #expect(text(TTError(.policyDenied, "[POLICY DENIED] no", rule: "/r")) == "[POLICY DENIED] no; rule /r")
  }
}

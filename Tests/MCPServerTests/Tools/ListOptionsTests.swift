import Basics
import Testing
import TrackingTime

@testable import MCPServer

@Suite("Rows of lists") struct ListOptionsTests {
  private let session = FakeSession()

  private func result(_ tool: String, _ arguments: JSONObject) throws -> JSONObject {
    let client = ClientInfo(version: .stateless, name: nil, canElicit: false)
    let request = ToolRequest(
      id: RequestID("1"), client: client, tool: try #require(ToolSelection.everything.tool(tool)), arguments: arguments)
    let writer = LineWriter(open("/dev/null", O_WRONLY), onRoom: {}, onClose: {})
    let runner = CallRunner(tools: .everything) { _ in session }
    guard case .result(let object) = runner.run(Job(request: request, sink: .line(writer), bytes: 1)) else {
      return [:]
    }
    return object
  }

  private func list(_ arguments: JSONObject, of tool: String = "list_tasks") throws -> JSONObject {
    try #require(result(tool, arguments)["structuredContent"]?.object)
  }

  private func text(_ result: JSONObject) -> String { result["content"]?.array?.first?["text"]?.string ?? "" }

  private static func tasks(_ count: Int) -> [JSONValue] {
    (1...count).map { id in
      [
        "id": JSONValue(id), "name": "Task", "due_date": nil, "account_id": 7, "users": [["id": 1, "name": "Ada"]],
        "custom_fields": ["PO": "x\u{202E}", "No": nil], "description": .string(String(repeating: "d", count: 900)),
      ]
    }
  }

  @Test("a list of 5,000 tasks is 50 short rows of less than 40 kB, and says how many there are and how to get them")
  func short() throws {
    session.pages = stride(from: 0, to: 5000, by: 100).map { _ in Self.tasks(100) }
    let result = try result("list_tasks", [:])
    let list = try #require(result["structuredContent"]?.object)
    #expect(text(result) == JSONValue.object(list).compact)
    #expect(text(result).utf8.count < 40_000)
    #expect(list["items"]?.array?.count == 50 && list["total"] == 5000)
    #expect(
      list["items"]?.array?.first == ["id": 1, "name": "Task", "custom_fields": ["PO": "x\\u{202E}"]], "no nulls")
    #expect(
      list["more"]?.string
        == "50 of 5000 rows are shown; ask for less with project_id, filter, or pass page (from 0) and page_size for a part, or "
        + "pass limit: 5000 for all")
  }

  @Test("the service's tool is called without fields and limit")
  func hidden() throws {
    _ = try list(["fields": ["id"], "limit": 3, "filter": "ALL"])
    #expect(session.calls.map(\.arguments) == [["filter": "ALL"]])
  }

  @Test("as many rows as limit says are returned, however long, and all are said to be shown by nothing more")
  func limit() throws {
    session.pages = [Self.tasks(120)]
    #expect(try list(["limit": 100, "fields": ["*"]])["items"]?.array?.count == 100)
    #expect(try text(result("list_tasks", ["limit": "120", "fields": "*"])).utf8.count > 100_000)
    #expect(try list(["limit": 120.0.json])["more"] == nil)
    #expect(try list(["limit": nil, "page": 0, "page_size": "100"])["items"]?.array?.count == 100)
    #expect(try list(["limit": ""])["items"]?.array?.count == 50)
  }

  @Test("without a limit, rows end before 40 kB; with one, before 4 MiB")
  func bytes() throws {
    session.pages = [Self.tasks(50)]
    let some = try result("list_tasks", ["fields": ["*"]])
    #expect(text(some).utf8.count < 40_000 && text(some).contains("choose fewer members with fields"))
    session.pages = Array(repeating: Self.tasks(1000), count: 6)
    let many = try result("list_tasks", ["fields": ["*"], "limit": 6000])
    #expect((3 << 20...4 << 20).contains(text(many).utf8.count))
  }

  @Test("chosen fields come in their order, with paths, and null where a row lacks them")
  func fields() throws {
    session.pages = [Self.tasks(1)]
    let row: JSONValue = ["name": "Task", "due_date": nil, "users.name": ["Ada"], "custom_fields.PO": "x\\u{202E}"]
    for fields: JSONValue in [
      ["name", "due_date", "users.name", "custom_fields.PO"], "name, due_date,users.name,custom_fields.PO",
      #"["name","due_date","users.name","custom_fields.PO"]"#,
    ] { #expect(try list(["fields": fields])["items"] == [row]) }
    #expect(try list(["fields": []])["items"]?[0]?.object?.keys == ["id", "name", "custom_fields"])
  }

  @Test(
    "an unknown field and a limit below 1 are errors that name what would be right",
    arguments: [
      (["fields": ["nam"]], #"list_tasks: unknown field "nam"; did you mean name?"#),
      (["fields": 7], #"list_tasks: invalid value for fields: expected a list of names such as ["id", "name"]"#),
      (["limit": 0], "list_tasks: invalid value 0 for limit: expected an integer of at least 1"),
      (["limit": "many"], #"list_tasks: invalid value "many" for limit: expected an integer of at least 1"#),
    ] as [(JSONObject, String)])
  func wrong(_ arguments: JSONObject, _ message: String) throws {
    let result = try result("list_tasks", arguments)
    #expect(result["isError"] == true && text(result) == message)
    #expect(session.calls.isEmpty)
  }

  @Test(
    "every member of a short row is known, and every list has one",
    arguments: Catalog.tools.filter(\.isList).map(\.name))
  func shortRows(_ name: String) throws {
    let tool = try #require(Catalog.tool(name))
    #expect(Set(ListOptions.shortRow(tool)).isSubset(of: KnownFields.of(tool: name)))
  }
}

extension JSONValue {
  fileprivate subscript(index: Int) -> JSONValue? { array.flatMap { $0.indices.contains(index) ? $0[index] : nil } }
}

extension Double {
  fileprivate var json: JSONValue { JSONNumber(self).map(JSONValue.number) ?? .null }
}

import Basics
import Testing
import Transport

@testable import TTCommands

/// Lists of several pages, whose rows are printed as they come.
@Suite("Long lists") struct LongListTests {
  /// A service with pages of a hundred tasks, of which one may fail.
  private final class Pages: HTTPTransport {
    private let count: Int
    private let failing: Int?

    init(_ count: Int, failing: Int? = nil) { (self.count, self.failing) = (count, failing) }

    func send(_ request: HTTPRequest) throws(TransportFailure) -> HTTPResponse {
      let page = Int(request.parameters["page"] ?? "") ?? 0
      let status = page == failing ? 403 : 200
      let rows = page < count ? (0..<100).map { #"{"id":\#(page * 100 + $0 + 1),"name":"Task \#(page)"}"# } : []
      let body = #"{"response":{"status":\#(status),"message":"m"},"data":[\#(rows.joined(separator: ","))]}"#
      return HTTPResponse(status: 200, body: Array(body.utf8))
    }
  }

  private func list(_ format: String, _ pages: Pages) throws -> CLIFixture.Run {
    let cli = try CLIFixture(answers: [:])
    cli.adjust = { $0.transport = { _, _ in pages } }
    return cli.run("list", "tasks", "--output", format, "--fields", "id,name")
  }

  @Test("every format has all rows of all pages, in their order")
  func whole() throws {
    let ids = (1...1200).map(String.init)
    for format in ["csv", "tsv", "jsonl", "ids", "table", "json"] {
      let run = try list(format, Pages(12))
      #expect(run.code == 0)
      switch format {
      case "json": #expect(try run.json().array?.map { $0["id"]?.int } == (1...1200).map { $0 })
      case "jsonl": #expect(run.output.split(separator: "\n").count == 1200)
      default:
        let found = run.output.split(whereSeparator: \.isNewline).map { $0.prefix { $0.isNumber } }.filter {
          !$0.isEmpty
        }
        #expect(found.map(String.init) == ids, "\(format)")
      }
    }
  }

  @Test("a JSON list is printed as a document printed at once is")
  func layout() throws {
    let cli = try CLIFixture(answers: [
      "GET /7/tasks?": #"[{"id":1,"name":"a","tags":[]},{"id":2,"name":"b","x":{"y":1}}]"#
    ])
    let text = cli.run("list", "tasks", "--json").output
    #expect(text == (try JSONValue.parse(text)).pretty + "\n")
    let none = try CLIFixture(answers: ["GET /7/tasks?": "[]"])
    #expect(none.run("list", "tasks", "--json").output == "[]\n")
  }

  @Test("a JSON list that fails midway is not a shorter list: it does not parse")
  func unclosed() throws {
    let run = try list("json", Pages(12, failing: 5))
    #expect(run.code == 1)
    #expect(run.output.contains("Task 4") && !run.output.contains("Task 5"))
    #expect(throws: JSONSyntaxError.self) { try JSONValue.parse(run.output) }
    #expect(try list("json", Pages(12, failing: 0)).output == "")
  }
}

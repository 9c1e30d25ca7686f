import Basics
import TestSupport
import Testing

@testable import TTCommands

@Suite("Formats for programs") struct RowWriterTests {
  private let view = ListView(
    columns: [
      Column("id", kind: .number), Column("name"), Column("customer.name", title: "CUSTOMER"),
      Column("hours", title: "H", kind: .hours),
    ], empty: "there is nothing")

  private func render(
    _ format: Format, _ value: JSONValue, fields: [String]? = nil, safe: Bool = false, view: Output.View? = nil
  ) throws -> String {
    let renderer = Renderer(format: format, fields: fields, isSafe: safe, style: .plain, width: nil)
    return try renderer.render(Output(value: value, view: view ?? .table(self.view)))
  }

  private let rows: JSONValue = [
    ["id": 9_007_199_254_740_993, "name": "a", "customer": ["name": "Acme"], "hours": 1, "more": [1]],
    ["id": 2, "name": nil, "customer": nil, "hours": nil],
  ]

  @Test("CSV has a header, CRLF line ends and unformatted values")
  func csv() throws {
    #expect(try render(.csv, rows) == "id,name,customer_name,hours\r\n9007199254740993,a,Acme,1\r\n2,,,\r\n")
  }

  @Test(
    "CSV fields are quoted only where RFC 4180 requires it",
    arguments: [
      ("plain text", "plain text"), ("", ""), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("\"", "\"\"\"\""),
      ("\"\"", "\"\"\"\"\"\""), ("a\nb", "\"a\nb\""), ("a\r\nb", "\"a\r\nb\""), ("a\rb", "\"a\rb\""), (" a ", " a "),
      ("a;b\tc", "a;b\tc"), ("ü日🕐", "ü日🕐"), ("=1+1", "=1+1"), ("'", "'"),
    ])
  func csvFields(text: String, field: String) throws {
    #expect(RowWriter.csvField(text, isSafe: false) == field)
    #expect(try render(.csv, [["name": .string(text)]]) == "id,name,customer_name,hours\r\n,\(field),,\r\n")
  }

  @Test("a quote before a combining mark is doubled too")
  func combinedQuote() {
    let field = RowWriter.csvField("a\"\u{301},b", isSafe: false)
    #expect(Array(field.utf8) == Array("\"a\"\"\u{301},b\"".utf8))
  }

  @Test(
    "with --csv-safe formulas get an apostrophe, numbers do not",
    arguments: [
      ("=1+1", "'=1+1"), ("@x", "'@x"), ("+49 30", "'+49 30"), ("-x", "'-x"), ("-5", "-5"), ("+1.5", "+1.5"),
      ("a=b", "a=b"),
      ("\tx", "'\tx"),
    ])
  func safe(text: String, field: String) {
    #expect(RowWriter.csvField(text, isSafe: true) == field)
    #expect(RowWriter.csvField(text, isSafe: false) == text)
  }

  @Test("TSV has tabs between fields and none within them")
  func tsv() throws {
    #expect(try render(.tsv, rows).hasPrefix("id\tname\tcustomer_name\thours\n9007199254740993\ta\tAcme\t1\n2\t\t\t\n"))
    #expect(try render(.tsv, [["name": "a\tb\r\nc\"d"]]) == "id\tname\tcustomer_name\thours\n\ta b  c\"d\t\t\n")
  }

  @Test("IDs are one per line, and rows without one are left out")
  func ids() throws {
    #expect(try render(.ids, rows) == "9007199254740993\n2\n")
    #expect(try render(.ids, [["name": "x"], ["id": "7"]]) == "7\n")
    let accounts = ListView(columns: [], empty: "", idKey: "account_id")
    #expect(try render(.ids, [["id": 1, "account_id": 2]], view: .table(accounts)) == "2\n")
    #expect(try render(.ids, ["id": 7, "changed": true], view: .lines(["x"])) == "7\n")
  }

  @Test("JSON Lines has all members of each row, one row per line")
  func jsonLines() throws {
    #expect(
      try render(.jsonl, [["id": 1, "a": [1, ["b": "x\ny"]]], ["id": 2]])
        == "{\"id\":1,\"a\":[1,{\"b\":\"x\\ny\"}]}\n{\"id\":2}\n")
    #expect(try render(.jsonl, ["id": 1], view: .lines([])) == "{\"id\":1}\n")
  }

  @Test("JSON is one document with all members")
  func json() throws {
    #expect(
      try render(.json, ["changed": true, "id": 1], view: .lines(["x"])) == "{\n  \"changed\": true,\n  \"id\": 1\n}\n")
    #expect(try JSONValue.parse(render(.json, rows)) == rows)
    #expect(try render(.json, []) == "[]\n")
  }

  @Test("an empty list is a header in CSV and TSV, and nothing in the other formats")
  func empty() throws {
    #expect(try render(.csv, []) == "id,name,customer_name,hours\r\n")
    #expect(try render(.tsv, []) == "id\tname\tcustomer_name\thours\n")
    for format in [Format.jsonl, .ids, .table] { #expect(try render(format, []) == "") }
  }

  @Test("selected fields are printed in their order, in every format")
  func fields() throws {
    let fields = ["name", "customer.name", "id"]
    #expect(try render(.csv, rows, fields: fields) == "name,customer_name,id\r\na,Acme,9007199254740993\r\n,,2\r\n")
    #expect(
      try render(.jsonl, rows, fields: ["id", "name"])
        == "{\"id\":9007199254740993,\"name\":\"a\"}\n{\"id\":2,\"name\":null}\n")
    #expect(try JSONValue.parse(render(.json, ["id": 1, "x": 2], fields: ["x"], view: .lines([]))) == ["x": 2])
    let error = try failure { _ = try render(.csv, rows, fields: ["nmae"]) }
    #expect(error.failure == .usage)
    #expect(error.hint?.hasPrefix("did you mean name? known fields: id, name") == true)
  }

  @Test("batches of rows share one header")
  func pages() throws {
    var writer = RowWriter(format: .csv, view: view, fields: ["id"], isSafe: false)
    #expect(try writer.text(of: [["id": 1]]) == "id\r\n1\r\n")
    #expect(try writer.text(of: [["id": 2]]) == "2\r\n")
  }

  @Test("a column shows the first member of its name in every row, wherever that stands")
  func places() throws {
    let text =
      #"[{"id":1,"name":"a"},{"name":"b","id":2},{"id":3},{"name":"d","x":0,"name":"e","id":4},{"id":5,"name":"f"}]"#
    let rows = try JSONValue.parse(text, as: .lenient).array ?? []
    for format in [Format.csv, .tsv] {
      let lines = try render(format, .array(rows), fields: ["id", "name", "customer.name"]).split(
        whereSeparator: \.isNewline)
      let cells = lines.dropFirst().map {
        $0.split(separator: format == .csv ? "," : "\t", omittingEmptySubsequences: false)
      }
      #expect(cells == [["1", "a", ""], ["2", "b", ""], ["3", "", ""], ["4", "d", ""], ["5", "f", ""]])
    }
  }
}

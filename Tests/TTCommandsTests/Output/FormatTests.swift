import Basics
import Foundation
import Testing

@testable import TTCommands

/// `--output`: every format has the same data and can be read back, by readers other than tt's.
@Suite("Output formats") struct FormatTests {
  /// Names that are difficult for formats.
  static let names = [
    "Write report", "Recherche & Überblick", "comma, quote \" and 'more'", "line\nend", "carriage\rreturn", "tab\there",
    "Ünï ✓ 日本語", "=1+1", "\"", ",", "\u{1B}[31mred\u{1B}[0m", " padded ", "e\u{301}", "\u{202E}backwards",
  ]

  static let expected = names.enumerated().map { [String(9100 + $0.offset), $0.element] }

  /// A row as Foundation's decoder reads it.
  private struct Row: Decodable, Equatable {
    var id: Int
    var name: String
  }

  private static let rows = names.enumerated().map { Row(id: 9100 + $0.offset, name: $0.element) }

  /// A fixture with a service that has the awkward tasks.
  private func cli() throws -> CLIFixture {
    let tasks = Self.names.enumerated().map { index, name in
      JSONValue.object([
        "id": JSONValue(9100 + index), "name": .string(name), "project": "Website", "accumulated_time": 30_225,
        "is_archived": false,
      ])
    }
    return try CLIFixture(answers: ["GET /7/tasks?": JSONValue.array(tasks).compact])
  }

  private func decode<Value: Decodable>(_ type: Value.Type, _ text: some StringProtocol) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  @Test("a list is a JSON array of objects with full names and numeric IDs")
  func json() throws {
    let run = try cli().run("list", "tasks", "--json")
    #expect(run.errors == "")
    #expect(try decode([Row].self, run.output) == Self.rows)
    let keys = try #require(try run.json().array).flatMap { $0.object?.keys ?? ["no object"] }
    #expect(keys.allSatisfy { $0.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil })
  }

  @Test("jsonl is one document per line")
  func jsonl() throws {
    let cli = try cli()
    let lines = cli.run("list", "tasks", "--output", "jsonl").output.split(separator: "\n")
    #expect(try lines.map { try decode(Row.self, $0) } == Self.rows)
    let documents = try lines.map { try JSONValue.parse(String($0)) }
    #expect(try cli.run("list", "tasks", "--json").json() == .array(documents))
  }

  @Test("csv follows RFC 4180 and reads back byte for byte")
  func csv() throws {
    let rows = try DelimitedReader.csv(try cli().run("list", "tasks", "-o", "csv").output)
    #expect(rows.first?.prefix(2) == ["id", "name"])
    #expect(
      rows.dropFirst().map { $0.prefix(2).map { Array($0.utf8) } } == Self.expected.map { $0.map { Array($0.utf8) } })
    #expect(Set(rows.map(\.count)).count == 1)
  }

  @Test("tsv has one line per row with the same number of fields; tabs and line ends become blanks")
  func tsv() throws {
    let rows = try DelimitedReader.tsv(try cli().run("list", "tasks", "-o", "tsv").output)
    #expect(rows.first?.prefix(2) == ["id", "name"])
    let names = Self.expected.map { row in
      row.map { String($0.unicodeScalars.map { "\t\n\r".unicodeScalars.contains($0) ? " " : Character($0) }) }
    }
    #expect(rows.dropFirst().map { Array($0.prefix(2)) } == names)
    #expect(Set(rows.map(\.count)).count == 1)
  }

  @Test("ids are numbers, one per line", arguments: [["-q"], ["--quiet"], ["--output", "ids"], ["-o", "ids"]])
  func ids(_ words: [String]) throws {
    #expect(try cli().run(["list", "tasks"] + words).output == Self.expected.map { $0[0] + "\n" }.joined())
  }

  @Test("a table has no control characters, one line per row, and no colour without a terminal")
  func table() throws {
    let run = try cli().run("list", "tasks", with: ["COLUMNS": "20"])
    #expect(
      run.output.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
    #expect(!run.output.unicodeScalars.contains("\u{202E}"))
    #expect(run.output.split(separator: "\n").count == Self.expected.count + 1)
    #expect(run.output.contains("Recherche & Überblick"), "nothing is cut without a terminal")
    #expect(run.errors == "")
  }

  @Test(
    "an empty list is empty in every format, with a note in a table",
    arguments: [
      ("table", "", true), ("json", "[]\n", false), ("jsonl", "", false), ("ids", "", false),
    ])
  func empty(_ format: String, _ output: String, _ hasNote: Bool) throws {
    let cli = try CLIFixture(answers: CLIFixture.service)
    let run = cli.run("list", "tasks", "--filter", "TRACKING", "-o", format)
    #expect(run.code == 0)
    #expect(run.output == output)
    #expect(run.errors.isEmpty != hasNote)
    #expect(cli.transport?.requests.map { $0.parameters["filter"] } == ["TRACKING"])
  }

  @Test("a write prints its ID with -q")
  func writeID() throws {
    let run = try CLIFixture(answers: CLIFixture.tracking).run("track", "42", "-q")
    #expect(run.code == 0)
    #expect(run.output == "6401\n")
  }
}

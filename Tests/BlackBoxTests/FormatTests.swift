import struct Basics.LocalTime
import Foundation
import Sandbox
import Testing

/// `--output`: every format has the same data and can be read back.
@Suite("Output formats") struct FormatTests {
  /// A workspace with names that are difficult for formats.
  static let awkward = Workspace.seeded { workspace in
    let names = [
      "comma, quote \" and 'more'", "line\nend", "carriage\rreturn", "tab\there", "Ünï ✓ 日本語", "=1+1", "\"", ",",
      "\u{1B}[31mred\u{1B}[0m", " padded ", "e\u{301}", "\u{202E}backwards",
    ]
    for (index, name) in names.enumerated() {
      workspace.tasks.upsert(
        Workspace.Task(
          id: 9100 + index, accountID: 700_001, name: name, projectID: 5201, userIDs: [9001], creatorID: 9001,
          createdAt: LocalTime(wallSeconds: 1_700_000_000)))
    }
  }

  static let expected = awkward.tasks.all.filter { !$0.isArchived }.map { [String($0.id), $0.name] }

  private static func idAndName(_ row: JSON) -> [String] {
    [row["id"]?.int.map(String.init) ?? "no id", row["name"]?.string ?? "no name"]
  }

  @Test("a list is a JSON array of objects with full names and numeric IDs")
  func json() async throws {
    try await SandboxFixture.run(Self.awkward) { fixture in
      let run = try await fixture.tt("list", "tasks", "--json")
      #expect(run.errors == "")
      let rows = try #require(try run.json().array)
      #expect(rows.map(Self.idAndName) == Self.expected)
      #expect(rows.allSatisfy { $0.keys.allSatisfy { $0.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil } })
    }
  }

  @Test("jsonl is one document per line")
  func jsonl() async throws {
    try await SandboxFixture.run(Self.awkward) { fixture in
      let out = try await fixture.tt("list", "tasks", "--output", "jsonl").out
      let rows = try out.split(separator: "\n").map { try JSON(String($0)) }
      #expect(rows.map(Self.idAndName) == Self.expected)
      #expect(try await fixture.tt("list", "tasks", "--json").json() == .array(rows))
    }
  }

  @Test("csv follows RFC 4180 and reads back byte for byte")
  func csv() async throws {
    try await SandboxFixture.run(Self.awkward) { fixture in
      let rows = try DelimitedReader.csv(try await fixture.tt("list", "tasks", "-o", "csv").out)
      #expect(rows.first?.prefix(2) == ["id", "name"])
      #expect(
        rows.dropFirst().map { $0.prefix(2).map { Array($0.utf8) } } == Self.expected.map { $0.map { Array($0.utf8) } })
      #expect(Set(rows.map(\.count)).count == 1)
    }
  }

  @Test("tsv has one line per row with the same number of fields; tabs and line ends become blanks")
  func tsv() async throws {
    try await SandboxFixture.run(Self.awkward) { fixture in
      let rows = try DelimitedReader.tsv(try await fixture.tt("list", "tasks", "-o", "tsv").out)
      #expect(rows.first?.prefix(2) == ["id", "name"])
      let names = Self.expected.map { row in
        row.map { String($0.unicodeScalars.map { "\t\n\r".unicodeScalars.contains($0) ? " " : Character($0) }) }
      }
      #expect(rows.dropFirst().map { Array($0.prefix(2)) } == names)
      #expect(Set(rows.map(\.count)).count == 1)
    }
  }

  @Test("ids are numbers, one per line", arguments: [["-q"], ["--quiet"], ["--output", "ids"], ["-o", "ids"]])
  func ids(_ words: [String]) async throws {
    try await SandboxFixture.run(Self.awkward) { fixture in
      let out = try await fixture.tt(["list", "tasks"] + words).out
      #expect(out == Self.expected.map { $0[0] + "\n" }.joined())
    }
  }

  @Test("a table has no control characters, one line per row, and no colour without a terminal")
  func table() async throws {
    try await SandboxFixture.run(Self.awkward) { fixture in
      let run = try await fixture.tt("list", "tasks", env: ["CLICOLOR_FORCE": nil, "COLUMNS": "20"])
      #expect(run.out.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
      #expect(!run.out.unicodeScalars.contains("\u{202E}"))
      #expect(run.out.split(separator: "\n").count == Self.expected.count + 1)
      #expect(run.out.contains("Recherche & Überblick"), "nothing is cut without a terminal")
      #expect(run.errors == "")
    }
  }

  @Test(
    "an empty list is empty in every format, with a note in a table",
    arguments: [
      ("table", "", true), ("json", "[]\n", false), ("jsonl", "", false), ("ids", "", false),
    ])
  func empty(_ format: String, _ out: String, _ remark: Bool) async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt("list", "tasks", "--filter", "TRACKING", "-o", format)
      #expect(run.exit == 0)
      #expect(run.out == out)
      #expect(run.errors.isEmpty != remark)
    }
  }

  @Test("a write prints its ID with -q")
  func writeID() async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt("track", "42", "-q")
      #expect(run.exit == 0)
      let event = try #require(await fixture.sandbox.workspace().events.all.last)
      #expect(run.out == "\(event.id)\n")
    }
  }

  @Test("tokens and invite links are not shown")
  func tokens() async throws {
    try await SandboxFixture.run(.running42) { fixture in
      for words in [["status"], ["list", "tasks"], ["list", "projects"], ["list", "workspaces"], ["track", "42"]] {
        let document = try await fixture.tt(words + ["--json"]).json()
        #expect(Self.secrets(in: document) == [])
      }
    }
  }

  private static func secrets(in value: JSON) -> [String] {
    switch value {
    case .array(let elements): elements.flatMap(secrets)
    case .object(let members):
      members.flatMap { key, value in
        let isSecret = key.contains("token") || key == "invite_link"
        return (isSecret && value != .null && value != .string("***") ? [key] : []) + secrets(in: value)
      }
    default: []
    }
  }
}

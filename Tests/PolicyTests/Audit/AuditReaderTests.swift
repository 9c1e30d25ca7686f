import Basics
import Foundation
import Testing

@testable import Policy

@Suite("Reading the audit log") struct AuditReaderTests {
  private func ids(_ reader: inout AuditReader) throws -> [String] {
    var ids: [String] = []
    try reader.read { ids.append($0.value["id"]?.string ?? "?") }
    return ids
  }

  @Test("the last records are found across files, and no others are read", arguments: [0, 1, 2, 7, 29, 30, 31, 1000])
  func last(count: Int) throws {
    var found: [String]
    let bench = try AuditLogFixture(records: 30, rotationSize: 3000)
    var reader = try AuditReader(bench.log, AuditFilter())
    try reader.skip(toLast: count)
    found = try ids(&reader)
    #expect(found == (1...30).suffix(count).map { "id\($0)" })
  }

  @Test("a line of any length does not hide the last ones", arguments: [0, 1, 300_000, 5_000_000])
  func longLine(length: Int) throws {
    var found: [String]
    let bench = try AuditLogFixture(records: 4)
    let lines = bench.lines
    try bench.write([lines[0], String(repeating: "x", count: length)] + lines[1...])
    var reader = try AuditReader(bench.log, AuditFilter())
    try reader.skip(toLast: 4)
    found = try ids(&reader)
    #expect(found == ["id1", "id2", "id3", "id4"])
    #expect(reader.damaged == 1)
  }

  @Test("a record from before version 0.2.0 is read with current names")
  func oldNames() throws {
    let bench = try AuditLogFixture(records: 1)
    try bench.write(bench.lines.map { $0.replacing("\"channel\":", with: "\"door\":") })
    var reader = try AuditReader(bench.log, AuditFilter())
    var records: [JSONValue] = []
    try reader.read { records.append($0.value) }
    #expect(records.count == 1 && records[0]["channel"]?.string == "test" && records[0]["door"] == nil)
  }

  @Test("records are filtered by time, grant, tool and verdict before the last ones are chosen")
  func filters() throws {
    var found: [String]
    let bench = try AuditLogFixture()
    for number in 0..<20 { try bench.append("id\(number)", grant: number % 3 == 0 ? "claude" : "default", at: number) }
    var filter = AuditFilter()
    filter.grants = ["claude"]
    var reader = try AuditReader(bench.log, filter)
    found = try ids(&reader)
    #expect(found == [0, 3, 6, 9, 12, 15, 18].map { "id\($0)" })
    reader = try AuditReader(bench.log, filter)
    try reader.skip(toLast: 2)
    found = try ids(&reader)
    #expect(found == ["id15", "id18"])
    filter.since = "1970-01-01T00:00:06Z"
    filter.until = "1970-01-01T00:00:12Z"
    reader = try AuditReader(bench.log, filter)
    found = try ids(&reader)
    #expect(found == ["id6", "id9", "id12"])
    filter.tools = ["stop_task", "track_task"]
    filter.verdicts = ["allow"]
    reader = try AuditReader(bench.log, filter)
    found = try ids(&reader)
    #expect(found.count == 3)
    filter.verdicts = ["deny"]
    reader = try AuditReader(bench.log, filter)
    found = try ids(&reader)
    #expect(found == [])
  }

  @Test("following continues across rotations, and reads an incomplete line once it is complete")
  func follow() throws {
    var found: [String]
    var isWhole: Bool
    let bench = try AuditLogFixture(records: 3, rotationSize: 2000)
    var reader = try AuditReader(bench.log, AuditFilter())
    found = try ids(&reader)
    #expect(found.count == 3)
    var seen = 3
    for step in [1, 0, 2, 30, 5] {
      for _ in 0..<step {
        seen += 1
        try bench.append("id\(seen)")
      }
      isWhole = try reader.refresh()
      #expect(isWhole)
      found = try ids(&reader)
      #expect(found == (seen - step..<seen).map { "id\($0 + 1)" })
    }
    let text = try #require(bench.folder.read("audit.jsonl"))
    try bench.append("late")
    let whole = try #require(bench.folder.read("audit.jsonl"))
    if whole.hasPrefix(text) {
      try bench.folder.write("audit.jsonl", String(whole.dropLast(20)))
      isWhole = try reader.refresh()
      #expect(isWhole)
      found = try ids(&reader)
      #expect(found == [])
      try bench.folder.write("audit.jsonl", whole)
    }
    isWhole = try reader.refresh()
    #expect(isWhole)
    found = try ids(&reader)
    #expect(found == ["late"])
  }

  @Test("following starts before a log exists, and continues after it was moved away")
  func followAnew() throws {
    var found: [String]
    var isWhole: Bool
    let bench = try AuditLogFixture()
    var reader = try AuditReader(bench.log, AuditFilter())
    found = try ids(&reader)
    #expect(found == [])
    isWhole = try reader.refresh()
    #expect(isWhole)
    try bench.append("one")
    isWhole = try reader.refresh()
    #expect(isWhole)
    found = try ids(&reader)
    #expect(found == ["one"])
    try bench.remove("audit.jsonl")
    isWhole = try reader.refresh()
    #expect(isWhole)
    try bench.append("two")
    isWhole = try reader.refresh()
    #expect(isWhole)
    found = try ids(&reader)
    #expect(found == ["two"])
  }
}

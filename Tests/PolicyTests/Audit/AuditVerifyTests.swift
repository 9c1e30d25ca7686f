import Basics
import Foundation
import TestSupport
import Testing

@testable import Policy

/// A log with records to be tampered with.
struct AuditLogFixture {
  let folder: TempFolder
  let log: AuditLog

  init(records: Int = 0, rotationSize: Int = AuditLog.defaultRotationSize) throws {
    folder = try TempFolder()
    log = AuditLog(folder: folder.path, rotationSize: rotationSize)
    for number in 0..<records { try append("id\(number + 1)") }
  }

  func append(_ id: String, grant: String = "default", at second: Int = 1_777_888_800) throws {
    let entry = AuditEntry(
      event: .call, id: id, grant: grant, tool: "track_task", keys: ["task_id"], decision: "allow", rule: "",
      policy: "built-in", channel: "test")
    try log.append(entry, at: Instant(seconds: second), holding: try FolderLock(folder.path))
  }

  /// The lines of the file that is appended to.
  var lines: [String] { (folder.read("audit.jsonl") ?? "").split(separator: "\n").map(String.init) }

  func write(_ lines: [String]) throws { try folder.write("audit.jsonl", lines.map { $0 + "\n" }.joined()) }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: folder.path + "/" + name) }

  func verify() throws -> AuditReport { try log.verify {} }

  /// The findings as `KIND LINE`, or `KIND` for those without a line.
  func found() throws -> [String] {
    try verify().issues.map { $0.kind.rawValue + ($0.line.map { " \($0)" } ?? "") }
  }

  /// The names of the log's files, in their order.
  var files: [String] {
    get throws { try log.files().map { String($0.path.dropFirst(folder.path.utf8.count + 1)) } }
  }
}

/// A record with another tool and a hash that fits.
private func rehashed(_ line: String, prev: String? = nil) throws -> String {
  var record = try #require(try JSONValue.parse(line).object)
  record["tool"] = "stop_task"
  if let prev { record["prev"] = .string(prev) }
  let body = JSONValue.object(JSONObject(record.members.filter { $0.key != "hash" })).compact
  return body.dropLast() + ",\"hash\":\"" + SHA256.hex(body.utf8) + "\"}"
}

@Suite("Verifying the audit log") struct AuditVerifyTests {
  struct Tampering: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var found: [String]
    var change: @Sendable (inout [String]) throws -> Void
  }

  static let table = [
    Tampering(testDescription: "nothing", found: []) { _ in },
    Tampering(testDescription: "a value altered", found: ["altered 10"]) {
      $0[9] = $0[9].replacingOccurrences(of: "track", with: "trick")
    },
    Tampering(testDescription: "the first record altered", found: ["altered 1"]) {
      $0[0] = $0[0].replacingOccurrences(of: "track", with: "trick")
    },
    Tampering(testDescription: "a number altered", found: ["altered 10"]) {
      $0[9] = $0[9].replacingOccurrences(of: "\"seq\":10,", with: "\"seq\":70,")
    },
    Tampering(testDescription: "a hash altered", found: ["altered 10"]) {
      $0[9] = $0[9].dropLast(66) + String(repeating: "a", count: 64) + "\"}"
    },
    Tampering(testDescription: "a prev altered", found: ["altered 10"]) {
      $0[9] = $0[9].replacingOccurrences(
        of: "prev\":\"[0-9a-f]{64}", with: "prev\":\"" + String(repeating: "c", count: 64), options: .regularExpression)
    },
    Tampering(testDescription: "altered, with a new hash", found: ["broken_link 11"]) { $0[9] = try rehashed($0[9]) },
    Tampering(testDescription: "removed", found: ["missing 10"]) { $0.remove(at: 9) },
    Tampering(testDescription: "several removed", found: ["missing 10"]) { $0.removeSubrange(9..<14) },
    Tampering(testDescription: "the first removed", found: ["missing 1"]) { $0.removeFirst() },
    Tampering(testDescription: "two lines swapped", found: ["missing 10", "out_of_order 11"]) { $0.swapAt(9, 10) },
    Tampering(testDescription: "a line moved to the end", found: ["missing 5", "out_of_order 20"]) {
      $0.append($0.remove(at: 4))
    },
    Tampering(testDescription: "a line repeated", found: ["out_of_order 11"]) { $0.insert($0[9], at: 10) },
    Tampering(testDescription: "a record put in that continues the one before", found: ["out_of_order 11"]) {
      $0.insert(try rehashed($0[9]), at: 9)
    },
    Tampering(testDescription: "a record put in that continues nothing", found: ["broken_link 10"]) {
      $0.insert(try rehashed($0[9], prev: String(repeating: "b", count: 64)), at: 9)
    },
    Tampering(testDescription: "a line that is not a record was inserted", found: ["malformed 10"]) {
      $0.insert("{\"seq\":10,\"hash\":\"x\"}", at: 9)
    },
    Tampering(testDescription: "an empty line put in", found: ["malformed 10"]) { $0.insert("", at: 9) },
    Tampering(testDescription: "a line end removed", found: ["altered 10", "missing 11"]) {
      $0[9] += $0.remove(at: 10)
    },
    Tampering(testDescription: "a line broken in two", found: ["malformed 10", "malformed 11"]) {
      $0[9] = $0[9].replacingOccurrences(of: "\"tool\"", with: "\n\"tool\"")
    },
    Tampering(testDescription: "CR LF", found: (1...20).map { "line_end \($0)" }) { $0 = $0.map { $0 + "\r" } },
    Tampering(testDescription: "the last record removed", found: ["missing"]) { $0.removeLast() },
    Tampering(testDescription: "several last records removed", found: ["missing"]) { $0.removeLast(5) },
    Tampering(testDescription: "all records removed", found: ["missing"]) { $0 = [] },
    Tampering(testDescription: "the last record altered, with a new hash", found: ["head"]) {
      $0[19] = try rehashed($0[19])
    },
    Tampering(testDescription: "two changes far from each other", found: ["altered 3", "missing 15"]) {
      $0[2] = $0[2].replacingOccurrences(of: "track", with: "trick")
      $0.remove(at: 14)
    },
  ]

  @Test("every kind of tampering is reported at its line", arguments: table)
  func tampered(_ tampering: Tampering) throws {
    let bench = try AuditLogFixture(records: 20)
    var lines = bench.lines
    try tampering.change(&lines)
    try bench.write(lines)
    #expect(try bench.found() == tampering.found)
    // The line count stays that of the text, and every finding names the file.
    #expect(try bench.verify().issues.allSatisfy { $0.file.hasPrefix(bench.folder.path + "/audit.") })
  }

  @Test("a log truncated within a line is reported, at any byte", arguments: [1, 2, 40, 200, 300])
  func cut(bytes: Int) throws {
    let bench = try AuditLogFixture(records: 20)
    let text = try #require(bench.folder.read("audit.jsonl"))
    try bench.folder.write("audit.jsonl", String(text.dropLast(bytes)))
    #expect(try bench.found() == ["truncated 20"])
  }

  @Test("a line that is being written is waited for")
  func beingWritten() throws {
    let bench = try AuditLogFixture(records: 5)
    let text = try #require(bench.folder.read("audit.jsonl"))
    try bench.folder.write("audit.jsonl", String(text.dropLast(100)))
    var pauses = 0
    let report = try bench.log.verify {
      pauses += 1
      if pauses == 3 { try? bench.folder.write("audit.jsonl", text) }
    }
    #expect(report.issues.isEmpty && report.records == 5)
  }

  @Test("a missing log is an issue only if records were written before")
  func empty() throws {
    let bench = try AuditLogFixture()
    #expect(try bench.verify().records == 0 && bench.found() == [])
    try bench.folder.write("audit.jsonl", "")
    #expect(try bench.verify().records == 0 && bench.found() == [])
    try bench.append("a")
    #expect(try bench.verify().records == 1 && bench.found() == [])
    try bench.remove("audit.jsonl")
    let report = try bench.verify()
    #expect(report.issues.map(\.message) == ["the log is missing, but record 1 was written"])
  }

  @Test("without the checkpoint file everything but the end of the log is verified")
  func noHead() throws {
    let bench = try AuditLogFixture(records: 10)
    try bench.remove("audit.head.json")
    var report = try bench.verify()
    #expect(report.issues.isEmpty && !report.hasCheckpoint)
    try bench.write(Array(bench.lines.dropLast()))
    report = try bench.verify()
    #expect(report.issues.isEmpty && report.records == 9)
    try bench.append("next")
    #expect(try bench.found() == [])
    #expect(try bench.verify().hasCheckpoint && bench.lines.count == 10)
  }

  @Test(
    "a damaged checkpoint file is reported, blocks no record, and is repaired by the next",
    arguments: ["x", "{}", "folder"])
  func damagedHead(text: String) throws {
    let bench = try AuditLogFixture(records: 3)
    if text == "folder" {
      try bench.remove("audit.head.json")
      try bench.folder.write("audit.head.json/inside", "")
    } else {
      try bench.folder.write("audit.head.json", text + String(repeating: "\n", count: 200))
    }
    #expect(try bench.found() == ["head"])
    try bench.append("next")
    #expect(try checkedChain(try #require(bench.folder.read("audit.jsonl"))).count == 4)
    #expect(try bench.found() == (text == "folder" ? ["head"] : []))
  }

  @Test("a crash between record and checkpoint leaves the checkpoint one record old and the log intact")
  func headBehind() throws {
    let bench = try AuditLogFixture(records: 3)
    let behind = try #require(bench.folder.read("audit.head.json"))
    try bench.append("the head of this one is never written")
    try bench.folder.write("audit.head.json", behind)
    #expect(try bench.found() == [])
    try bench.append("next")
    #expect(try bench.found() == [])
    #expect(try checkedChain(try #require(bench.folder.read("audit.jsonl"))).count == 5)
  }

  @Test("records removed at the end are still reported after the log continues")
  func cutAndContinued() throws {
    let bench = try AuditLogFixture(records: 10)
    try bench.write(Array(bench.lines.dropLast(3)))
    try bench.append("next")
    #expect(try bench.found() == ["missing 8"])
    #expect(try bench.verify().issues.first?.message == "records 8 to 10 are missing before this line")
    try bench.append("and one more")
    #expect(try bench.found() == ["missing 8"])
  }

  @Test("after the log was moved away, the new one continues with the next number and states where it starts")
  func movedAway() throws {
    let bench = try AuditLogFixture(records: 10)
    try bench.remove("audit.jsonl")
    try bench.append("next")
    let report = try bench.verify()
    #expect(report.issues.isEmpty && report.first == 11 && report.records == 1)
    try bench.append("and one more")
    try bench.write(Array(bench.lines.dropFirst()))
    #expect(try bench.found() == ["missing 1"])
  }

  @Test("at most a hundred issues are listed, with the number of further ones")
  func bounded() throws {
    let bench = try AuditLogFixture(records: 1)
    try bench.write((0..<250).map { "line \($0)" })
    let report = try bench.verify()
    #expect(report.issues.count == 100)
    #expect(report.omittedIssues == 151)
  }

  @Test("record numbers that would overflow are invalid", arguments: ["9223372036854775807", "-1", "1e30"])
  func overflow(number: String) throws {
    let bench = try AuditLogFixture(records: 1)
    let text = "{\"seq\":\(number),\"prev\":\"\(AuditLog.origin)\",\"hash\":\"\(AuditLog.origin)\"}\n"
    try bench.folder.write("audit.jsonl", text)
    #expect(try failure { try bench.append("next") }.message.contains("damaged"))
    #expect(try bench.found().contains("malformed 1"))
  }

  @Test("a caller cannot write a line so long that the log cannot continue")
  func longNames() throws {
    let bench = try AuditLogFixture(records: 1)
    let long = String(repeating: "\u{1}", count: 100_000)
    let entry = AuditEntry(
      event: .call, id: "x", grant: long, tool: long, keys: (0..<10_000).map { "\u{1}\($0)" } + [long],
      decision: "invalid", rule: long, policy: long, approval: long, channel: long, client: long, outcome: long)
    try bench.log.append(entry, at: Instant(seconds: 0), holding: try FolderLock(bench.folder.path))
    try bench.append("next")
    #expect(try bench.found() == [])
    #expect(bench.lines[1].utf8.count < AuditLog.maxLineBytes)
    #expect(try JSONValue.parse(bench.lines[1])["keys"]?.array?.last == "…")
  }
}

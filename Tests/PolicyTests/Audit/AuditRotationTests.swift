import Basics
import Foundation
import TestSupport
import Testing

@testable import Policy

@Suite("Rotation of the audit log", .waiting, .timeLimit(.minutes(2))) struct AuditRotationTests {
  /// All lines of all files, in order.
  private func text(_ bench: AuditLogFixture) throws -> String {
    try bench.files.compactMap { bench.folder.read($0) }.joined()
  }

  @Test("a full file is renamed after its first record, and the chain continues in a new file")
  func rotated() throws {
    let bench = try AuditLogFixture(records: 30, rotationSize: 3000)
    let files = try bench.files
    #expect(files.count > 3 && files.last == "audit.jsonl" && files.first == "audit-1.jsonl")
    for file in files.dropLast() {
      let first = try #require(bench.folder.read(file)?.split(separator: "\n").first)
      let number = try #require(try JSONValue.parse(String(first))["seq"]?.int)
      #expect(file == "audit-\(number).jsonl")
      #expect(bench.folder.mode(file) == 0o600)
    }
    #expect(try checkedChain(try text(bench)).count == 30)
    let report = try bench.verify()
    #expect(report.records == 30 && report.issues.isEmpty && report.files.count == files.count)
  }

  @Test("tampering with an archived file is reported for that file")
  func tampered() throws {
    let bench = try AuditLogFixture(records: 30, rotationSize: 3000)
    let files = try bench.files
    let second = files[1]
    let whole = try #require(bench.folder.read(second))
    try bench.folder.write(second, whole.replacingOccurrences(of: "track", with: "trick"))
    #expect(try bench.verify().issues.allSatisfy { $0.kind == .altered && $0.file.hasSuffix(second) })
    try bench.folder.write(second, String(whole.dropLast(10)))
    #expect(try bench.found().first?.hasPrefix("truncated ") == true)
    try bench.remove(second)
    #expect(
      try bench.verify().issues.map { $0.kind.rawValue + $0.file.dropFirst(bench.folder.path.utf8.count) } == [
        "missing/" + files[2]
      ])
  }

  @Test("the oldest archived files can be removed, and the rest of the log is intact")
  func removed() throws {
    let bench = try AuditLogFixture(records: 30, rotationSize: 3000)
    let files = try bench.files
    for file in files.dropLast() {
      try bench.remove(file)
      let report = try bench.verify()
      #expect(report.issues.isEmpty)
      #expect(report.first ?? 0 > 1)
    }
    try bench.append("next")
    #expect(try bench.found() == [])
    try bench.remove("audit.jsonl")
    #expect(try bench.found() == ["missing"])
  }

  @Test("lines removed from the start of the oldest file are not mistaken for removed files")
  func beheaded() throws {
    let bench = try AuditLogFixture(records: 30, rotationSize: 3000)
    let oldest = try bench.files[0]
    let text = try #require(bench.folder.read(oldest))
    try bench.folder.write(oldest, text.split(separator: "\n").dropFirst(2).map { $0 + "\n" }.joined())
    #expect(try bench.found() == ["missing 1"])
  }

  /// What a kill can leave around a rotation.
  enum Remains: CaseIterable { case renamed, emptyFile, headBehind, noHead }

  @Test(
    "a kill at any step of a rotation loses nothing: the next record continues the newest archived file",
    arguments: Remains.allCases)
  func crashed(_ remains: Remains) throws {
    let bench = try AuditLogFixture(records: 5)
    let behind = try #require(bench.folder.read("audit.head.json"))
    try bench.append("the sixth")
    try FileManager.default.moveItem(
      atPath: bench.log.path, toPath: bench.folder.path + "/audit-1.jsonl")
    switch remains {
    case .renamed: break
    case .emptyFile: try bench.folder.write("audit.jsonl", "")
    case .headBehind: try bench.folder.write("audit.head.json", behind)
    case .noHead: try bench.remove("audit.head.json")
    }
    #expect(try bench.found() == [])
    #expect(try bench.log.lastNumber() == 6)
    try bench.append("the seventh")
    #expect(try bench.found() == [])
    #expect(try checkedChain(try text(bench)).map { $0["seq"]?.int } == Array(1...7))
    #expect(bench.lines.count == 1)
  }

  @Test("an existing archive is not overwritten, and the log continues in its current file")
  func inTheWay() throws {
    let bench = try AuditLogFixture(records: 2, rotationSize: 600)
    try bench.folder.write("audit-1.jsonl", "somebody's evidence\n")
    for index in 0..<5 { try bench.append("more \(index)") }
    #expect(bench.folder.read("audit-1.jsonl") == "somebody's evidence\n")
    #expect(bench.lines.count == 7)
  }

  @Test(
    "a file with another name is not part of the log",
    arguments: [
      "audit-01.jsonl", "audit-x.jsonl", "audit-.jsonl", "audit--1.jsonl", "audit-1.jsonl.bak", "xaudit-1.jsonl",
    ])
  func otherNames(name: String) throws {
    let bench = try AuditLogFixture(records: 2)
    try bench.folder.write(name, "x\n")
    #expect(try bench.found() == [])
    #expect(try bench.files == ["audit.jsonl"])
  }

  @Test("many processes that write and rotate keep one intact chain")
  func processes() async throws {
    let bench = try AuditLogFixture()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<5 {
        group.addTask {
          await #expect(processExitsWith: .success) { [path = bench.folder.path as String] in
            let log = AuditLog(folder: path, rotationSize: 2000)
            for index in 0..<60 {
              let entry = AuditEntry(event: .result, id: "\(index)", grant: "g", tool: "t", keys: [], channel: "d")
              try log.append(entry, at: Instant(seconds: 0), holding: try FolderLock(path))
            }
          }
        }
      }
    }
    let report = try bench.verify()
    #expect(report.records == 300 && report.issues.isEmpty && report.files.count > 20)
    #expect(try checkedChain(try text(bench)).count == 300)
  }

  @Test("processes killed while rotating always leave an intact chain")
  func killed() async throws {
    let bench = try AuditLogFixture()
    var records = 0
    for round in 1...12 {
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = bench.folder.path as String] in
        Thread.detachNewThread {
          usleep(.random(in: 1_000...40_000))
          kill(getpid(), SIGKILL)
        }
        let log = AuditLog(folder: path, rotationSize: 1000)
        while true {
          let entry = AuditEntry(event: .result, id: "x", grant: "g", tool: "t", keys: [], channel: "d")
          try log.append(entry, at: Instant(seconds: 0), holding: try FolderLock(path))
        }
      }
      let report = try bench.verify()
      #expect(report.issues.map(\.text) == [], "round \(round)")
      #expect(report.records >= records)
      records = report.records
    }
    #expect(records > 12)
    try bench.append("and on")
    #expect(try bench.verify().records == records + 1)
  }
}

import Basics
import Foundation
import TestSupport
import Testing

@testable import Policy

/// Takes the lines of an audit log apart and checks the chain from the first to the last, by the text alone.
func checkedChain(_ text: String, origin: String = String(repeating: "0", count: 64)) throws -> [JSONValue] {
  #expect(text.isEmpty || text.hasSuffix("\n"))
  var previous = origin
  var records: [JSONValue] = []
  for line in text.split(separator: "\n") {
    let record = try JSONValue.parse(String(line))
    let hash = try #require(record["hash"]?.string)
    let ending = ",\"hash\":\"\(hash)\"}"
    #expect(line.hasSuffix(ending))
    #expect(SHA256.hex((line.dropLast(ending.count) + "}").utf8) == hash)
    #expect(record["prev"]?.string == previous)
    if let number = records.last?["seq"]?.int { #expect(record["seq"]?.int == number + 1) }
    previous = hash
    records.append(record)
  }
  return records
}

@Suite("The audit log") struct AuditLogTests {
  let folder: TempFolder
  let log: AuditLog

  init() throws {
    folder = try TempFolder()
    log = AuditLog(folder: folder.path)
  }

  private func entry(_ id: String = "00000000000000aa") -> AuditEntry {
    AuditEntry(
      event: .call, id: id, grant: "default", tool: "track_task", keys: ["task_id", "notes"], decision: "allow",
      rule: "", policy: "built-in", channel: "cli")
  }

  private func append(_ entry: AuditEntry) throws {
    try log.append(entry, at: Instant(seconds: 1_777_888_800), holding: try FolderLock(folder.path))
  }

  @Test("SHA-256 produces the digests of its standard")
  func digests() {
    #expect(SHA256.hex([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(SHA256.hex("abc".utf8) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    let two = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
    #expect(SHA256.hex(two.utf8) == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    let million = [UInt8](repeating: 0x61, count: 1_000_000)
    #expect(SHA256.hex(million) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test("the first line has exactly the documented form")
  func firstLine() throws {
    try append(entry())
    // The hash was computed with another program.
    let expected =
      #"{"seq":1,"time":"2026-05-04T10:00:00Z","event":"call","id":"00000000000000aa","grant":"default","#
      + #""tool":"track_task","keys":["notes","task_id"],"decision":"allow","rule":"","policy":"built-in","channel":"cli","#
      + #""prev":"0000000000000000000000000000000000000000000000000000000000000000","#
      + #""hash":"2c65bb7980ca2af719c8059296032801d048ac5866dac4604ecaf6c8469165d9"}"# + "\n"
    #expect(folder.read("audit.jsonl") == expected)
    #expect(folder.mode("audit.jsonl") == 0o600)
  }

  @Test("each line contains the hash of the previous line")
  func chain() throws {
    for index in 1...20 { try append(entry("id\(index)")) }
    let records = try checkedChain(try #require(folder.read("audit.jsonl")))
    #expect(records.map { $0["seq"]?.int } == Array(1...20))
    #expect(records.map { $0["id"]?.string } == (1...20).map { "id\($0)" })
  }

  @Test("a result records the outcome and the number of requests, and no verdict")
  func result() throws {
    try append(
      AuditEntry(
        event: .result, id: "x", grant: "g", tool: "t", keys: [], channel: "cli", outcome: "network", requests: 3))
    let text = try #require(folder.read("audit.jsonl"))
    let record = try #require(try checkedChain(text).first)
    #expect(
      record.object?.keys == [
        "seq", "time", "event", "id", "grant", "tool", "keys", "channel", "outcome", "requests", "prev", "hash",
      ])
    #expect(record["event"] == "result" && record["outcome"] == "network" && record["requests"] == 3)
  }

  @Test("names with quotes, newlines and other scripts stay on one line and in the chain")
  func oddNames() throws {
    for name in ["a\"b", "line\nend\r\n", "\u{85}\u{2028}", "ünï/~", "\u{202E}abc"] {
      var entry = entry()
      entry.tool = name
      try append(entry)
    }
    let records = try checkedChain(try #require(folder.read("audit.jsonl")))
    #expect(records.count == 5)
    #expect(records[1]["tool"]?.string == "line\nend\r\n")
  }

  @Test("appending reads only the last line")
  func lastLineOnly() throws {
    for _ in 1...3 { try append(entry()) }
    let lines = try #require(folder.read("audit.jsonl")).split(separator: "\n")
    try folder.write("audit.jsonl", "not even JSON\n" + lines[2] + "\n")
    try append(entry("next"))
    let rewritten = try #require(folder.read("audit.jsonl")).split(separator: "\n")
    let last = try JSONValue.parse(String(try #require(rewritten.last)))
    #expect(last["seq"]?.int == 4)
    #expect(last["prev"] == (try JSONValue.parse(String(lines[2]))["hash"]))
  }

  static let damages: [String] = [
    "{\"seq\":1}", "\n", "\n\n", "x\n", "{}\n", "{\"seq\":1}\n", "{\"seq\":\"1\",\"hash\":\"\(AuditLog.origin)\"}\n",
    "{\"seq\":1,\"hash\":\"abc\"}\n", "{\"seq\":1,\"hash\":7}\n", "[1]\n",
    "{\"seq\":1,\"hash\":\"\(AuditLog.origin)\"}\n{\"seq\":2,\"ha", "{\"seq\":1,\"hash\":\"\(AuditLog.origin)\"}\n\n",
    "{\"seq\":1,\"hash\":\"\(AuditLog.origin)\"}", String(repeating: "x", count: 70_000) + "\n",
  ]

  @Test("nothing is appended after a damaged last line", arguments: damages)
  func damaged(text: String) throws {
    try folder.write("audit.jsonl", text)
    let error = try failure { try append(entry()) }
    #expect(error.failure == .config)
    #expect(error.message.contains("last line of the audit log \(log.path) is damaged"))
    #expect(error.advice?.contains("mv '\(log.path)'") == true)
    #expect(folder.read("audit.jsonl") == text)
  }

  @Test("a symbolic link is not followed, and a folder is not a log")
  func notAFile() throws {
    try folder.write("elsewhere", "")
    try FileManager.default.createSymbolicLink(atPath: log.path, withDestinationPath: folder.path + "/elsewhere")
    #expect(try failure { try append(entry()) }.failure == .config)
    #expect(folder.read("elsewhere") == "")
    try FileManager.default.removeItem(atPath: log.path)
    try folder.write("audit.jsonl/inside", "")
    #expect(try failure { try append(entry()) }.failure == .config)
  }

  #if os(Linux)
    @Test("a partially written line is removed")
    func nothingHalfWritten() async throws {
      try append(entry())
      let before = folder.read("audit.jsonl")
      await #expect(processExitsWith: .success) { [path = folder.path as String] in
        signal(SIGXFSZ, SIG_IGN)
        let size = try #require(FileManager.default.contents(atPath: path + "/audit.jsonl")).count
        var limit = rlimit(rlim_cur: rlim_t(size + 100), rlim_max: rlim_t(size + 100))
        try #require(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
        let error = try failure {
          let entry = AuditEntry(event: .result, id: "x", grant: "g", tool: "t", keys: [], channel: "d", outcome: "ok")
          try AuditLog(folder: path).append(entry, at: Instant(seconds: 0), holding: try FolderLock(path))
        }
        try #require(error.failure == .config && error.message.contains("cannot be written"))
      }
      #expect(folder.read("audit.jsonl") == before)
    }
  #endif
}

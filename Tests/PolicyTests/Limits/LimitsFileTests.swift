import Basics
import Foundation
import TestSupport
import Testing

@testable import Policy

@Suite("The limits file") struct LimitsFileTests {
  let folder: TempFolder
  let file: StateFile<Counters>

  init() throws {
    folder = try TempFolder()
    file = FileStateStore(folder: folder.path) { Instant(seconds: 0) }.limits
  }

  private func sample(_ now: Int = 100) throws -> Counters {
    var counters = Counters()
    _ = counters.acquire(try uses("t", try document(policy(max: 3))), now: now)
    _ = counters.acquire(try uses("t", try document(policy(counter: "ü/~", window: "day", max: 3))), now: now)
    return counters
  }

  @Test("no file means no counters")
  func absent() throws {
    #expect(try file.read() == Counters())
  }

  @Test("counters survive being written and read, also repeatedly")
  func roundTrip() throws {
    let lock = try FolderLock(folder.path)
    for now in [100, -100, 5_000] {
      try file.write(try sample(now), lock)
      #expect(try file.read() == (try sample(now)))
    }
    try file.write(Counters(), lock)
    #expect(try file.read() == Counters())
  }

  @Test("the file is private, ends with a newline, and leaves no temporary file")
  func shape() throws {
    try file.write(try sample(), try FolderLock(folder.path))
    #expect(folder.mode("limits.json") == 0o600)
    #expect(folder.names == ["limits.json"])
    let text = try #require(folder.read("limits.json"))
    #expect(text.hasSuffix("}\n"))
    let json = try JSONValue.parse(text)
    #expect(json["version"]?.int == 1)
    #expect(
      json["counters"]?["default /tools/t/limits/c 60"] == ["start": 60, "window": 60, "used": 1])
  }

  static let damaged = [
    "", "\n", "{}", "[]", "null", "7", "{", #"{"version":1,"clock":5,"counters":{}"#,
    #"{"version":2,"clock":5,"counters":{}}"#, #"{"version":"1","clock":5,"counters":{}}"#,
    #"{"clock":5,"counters":{}}"#, #"{"version":1,"counters":{}}"#, #"{"version":1,"clock":5}"#,
    #"{"version":1,"clock":5,"counters":[]}"#, #"{"version":1,"clock":"5","counters":{}}"#,
    #"{"version":1,"clock":5,"counters":{},"more":1}"#, #"{"version":1,"version":1,"clock":5,"counters":{}}"#,
    #"{"version":1,"clock":5,"counters":{}} x"#,
    #"{"version":1,"clock":5,"counters":{"k":7}}"#,
    #"{"version":1,"clock":5,"counters":{"k":{"start":0,"window":60}}}"#,
    #"{"version":1,"clock":5,"counters":{"k":{"start":0,"window":60,"used":-1}}}"#,
    #"{"version":1,"clock":5,"counters":{"k":{"start":0,"window":60,"used":1.5}}}"#,
    #"{"version":1,"clock":5,"counters":{"k":{"start":0,"window":60,"used":"1"}}}"#,
    #"{"version":1,"clock":5,"counters":{"k":{"start":0,"window":0,"used":1}}}"#,
    #"{"version":1,"clock":5,"counters":{"k":{"start":0,"window":-60,"used":1}}}"#,
    #"{"version":1,"clock":5,"counters":{"k":{"start":6,"window":60,"used":1}}}"#,
    #"{"version":1,"clock":5,"counters":{"k":{"start":0,"window":60,"used":1,"x":1}}}"#,
    #"{"version":1,"clock":5,"counters":{"k":{"start":-9223372036854775808,"window":60,"used":1}}}"#,
    #"{"version":1,"clock":5,"counters":{"k":{"start":0,"window":9223372036854775807,"used":1}}}"#,
  ]

  @Test("a file that tt did not write is refused, with a way to correct it", arguments: damaged)
  func refused(text: String) throws {
    try folder.write("limits.json", text)
    let error = try failure { _ = try file.read() }
    #expect(error.failure == .config)
    #expect(error.message == "the limits file \(file.path) is damaged")
    #expect(error.advice?.contains("rm '\(file.path)'") == true)
    #expect(folder.read("limits.json") == text)
  }

  @Test("invalid UTF-8 is refused")
  func notText() throws {
    try Data([0xFF, 0xFE, 0x7B]).write(to: URL(fileURLWithPath: file.path))
    #expect(try failure { _ = try file.read() }.failure == .config)
  }

  @Test("a symbolic link is not followed, wherever it leads")
  func links() throws {
    try folder.write("real.json", #"{"version":1,"clock":5,"counters":{}}"#)
    for target in ["real.json", "nowhere"] {
      try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: folder.path + "/" + target)
      let error = try failure { _ = try file.read() }
      #expect(error.failure == .config)
      #expect(error.message.contains("symbolic link"))
      try FileManager.default.removeItem(atPath: file.path)
    }
  }

  @Test("a folder in place of the file is refused")
  func folderInPlace() throws {
    try folder.write("limits.json/inside", "x")
    #expect(try failure { _ = try file.read() }.failure == .config)
    #expect(
      try failure { try file.write(Counters(), try FolderLock(folder.path)) }.failure == .config)
    #expect(folder.names == ["limits.json"])
  }

  @Test("a temporary file left by a crash does no harm")
  func leftOver() throws {
    try folder.write("limits.json.tmp", "half writ")
    try file.write(try sample(), try FolderLock(folder.path))
    #expect(try file.read() == (try sample()))
    #expect(folder.names == ["limits.json"])
  }

  @Test("an absurd clock is refused or used, but never crashes the program")
  func farFuture() async throws {
    await #expect(processExitsWith: .success) {
      let text = #"{"version":1,"clock":9223372036854775807,"counters":{}}"#
      let json = try JSONValue.parse(text)
      guard var counters = Counters(json) else { return }
      _ = counters.acquire(try uses("t", try document(policy(max: 3))), now: 100)
      _ = counters.states(try uses("t", try document(policy(max: 3))), now: 100)
    }
  }
}

import Basics
import Foundation
import Testing
import Transport

/// The folders below the home folder of a fixture, and what tt keeps there.
extension CLIFixture {
  static let config = ".config/tt"
  static let state = ".local/state/tt"
  static let cache = ".cache/tt"

  /// The policy published for track_task, word for word.
  static let samplePolicy =
    #"{"version":"1","default":"deny","tools":{"track_task":{"limits":[{"counter":"track_task_rate","window":"minute","max":30,"scope":"grant"}]}}}"#

  /// An entry of task 42 that starts and ends at the fixture's clock in Berlin.
  static let entry =
    #"{"id":6401,"task_id":42,"task":"Write report","start":"2026-03-02 09:00:00","end":"2026-03-02 09:00:00","#
    + #""duration":0,"timezone":"GMT+01:00"}"#

  /// A service that has started the timer on task 42, whatever is sent with it.
  static let tracking = [
    "POST /7/tasks/track/42?":
      #"{"id":6401,"task_id":42,"task":"Write report","project":"Website","start":"2026-03-02 09:00:00","end":null,"#
      + #""duration":0,"timezone":"GMT+01:00"}"#
  ]

  /// The current user, who has one workspace.
  static let me =
    #"{"id":9001,"account_id":7,"name":"Ada","surname":"Example","email":"ada@example.test","#
    + #""teams":[{"id":41001,"account_id":7,"company":"Studio"}]}"#

  /// A service for which the current user is 9001, that has no tasks, projects or running timer, and starts task 42.
  static let service = tracking.merging([
    "GET /me": me, "GET /7/tasks?": "[]", "GET /7/projects?": "[]", "GET /7/users/9001/tasks/tracking?": "[]",
  ]) { $1 }

  /// Writes a file of tt's configuration and returns its path.
  @discardableResult
  func write(_ text: String, config name: String, mode: Int = 0o600) throws -> String {
    try write(Self.config + "/" + name, text, mode: mode)
  }

  /// Writes a file of tt's state and returns its path.
  @discardableResult
  func write(_ text: String, state name: String) throws -> String {
    try write(Self.state + "/" + name, text, mode: 0o600)
  }

  /// Makes a folder below the home folder, and those above it.
  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: home + "/" + name, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// The text of a file below the home folder; nil if it does not exist.
  func read(_ name: String) -> String? {
    FileManager.default.contents(atPath: home + "/" + name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The permission bits of a file below the home folder; nil if it does not exist.
  func mode(_ name: String) -> Int? { Files.status(home + "/" + name).map { Int($0.mode) } }

  /// The files in a folder below the home folder, and below, sorted.
  func files(below name: String) -> [String] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: home + "/" + name)) ?? []
    return names.sorted().map { name + "/" + $0 }.filter { file in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: home + "/" + file, isDirectory: &isFolder) && !isFolder.boolValue
    }
  }

  /// The records of the audit log.
  func auditRecords() throws -> [JSONValue] {
    try (read(Self.state + "/audit.jsonl") ?? "").split(separator: "\n").map { try JSONValue.parse(String($0)) }
  }

  /// How often a counter of the limits file was used; 0 without a file.
  func used(_ rule: String = "/tools/track_task/limits/track_task_rate", grant: String = "default") throws -> Int {
    guard let text = read(Self.state + "/limits.json") else { return 0 }
    let counters = try JSONValue.parse(text)["counters"]
    // Whatever its window.
    let key = "\(grant) \(rule) "
    let counter = counters?.object?.members.first { $0.key.hasPrefix(key) && Int($0.key.dropFirst(key.count)) != nil }
    return counter?.value["used"]?.int ?? 0
  }

  /// The requests as method and path without parameters; empty too if nothing could be sent.
  var lines: [String] { (transport?.sent ?? []).map { String($0.prefix { $0 != "?" }) } }
}

extension CLIFixture.Run {
  /// Standard output as one JSON document.
  func json() throws -> JSONValue { try JSONValue.parse(output) }

  /// The error object, which must be the only thing on stderr.
  func error(sourceLocation: SourceLocation = #_sourceLocation) throws -> JSONValue {
    let document = try JSONValue.parse(errors)
    #expect(errors.hasSuffix("\n"), sourceLocation: sourceLocation)
    #expect(document.object?.keys == ["error"], sourceLocation: sourceLocation)
    let error = try #require(document["error"], sourceLocation: sourceLocation)
    #expect(error["exit"]?.int == Int(code), sourceLocation: sourceLocation)
    #expect(error["message"]?.string?.isEmpty == false, sourceLocation: sourceLocation)
    return error
  }

  /// Standard error, which must be exactly one line.
  func errorLine(sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
    let lines = errors.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 2 && lines.last == "", "one line is expected: \(errors)", sourceLocation: sourceLocation)
    return String(try #require(lines.first, sourceLocation: sourceLocation))
  }
}

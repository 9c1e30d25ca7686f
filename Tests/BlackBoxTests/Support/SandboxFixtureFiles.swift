import Foundation
import Sandbox
import Testing

/// The contents of the folders of a fixture, and the requests its service has received.
extension SandboxFixture {
  /// The policy published for track_task, word for word.
  static let samplePolicy =
    #"{"version":"1","default":"deny","tools":{"track_task":{"limits":[{"counter":"track_task_rate","window":"minute","max":30,"scope":"grant"}]}}}"#

  /// Writes a file of tt's configuration and returns its path.
  @discardableResult
  func write(_ text: String, config name: String, mode: Int = 0o600) throws -> String {
    try write(text, to: config + "/" + name, mode: mode)
  }

  /// Writes a file, making its folder.
  @discardableResult
  func write(_ text: String, to path: String, mode: Int = 0o600) throws -> String {
    try makeFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return path
  }

  /// Makes a folder and those above it.
  func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// A file's text; nil if it does not exist.
  func read(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The paths of all files in a folder and below.
  func files(below path: String) -> [String] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
    return names.map { path + "/" + $0 }.filter { file in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: file, isDirectory: &isFolder) && !isFolder.boolValue
    }
  }

  /// Permission bits.
  func mode(_ path: String) -> Int? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? Int
  }

  /// The lines of the audit log, each one a JSON document.
  func auditRecords() throws -> [JSON] {
    try (read(state + "/audit.jsonl") ?? "").split(separator: "\n").map { try JSON(String($0)) }
  }

  /// How often a counter of the limits file was used; 0 without a file.
  func used(_ rule: String = "/tools/track_task/limits/track_task_rate", grant: String = "default") throws -> Int {
    guard let text = read(state + "/limits.json") else { return 0 }
    let counters = try JSON(text)["counters"]
    // Whatever its window: a minute, an hour or a day.
    return [60, 3600, 86_400].lazy.compactMap { counters?["\(grant) \(rule) \($0)"]?["used"]?.int }.first ?? 0
  }

  /// All requests the service has received.
  func requests() -> [RecordedRequest] { sandbox.requests() }

  /// Waits for the first request.
  func awaitRequest() async throws {
    for _ in 0..<6000 where requests().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    try #require(!requests().isEmpty)
  }

  /// The received requests as method and path, as `POST /700001/tasks/track/42`.
  func lines() -> [String] {
    requests().map { "\($0.method) \($0.path.dropFirst("/api/v4".count))" }
  }

  /// The requests that start a timer.
  func trackRequests() -> [RecordedRequest] {
    requests().filter { $0.method == "POST" && $0.path.contains("/tasks/track") }
  }

  /// True if the service has received no request.
  func isSilent() -> Bool { requests().isEmpty }
}

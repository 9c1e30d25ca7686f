import Basics
import Foundation
import Policy
import TestSupport
import Testing
import TrackingTime
import Transport

/// 2026-03-02T08:00:00Z.
let monday = Instant(seconds: 1_772_438_400)

/// A zone from a POSIX rule.
func zone(_ rule: String) throws -> Basics.TimeZone { try #require(TimeZone(posix: rule)) }

let berlinRule = "CET-1CEST,M3.5.0,M10.5.0/3"

/// A client with everything in memory except the two folders of the gate. The clock is fixed at 09:00 in Berlin.
final class ClientFixture {
  let folder: String
  let transport: ScriptedTransport
  var now = monday
  var timeout = 30.0
  var accountID: String? = "700001"
  var zoneRule = berlinRule
  /// Nil: there are none.
  var password: String? = "s3cret"
  var rememberedUser: CurrentUser?
  private(set) var pauses: [Double] = []
  private(set) var transportsMade = 0
  /// The reported starts (true) and ends (false) of writes.
  private(set) var writing: [Bool] = []
  private(set) var credentialsAskedFor = 0
  /// The elements delivered page by page.
  private(set) var pages: [[JSONValue]] = []

  /// - Parameters:
  ///   - user: the caller's number when it is remembered already.
  ///   - policy: the policy of the grant `default`; nil for the built-in one.
  init(_ script: [Expected] = [], user: Int? = nil, policy: String? = nil) throws {
    let url = URL(fileURLWithPath: TempFolder.newPath())
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = url.path
    transport = ScriptedTransport(script)
    rememberedUser = user.flatMap { CurrentUser(["id": JSONValue($0)]) }
    if let policy { try Data(policy.utf8).write(to: url.appendingPathComponent("policy.json")) }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Makes a call and checks that the script was used up.
  func call(
    _ tool: String, _ arguments: JSONObject = [:], subject: ToolCall.Subject = .arguments, streamed: Bool = false,
    _ location: SourceLocation = #_sourceLocation
  ) throws -> ToolResult {
    defer { transport.finish(location) }
    let sink: ([JSONValue]) -> Void = { self.pages.append($0) }
    let client = try client()
    return try client.call(client.validate(ToolCall(tool, arguments, subject: subject)), rows: streamed ? sink : nil)
  }

  /// Edits entry 6401, which is read first, and returns the parameters of the change.
  func edit(
    _ arguments: JSONObject, _ inspection: ToolCall.Inspection = .notes
  ) throws -> (result: ToolResult, sent: [String: String]) {
    var call = ToolCall("update_event", arguments)
    call.arguments["event_id"] = 6401
    call.inspection = inspection
    let client = try client()
    let result = try client.call(client.validate(call))
    let query = transport.sent.last.flatMap { URLComponents(string: $0.url)?.queryItems } ?? []
    return (result, Dictionary(query.map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { $1 }))
  }

  /// Makes a call that must fail.
  func refusal(
    _ tool: String, _ arguments: JSONObject = [:], subject: ToolCall.Subject = .arguments,
    _ location: SourceLocation = #_sourceLocation
  ) throws -> TTError {
    try failure { _ = try call(tool, arguments, subject: subject, location) }
  }

  func client() throws -> Client {
    let now = now
    let source = PolicySource(
      grant: "default", override: nil, configFolder: folder, grants: [:],
      builtIn: .builtIn(reads: Catalog.reads, writes: Catalog.writes + Catalog.ownTools.map(\.name)))
    let store = FileStateStore(folder: folder + "/state", clock: { now })
    let gate = Gate(source: source, store: store, channel: Channel("test"))
    let configuration = ClientConfiguration(
      baseURL: try BaseURL(ScriptedTransport.base), accountID: accountID,
      userAgent: "tt/test (+https://example.test)", timeout: timeout)
    let rule = zoneRule
    let dependencies = ClientDependencies(
      clock: { now },
      zones: ZoneFinder(machine: { () throws(TTError) in
        guard let zone = Basics.TimeZone(posix: rule) else { throw .usage("no zone") }
        return zone
      }),
      sleep: { self.pauses.append($0) },
      transport: { _ in
        self.transportsMade += 1
        return self.transport
      },
      credentials: { () throws(TTError) in
        self.credentialsAskedFor += 1
        guard let password = self.password else { throw TTError(.auth, "no credentials") }
        return Credentials(.appPassword(password), source: "test")
      },
      rememberedUser: { _ in self.rememberedUser }, rememberUser: { caller, _ in self.rememberedUser = caller },
      whileWriting: { self.writing.append($0) })
    return Client(configuration: configuration, gate: gate, dependencies: dependencies)
  }

  /// How many calls of a tool stand in the limits file; 0 without one.
  func used(_ tool: String) throws -> Int {
    guard let bytes = FileManager.default.contents(atPath: folder + "/state/limits.json") else { return 0 }
    let json = try JSONValue.parse(Array(bytes))
    return json["counters"]?["default /tools/\(tool)/limits/\(tool)_rate 60"]?["used"]?.int ?? 0
  }

  /// The audit log's records.
  var records: [JSONValue] {
    let text = FileManager.default.contents(atPath: folder + "/state/audit.jsonl").map {
      String(decoding: $0, as: UTF8.self)
    }
    return (text ?? "").split(separator: "\n").compactMap { try? JSONValue.parse(String($0)) }
  }
}

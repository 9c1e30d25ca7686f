import Foundation
import Testing

/// A run of tt that changes files, and what may follow when it was cut.
struct CrashScenario: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let words: [String]
  var input: String?
  var env: [String: String?] = [:]
  /// A part of the paths of the files whose changes are cut.
  var part = "/state/tt"
  /// What has happened before.
  let prepare: @Sendable (SandboxFixture, Home) async throws -> Void
  /// The exit codes of a run of which a system call failed.
  var exits: Set<Int32> = [0, 11]
  /// The exit codes of the same run afterwards.
  let later: Set<Int32>
  /// True if the log has a hole, which is its only defect.
  var hasHole = false

  /// A text in the arguments that is another one in each run, so that requests can be told apart.
  static let note = "note-0000"

  static let all = [first, second, approved, rotating, denying, setting, loggingIn, caching]

  /// The sample policy with a window that does not end during the test.
  private static func policy(max: Int, _ more: String = "") -> String {
    #"{"version":"1","default":"deny","tools":{"get_me":{},"list_user_tasks":{},"track_task":{"#
      + #""limits":[{"counter":"track_task_rate","window":"day","max":\#(max)}]\#(more)}}}"#
  }

  private static let track = ["track", "42", "--notes", note]

  private static let first = CrashScenario(
    testDescription: "the first track",
    words: track,
    prepare: { fixture, home in try fixture.write(policy(max: 1), to: home.config + "/policy.json") }, later: [0, 9])

  private static let second = CrashScenario(
    testDescription: "a later track", words: track,
    prepare: { fixture, home in
      try fixture.write(policy(max: 2), to: home.config + "/policy.json")
      try await expect(0, fixture.tt(["track", "42"], env: home.environment()))
    }, later: [0, 9])

  private static let approved = CrashScenario(
    testDescription: "a track with an approval that covers one call", words: track,
    prepare: { fixture, home in
      let asking = #","action":"require_approval""#
      try fixture.write(policy(max: 5, asking), to: home.config + "/policy.json")
      try await expect(10, fixture.tt(track, env: home.environment()))
      let path = home.state + "/approvals.json"
      let granted = try #require(fixture.read(path)).replacingOccurrences(of: #""pending""#, with: #""granted""#)
      try fixture.write(granted, to: path)
    }, later: [0, 10])

  private static let rotating = CrashScenario(
    testDescription: "a track that rotates the log", words: track, part: "/state/tt/audit",
    prepare: { fixture, home in
      try await second.prepare(fixture, home)
      let path = home.state + "/audit.jsonl"
      let lines = try #require(fixture.read(path)).split(separator: "\n").map { $0 + "\n" }
      let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
      try file.truncate(atOffset: UInt64(lines[0].utf8.count))
      try file.seek(toOffset: 64 << 20)
      try file.write(contentsOf: Data(("\n" + lines[1]).utf8))
      try file.close()
    }, later: [0, 9], hasHole: true)

  private static let denying = CrashScenario(
    testDescription: "the denial of a call", words: ["policy", "deny", "1a2b3c4d"],
    prepare: { fixture, home in
      try await approved.prepare(fixture, home)
      let path = home.state + "/approvals.json"
      let known = try #require(fixture.read(path)).replacing(/"id":"[0-9a-f]+"/, with: #""id":"1a2b3c4d""#)
      try fixture.write(known, to: path)
    }, later: [0])

  private static let setting = CrashScenario(
    testDescription: "a setting", words: ["config", "set", "account_id", "700002"], part: "/config/tt",
    prepare: { fixture, home in try fixture.write(#"{"account_id":700001}"#, to: home.config + "/config.json") },
    later: [0])

  private static let loggingIn = CrashScenario(
    testDescription: "a login", words: ["auth", "login", "--with-password"], input: "sandbox\n",
    env: ["TT_APP_PASSWORD": nil], part: "/config/tt",
    prepare: { fixture, home in
      try fixture.write(#"{"app_password":"older"}"#, to: home.config + "/credentials.json")
    }, later: [0])

  private static let caching = CrashScenario(
    testDescription: "a status that is kept", words: ["status"], part: "/cache/tt", prepare: { _, _ in }, later: [0])

  private static func expect(_ exit: Int32, _ run: TTRun) throws {
    #expect(run.exit == exit, "\(run.errors)")
  }
}

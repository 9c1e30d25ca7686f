import Basics
import TestSupport
import Testing
import TrackingTime
import Transport

@testable import TTCommands

@Suite("Queued calls") struct SyncCommandTests {
  /// A transport that fails every request.
  private final class FailingTransport: HTTPTransport {
    let failure: TransportFailure
    init(_ failure: TransportFailure) { self.failure = failure }
    func send(_ request: HTTPRequest) throws(TransportFailure) -> HTTPResponse { throw failure }
  }

  private static let unreachable = TransportFailure(.unreachable, reason: "no route", mayHaveArrived: false)
  private static let lost = TransportFailure(.interrupted, reason: "reset", mayHaveArrived: true)

  private static func timer(start: String = "2026-03-02 09:00:00", task: Int = 42) -> String {
    """
    [{"id":\(task),"name":"Write report","user_id":9001,"tracking_event":{"id":6500,"start":"\(start)","timezone":"GMT+01:00"}}]
    """
  }

  private static func entry(id: Int = 6400, start: String = "2026-03-02 07:00:00") -> String {
    """
    {"id":\(id),"event_type":"WORK","start":"\(start)","end":"2026-03-02 07:30:00","duration":1800,
    "timezone":"GMT+01:00","task_id":42,"task":"Write report"}
    """
  }

  private func fixture(
    timers: String = "[]", entries: String = "[]", task: String? = nil
  ) throws -> CLIFixture {
    try CLIFixture(answers: [
      "GET /me": #"{"id":9001,"account_id":7}"#, "GET /7/users/9001/tasks/tracking": timers,
      "GET /7/events?": entries, "POST /7/events/add?": Self.entry(),
      "POST /7/tasks/track/42?": task
        ?? #"{"id":42,"name":"Write report","tracking_event":{"id":6500,"start":"2026-03-02 09:00:00","timezone":"GMT+01:00"}}"#,
      "POST /7/tasks/stop/42?":
        #"{"id":6500,"task_id":42,"start":"2026-03-02 08:00:00","end":"2026-03-02 09:00:00","duration":3600,"timezone":"GMT+01:00"}"#,
    ])
  }

  /// Runs a command line while every request fails.
  private func offline(
    _ cli: CLIFixture, _ words: String..., failing failure: TransportFailure = unreachable
  ) -> CLIFixture.Run { offline(cli, words, failing: failure) }

  private func offline(
    _ cli: CLIFixture, _ words: [String], failing failure: TransportFailure = unreachable
  ) -> CLIFixture.Run {
    let before = cli.adjust
    defer { cli.adjust = before }
    cli.adjust = { context in
      context.transport = { _, _ in FailingTransport(failure) }
      context.sleep = { _ in }
    }
    return cli.run(words)
  }

  private func writes(_ cli: CLIFixture) -> [String] { cli.transport?.sent.filter { $0.hasPrefix("POST") } ?? [] }

  @Test("a call that never left is queued, and sent later with the time at which it was made")
  func timeOfMaking() throws {
    let cli = try fixture()
    let run = offline(cli, "track", "42", "--queue", "--json")
    #expect(run.code == 0, "\(run.errors)")
    let value = try JSONValue.parse(run.output)
    #expect(value["queued"]?.bool == true)
    #expect(value["changed"]?.bool == false)
    #expect(value["id"]?.string?.count == 8)
    cli.now = Instant(seconds: cli.now.seconds + 7200)
    let sync = cli.run("sync", "--json")
    #expect(sync.code == 0, "\(sync.errors)")
    #expect(try JSONValue.parse(sync.output)["sent"]?.int == 1)
    #expect(cli.transport?.requests.last?.parameters["date"] == "2026-03-02 09:00:00")
    #expect(cli.run("sync", "--list", "-q").output == "")
    #expect(cli.run("sync").output == "No calls are queued.\n")
    #expect(writes(cli).count == 1)
  }

  @Test("times that refer to now are those of when the call was made, wherever it is sent from")
  func relativeTimes() throws {
    let cli = try fixture()
    #expect(offline(cli, "add", "42", "--duration", "20m", "--queue", "--no-look").code == 0)
    #expect(offline(cli, "add", "42", "--start", "07:00", "--end", "07:30", "--queue", "--no-look").code == 0)
    cli.now = Instant(seconds: cli.now.seconds + 86400)
    #expect(cli.run(["sync"], with: ["TZ": "EST5EDT,M3.2.0,M11.1.0"]).code == 0)
    let sent = cli.transport?.requests.filter { $0.method == "POST" }.map(\.parameters) ?? []
    #expect(sent.map { $0["end"] } == ["2026-03-02 03:00:00", "2026-03-02 01:30:00"])
    #expect(sent.map { $0["timezone"] } == ["GMT-05:00", "GMT-05:00"])
  }

  @Test("a call that may have arrived is never queued")
  func lostAnswer() throws {
    let cli = try fixture()
    #expect(offline(cli, "track", "42", "--queue", failing: Self.lost).code == 8)
    #expect(cli.run("sync", "--list", "-q").output == "")
  }

  @Test("without --queue nothing is queued")
  func withoutFlag() throws {
    let cli = try fixture()
    #expect(offline(cli, "track", "42").code == 7)
    #expect(cli.run("sync", "--list", "-q").output == "")
  }

  @Test("a call takes its place behind those that wait, without a request")
  func order() throws {
    let cli = try fixture()
    #expect(offline(cli, "track", "42", "--queue").code == 0)
    #expect(cli.run("stop", "42", "--queue").output.hasPrefix("Queued stop_task"))
    #expect(writes(cli) == [])
    let list = try JSONValue.parse(cli.run("sync", "--list", "--json").output).array ?? []
    #expect(list.map { $0["tool"]?.string } == ["track_task", "stop_task"])
  }

  @Test("a call is judged and recorded when it is queued, and again when it is sent")
  func judgedTwice() throws {
    let cli = try fixture()
    #expect(offline(cli, "track", "42", "--queue").code == 0)
    try cli.write(".config/tt/policy.json", #"{"version":"1","default":"deny","tools":{"list_events":{}}}"#)
    #expect(cli.run("track", "42", "--queue").code == 3)
    let sync = cli.run("sync")
    #expect(sync.code == 3)
    #expect(sync.errors.hasPrefix("[POLICY DENIED] ") && !sync.errors.contains("0 sent"), "\(sync.errors)")
    #expect(sync.errors.contains("; still queued: track_task of 2026-03-02 09:00:00 ("), "\(sync.errors)")
    #expect(cli.run("sync", "--list", "-q").output.count == 9)
    let log = try JSONValue.parse(cli.run("policy", "log", "--json").output).array ?? []
    #expect(log.compactMap { $0["outcome"]?.string }.first == "queued")
    #expect(log.compactMap { $0["decision"]?.string } == ["allow", "deny", "deny"])
    #expect(writes(cli) == [])
  }

  @Test("an entry that is queued to be added if it is absent is so when it is sent")
  func ifAbsent() throws {
    let cli = try fixture(entries: "[\(Self.entry())]")
    for _ in 0..<2 {
      #expect(
        offline(cli, "add", "42", "--start", "07:00", "--end", "07:30", "--if-absent", "--no-look", "--queue").code == 0
      )
    }
    let sync = try JSONValue.parse(cli.run("sync", "--json").output)
    #expect(sync["sent"]?.int == 2 && sync["changed"]?.bool == false)
    #expect(writes(cli) == [])
  }

  @Test("sync stops at a limit; what is left is sent when it is over")
  func limited() throws {
    let cli = try fixture()
    try cli.write(
      ".config/tt/policy.json",
      #"{"version":"1","default":"allow","tools":{"create_event":{"limits":[{"counter":"c","window":"day","max":1}]}}}"#
    )
    for hour in ["05", "06"] {
      #expect(offline(cli, "add", "42", "--start", hour + ":00", "--duration", "5m", "--queue", "--no-look").code == 0)
    }
    #expect(cli.run("sync").code == 9)
    #expect(writes(cli).count == 1)
    cli.now = Instant(seconds: cli.now.seconds + 86400)
    #expect(cli.run("sync").code == 0)
    #expect(writes(cli).count == 2)
  }

  /// Marks the queued calls as ones that may have been sent.
  private func interrupt(_ cli: CLIFixture, entries: String = "[]") throws {
    let path = cli.home + "/.local/state/tt/queue.json"
    let text = String(decoding: try #require(try Files.read(path)), as: UTF8.self)
      .replacing(#""may_have_arrived":false"#, with: #""may_have_arrived":true"#)
      .replacing(#""entries":[]"#, with: "\"entries\":" + entries)
    try cli.write(".local/state/tt/queue.json", text)
  }

  @Test("a call that may have been sent is looked up, and not sent again if what it asks for is there")
  func lookedUp() throws {
    let add = ["add", "42", "--start", "07:00", "--end", "07:30", "--queue", "--no-look"]
    for (words, timers, entries) in [
      (add, "[]", "[\(Self.entry())]"), (["track", "42", "--queue"], Self.timer(), "[]"),
      (["track", "42", "--queue"], "[]", "[\(Self.entry(start: "2026-03-02 09:00:00"))]"),
      (["stop", "42", "--queue"], "[]", "[]"),
    ] {
      let cli = try fixture(timers: timers, entries: entries)
      #expect(offline(cli, words).code == 0)
      try interrupt(cli)
      #expect(cli.run("sync").code == 0)
      #expect(writes(cli) == [], "\(words)")
    }
  }

  @Test("a call that may have been sent and had no effect is sent, also if another queued call wrote the same entry")
  func sentAgain() throws {
    let cli = try fixture(entries: "[\(Self.entry())]")
    #expect(
      offline(cli, "add", "42", "--start", "07:00", "--end", "07:30", "--queue", "--no-look").code == 0)
    try interrupt(cli, entries: "[6400]")
    #expect(cli.run("sync").code == 0)
    #expect(writes(cli).count == 1)
  }

  @Test("a queued stop leaves a timer alone that began after it was made")
  func laterTimer() throws {
    for words in [["stop", "--queue"], ["stop", "42", "--queue"]] {
      let cli = try fixture(timers: Self.timer(start: "2026-03-02 09:30:00"))
      #expect(offline(cli, words).code == 0)
      cli.now = Instant(seconds: cli.now.seconds + 3600)
      #expect(cli.run("sync").code == 0)
      #expect(writes(cli) == [], "\(words)")
    }
  }

  @Test("a call that is dropped while those before it are sent is not sent")
  func dropMeanwhile() throws {
    let cli = try fixture()
    let id = offline(cli, "track", "42", "--queue", "-q").output.filter { $0 != "\n" }
    let outbox = Outbox(folder: cli.home + "/" + CLIFixture.state)
    let call = try #require(try outbox.calls().first)
    #expect(try outbox.drop([id]).map(\.id) == [id])
    let turn = try outbox.sendingTurn()
    let result = try Client.sendQueued(call, from: outbox, in: turn) { (_) throws(TTError) in
      Issue.record("it was sent")
      throw TTError(.api, "sent")
    }
    #expect(result == nil)
  }

  /// A service where another timer is running.
  private final class BusyTransport: HTTPTransport {
    func send(_ request: HTTPRequest) throws(TransportFailure) -> HTTPResponse {
      if request.method == "POST" { return .envelope(502, "null") }
      return .envelope(200, request.url.hasSuffix("/me") ? CLIFixture.me : SyncCommandTests.timer(task: 43))
    }
  }

  @Test("a timer in the way of a queued one is named with what to do, which is no switch")
  func conflict() throws {
    let cli = try fixture()
    #expect(offline(cli, "track", "42", "--queue", "-q").code == 0)
    cli.adjust = { $0.transport = { _, _ in BusyTransport() } }
    let run = cli.run("sync")
    #expect(run.code == 6 && run.errors.contains("tt stop, then tt sync"), "\(run.errors)")
    #expect(!run.errors.contains("tt switch"))
  }

  @Test("a dropped call is never sent; an unknown ID drops nothing")
  func drop() throws {
    let cli = try fixture()
    let id = offline(cli, "track", "42", "--queue", "-q").output.filter { $0 != "\n" }
    #expect(cli.run("sync", "--drop", "ffffffff").code == 5)
    #expect(cli.run("status", "--cached", "--json").output.contains(#""waiting": 1"#))
    let run = cli.run("sync", "--drop", id)
    #expect(run.code == 0, "\(run.errors)")
    #expect(cli.run("sync").output == "No calls are queued.\n")
    #expect(writes(cli) == [])
  }

  @Test("a locked grant neither sees, sends nor drops the calls of others")
  func lockedGrant() throws {
    let cli = try fixture()
    let id = offline(cli, "track", "42", "--queue", "-q").output.filter { $0 != "\n" }
    try cli.write(
      ".config/tt/config.json", #"{"grant_lock":"claude","grants":{"claude":{"policy":"claude.json"}}}"#)
    try cli.write(".config/tt/claude.json", #"{"version":"1","default":"allow"}"#)
    #expect(cli.run("sync", "--list", "-q").output == "")
    #expect(cli.run("sync", "--drop", id).code == 5)
    _ = cli.run("sync")
    #expect(writes(cli) == [])
  }

  @Test("calls for another address stay queued")
  func otherService() throws {
    let cli = try fixture()
    #expect(offline(cli, "track", "42", "--queue").code == 0)
    let run = cli.run("sync", with: ["TT_API_URL": "https://other.example.test/api/v4"])
    #expect(run.code == 0)
    #expect(run.errors.contains("1 queued for another"))
    #expect(writes(cli) == [])
  }

  @Test("a damaged queue is named, and no call is queued into it")
  func damaged() throws {
    let cli = try fixture()
    try cli.write(".local/state/tt/queue.json", "{")
    for words in [["sync"], ["track", "42", "--queue"]] {
      let run = cli.run(words)
      #expect(run.code == 11, "\(words)")
      #expect(run.errors.contains("queue.json is damaged"))
    }
  }
}

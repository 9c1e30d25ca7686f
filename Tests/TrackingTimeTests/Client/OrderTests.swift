import Basics
import Foundation
import Policy
import Testing
import TrackingTime

@Suite("The way of a call") struct OrderTests {
  private let trackOnly = """
    {"version":"1","default":"deny","tools":{"track_task":{"limits":[
      {"counter":"track_task_rate","window":"minute","max":1,"scope":"grant"}]}}}
    """

  @Test("a denied call needs no credentials, makes no request and uses up nothing")
  func denied() throws {
    let bench = try ClientFixture(policy: trackOnly)
    let error = try bench.refusal("stop_task", ["task_id": 42])
    #expect(error.failure == .policyDenied && error.rule == "(default deny)")
    #expect(bench.credentialsAskedFor == 0 && bench.transportsMade == 0)
    #expect(try bench.used("stop_task") == 0)
    #expect(bench.records.map { $0["decision"] } == ["deny"])
  }

  @Test("a wrong argument comes before the policy, and is recorded as invalid")
  func invalid() throws {
    let bench = try ClientFixture(policy: trackOnly)
    let error = try bench.refusal("stop_task", ["task_id": "x"])
    #expect(error.failure == .usage)
    #expect(bench.credentialsAskedFor == 0 && bench.transportsMade == 0)
    let record = try #require(bench.records.first)
    #expect(bench.records.count == 1)
    #expect(record["decision"] == "invalid" && record["outcome"] == "usage" && record["keys"] == ["task_id"])
  }

  @Test("names that are not the catalog's never reach the log")
  func unknownNames() throws {
    let bench = try ClientFixture()
    _ = try bench.refusal("track_task", ["task_id": 1, "s3cret": 1])
    _ = try bench.refusal("s3cret", ["s3cret": "s3cret"])
    #expect(bench.records.map { $0["keys"] } == [["task_id"], []])
    #expect(bench.records.map { $0["tool"] } == ["track_task", "(unknown)"])
    #expect(bench.records.allSatisfy { !$0.compact.contains("s3cret") })
  }

  @Test("a missing password uses up nothing and sends nothing")
  func noPassword() throws {
    let bench = try ClientFixture()
    bench.password = nil
    let error = try bench.refusal("track_task", ["task_id": 42])
    #expect(error.failure == .auth)
    #expect(bench.transportsMade == 0)
    #expect(try bench.used("track_task") == 0)
    let record = try #require(bench.records.first)
    #expect(bench.records.count == 1)
    #expect(record["decision"] == "allow" && record["outcome"] == "auth")
  }

  @Test("credentials come before limits: without them a full counter is not what is told")
  func credentialsBeforeLimits() throws {
    let bench = try ClientFixture(policy: trackOnly.replacingOne("\"max\":1", "\"max\":0"))
    bench.password = nil
    #expect(try bench.refusal("track_task", ["task_id": 42]).failure == .auth)
    bench.password = "s3cret"
    let error = try bench.refusal("track_task", ["task_id": 42])
    #expect(error.failure == .rateLimited && error.rule == "/tools/track_task/limits/track_task_rate")
    #expect(bench.transportsMade == 0)
  }

  @Test("a full limit sends nothing and says when to come back")
  func limited() throws {
    let bench = try ClientFixture([.track(.ok(Shape.entry()))], policy: trackOnly)
    _ = try bench.call("track_task", ["task_id": 42])
    let error = try bench.refusal("track_task", ["task_id": 43])
    #expect(error.failure == .rateLimited)
    #expect(error.message.hasPrefix("[POLICY DENIED] "))
    #expect(error.retryAfter == 60)
    #expect(bench.transport.sent.count == 1)
  }

  @Test("a time that does not exist is refused before anything is counted or looked for")
  func gap() throws {
    let bench = try ClientFixture()
    let error = try bench.refusal("track_task", ["task_id": 42, "date": "2026-03-29 02:30"])
    #expect(error.failure == .usage)
    #expect(bench.credentialsAskedFor == 0 && bench.transportsMade == 0)
    #expect(try bench.used("track_task") == 0)
  }

  @Test("the policy sees the arguments as given, without the date and timezone that tt adds")
  func keys() throws {
    let bench = try ClientFixture([.track(.ok(Shape.entry()), "&notes=n")])
    _ = try bench.call("track_task", ["task_id": 42, "notes": "n", "task_name": nil])
    #expect(bench.records.map { $0["keys"] } == [["notes", "task_id"], ["notes", "task_id"]])
  }

  @Test("an admitted call is recorded before and after, with its number of requests")
  func recorded() throws {
    let bench = try ClientFixture([.whoAmI(), .running(Shape.task()), .stop(.ok(Shape.entry()))])
    let answer = try bench.call("stop_task", subject: .runningTimer)
    #expect(answer.requests == 3)
    #expect(bench.records.map { $0["event"] } == ["call", "result"])
    #expect(bench.records.last?["requests"] == 3 && bench.records.last?["outcome"] == "ok")
  }

  @Test("a call that failed is recorded with the class of its error")
  func recordedFailure() throws {
    let bench = try ClientFixture([.track(.envelope(429))])
    #expect(try bench.refusal("track_task", ["task_id": 42]).failure == .rateLimited)
    #expect(bench.records.last?["outcome"] == "rate_limited")
  }

  @Test("a preview asks for no credentials, sends nothing and writes nothing")
  func dryRun() throws {
    let bench = try ClientFixture(policy: trackOnly)
    bench.password = nil
    let client = try bench.client()
    #expect(try client.dryRun(ToolCall("track_task", ["task_id": 42])).refusal == nil)
    #expect(try client.dryRun(ToolCall("get_me")).refusal?.failure == .policyDenied)
    #expect(throws: TTError.self) { try client.dryRun(ToolCall("track_task", ["task_id": 0])) }
    #expect(bench.credentialsAskedFor == 0 && bench.transportsMade == 0)
    #expect(bench.records.isEmpty)
    #expect(try bench.used("track_task") == 0)
  }

  @Test(
    "a preview refuses what the call would refuse for its times",
    arguments: [
      ToolCall("track_task", ["task_id": 42, "date": "2026-03-29 02:30"]),
      ToolCall("create_event", ["start": "10:00", "end": "09:00"]),
    ])
  func previewOfTimes(call: ToolCall) throws {
    let bench = try ClientFixture()
    #expect(try bench.refusal(call.tool, call.arguments).failure == .usage)
    let client = try bench.client()
    #expect(throws: TTError.self) { try client.dryRun(call) }
  }
}

extension String {
  /// The text with the only occurrence of a part replaced.
  func replacingOne(_ part: String, _ other: String) -> String {
    let pieces = components(separatedBy: part)
    return pieces.joined(separator: other)
  }
}

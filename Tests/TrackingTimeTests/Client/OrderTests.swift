import Basics
import Foundation
import Policy
import Testing
import TrackingTime

@Suite("Order of the checks of a call") struct OrderTests {
  private let trackOnly = """
    {"version":"1","default":"deny","tools":{"track_task":{"limits":[
      {"counter":"track_task_rate","window":"minute","max":1,"scope":"grant"}]}}}
    """

  @Test("a denied call needs no credentials, sends nothing and does not count")
  func denied() throws {
    let fixture = try ClientFixture(policy: trackOnly)
    let error = try fixture.refusal("stop_task", ["task_id": 42])
    #expect(error.failure == .policyDenied && error.rule == "(default deny)")
    #expect(fixture.credentialsAskedFor == 0 && fixture.transportsMade == 0)
    #expect(try fixture.used("stop_task") == 0)
    #expect(fixture.records.map { $0["decision"] } == ["deny"])
  }

  @Test("an invalid argument is reported before the policy is evaluated, and recorded as invalid")
  func invalid() throws {
    let fixture = try ClientFixture(policy: trackOnly)
    let error = try fixture.refusal("stop_task", ["task_id": "x"])
    #expect(error.failure == .usage)
    #expect(fixture.credentialsAskedFor == 0 && fixture.transportsMade == 0)
    let record = try #require(fixture.records.first)
    #expect(fixture.records.count == 1)
    #expect(record["decision"] == "invalid" && record["outcome"] == "usage" && record["keys"] == ["task_id"])
  }

  @Test("names that are not in the catalog are never logged")
  func unknownNames() throws {
    let fixture = try ClientFixture()
    _ = try fixture.refusal("track_task", ["task_id": 1, "s3cret": 1])
    _ = try fixture.refusal("s3cret", ["s3cret": "s3cret"])
    #expect(fixture.records.map { $0["keys"] } == [["task_id"], []])
    #expect(fixture.records.map { $0["tool"] } == ["track_task", "(unknown)"])
    #expect(fixture.records.allSatisfy { !$0.compact.contains("s3cret") })
  }

  @Test("without a password nothing is sent or counted")
  func noPassword() throws {
    let fixture = try ClientFixture()
    fixture.password = nil
    let error = try fixture.refusal("track_task", ["task_id": 42])
    #expect(error.failure == .auth)
    #expect(fixture.transportsMade == 0)
    #expect(try fixture.used("track_task") == 0)
    let record = try #require(fixture.records.first)
    #expect(fixture.records.count == 1)
    #expect(record["decision"] == "allow" && record["outcome"] == "auth")
  }

  @Test("missing credentials are reported before a reached limit")
  func credentialsBeforeLimits() throws {
    let fixture = try ClientFixture(policy: trackOnly.replacingOne("\"max\":1", "\"max\":0"))
    fixture.password = nil
    #expect(try fixture.refusal("track_task", ["task_id": 42]).failure == .auth)
    fixture.password = "s3cret"
    let error = try fixture.refusal("track_task", ["task_id": 42])
    #expect(error.failure == .rateLimited && error.rule == "/tools/track_task/limits/track_task_rate")
    #expect(fixture.transportsMade == 0)
  }

  @Test("a call over a limit is not sent, and the error says when to try again")
  func limited() throws {
    let fixture = try ClientFixture([.track(.ok(Shape.entry()))], policy: trackOnly)
    _ = try fixture.call("track_task", ["task_id": 42])
    let error = try fixture.refusal("track_task", ["task_id": 43])
    #expect(error.failure == .rateLimited)
    #expect(error.message.hasPrefix("[POLICY DENIED] "))
    #expect(error.retryAfter == 60)
    #expect(fixture.transport.sent.count == 1)
  }

  @Test("a time that does not exist is rejected before anything is counted or looked up")
  func gap() throws {
    let fixture = try ClientFixture()
    let error = try fixture.refusal("track_task", ["task_id": 42, "date": "2026-03-29 02:30"])
    #expect(error.failure == .usage)
    #expect(fixture.credentialsAskedFor == 0 && fixture.transportsMade == 0)
    #expect(try fixture.used("track_task") == 0)
  }

  @Test("the policy sees the given arguments, without the date and timezone that tt adds")
  func keys() throws {
    let fixture = try ClientFixture([.track(.ok(Shape.entry()), "&notes=n")])
    _ = try fixture.call("track_task", ["task_id": 42, "notes": "n", "task_name": nil])
    #expect(fixture.records.map { $0["keys"] } == [["notes", "task_id"], ["notes", "task_id"]])
  }

  @Test("an allowed call is recorded before and after, with its number of requests")
  func recorded() throws {
    let fixture = try ClientFixture([.whoAmI(), .running(Shape.task()), .stop(.ok(Shape.entry()))])
    let answer = try fixture.call("stop_task", subject: .runningTimer)
    #expect(answer.requests == 3)
    #expect(fixture.records.map { $0["event"] } == ["call", "result"])
    #expect(fixture.records.last?["requests"] == 3 && fixture.records.last?["outcome"] == "ok")
  }

  @Test("a failed call is recorded with the class of its error")
  func recordedFailure() throws {
    let fixture = try ClientFixture([.track(.envelope(429))])
    #expect(try fixture.refusal("track_task", ["task_id": 42]).failure == .rateLimited)
    #expect(fixture.records.last?["outcome"] == "rate_limited")
  }

  @Test("a dry run needs no credentials, sends nothing and writes nothing")
  func dryRun() throws {
    let fixture = try ClientFixture(policy: trackOnly)
    fixture.password = nil
    let client = try fixture.client()
    #expect(try client.dryRun(ToolCall("track_task", ["task_id": 42])).refusal == nil)
    #expect(try client.dryRun(ToolCall("get_me")).refusal?.failure == .policyDenied)
    #expect(throws: TTError.self) { try client.dryRun(ToolCall("track_task", ["task_id": 0])) }
    #expect(fixture.credentialsAskedFor == 0 && fixture.transportsMade == 0)
    #expect(fixture.records.isEmpty)
    #expect(try fixture.used("track_task") == 0)
  }

  @Test(
    "a dry run rejects the times that the call would reject",
    arguments: [
      ToolCall("track_task", ["task_id": 42, "date": "2026-03-29 02:30"]),
      ToolCall("create_event", ["start": "10:00", "end": "09:00"]),
    ])
  func previewOfTimes(call: ToolCall) throws {
    let fixture = try ClientFixture()
    #expect(try fixture.refusal(call.tool, call.arguments).failure == .usage)
    let client = try fixture.client()
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

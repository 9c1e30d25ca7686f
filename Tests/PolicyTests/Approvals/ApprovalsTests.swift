import Basics
import Testing

@testable import Policy

/// What an approval covers, and for how long.
@Suite("Approvals") struct ApprovalsTests {
  private func request(
    _ arguments: String = #"{"task_id":42,"notes":"é"}"#, grant: String = "g", tool: String = "t", policy: String = "p",
    rule: String = "/tools/t/action"
  ) throws -> ApprovalRequest {
    let object = try #require(try JSONValue.parse(arguments).object)
    return ApprovalRequest(
      grant: grant, tool: tool, arguments: object, policy: policy, rule: rule, message: "Ann decides.")
  }

  /// Approvals in which the sample request was approved at second 100 for 60 seconds.
  private func granted() throws -> Approvals {
    var approvals = Approvals()
    let id = try #require(approvals.request(try request(), now: 40, lifetime: 100)).id
    _ = approvals.answer(id, isGranted: true, now: 100, lifetime: 60)
    return approvals
  }

  @Test("an approval is used once")
  func once() throws {
    var approvals = try granted()
    #expect(approvals.consume(try request(), isGranted: false, now: 110, lifetime: 60) != nil)
    #expect(approvals.consume(try request(), isGranted: false, now: 110, lifetime: 60) == nil)
    #expect(approvals.all(now: 110).isEmpty)
  }

  @Test(
    "an approval covers exactly that call",
    arguments: [
      (#"{"notes":"é","task_id":42}"#, true), (#"{"task_id":42,"notes":"e\#u{301}"}"#, false),
      (#"{"task_id":"42","notes":"é"}"#, false), (#"{"task_id":42.0,"notes":"é"}"#, false),
      (#"{"task_id":43,"notes":"é"}"#, false), (#"{"task_id":42}"#, false),
      (#"{"task_id":42,"notes":"é","tags":null}"#, false), (#"{"task_id":42,"Notes":"é"}"#, false),
    ])
  func exact(_ arguments: String, _ holds: Bool) throws {
    var approvals = try granted()
    #expect((approvals.consume(try request(arguments), isGranted: false, now: 110, lifetime: 60) != nil) == holds)
  }

  @Test("an approval covers one grant, one tool and one policy, whichever rule requires it")
  func bound() throws {
    for other in [try request(grant: "G"), try request(tool: "T"), try request(policy: "q")] {
      var approvals = try granted()
      #expect(approvals.consume(other, isGranted: false, now: 110, lifetime: 60) == nil)
    }
    var approvals = try granted()
    #expect(approvals.consume(try request(rule: "/x"), isGranted: false, now: 110, lifetime: 60) != nil)
  }

  @Test(
    "requests and approvals expire, and an expired one counts as denied",
    arguments: [(159, true), (160, false), (1000, false)])
  func lapse(second: Int, holds: Bool) throws {
    var approvals = try granted()
    #expect((approvals.consume(try request(), isGranted: false, now: second, lifetime: 60) != nil) == holds)
    var waiting = Approvals()
    let id = try #require(waiting.request(try request(), now: 100, lifetime: 60)).id
    #expect((waiting.answer(id, isGranted: true, now: second, lifetime: 60) != nil) == holds)
  }

  @Test("setting the clock back revives nothing")
  func clockBack() throws {
    var approvals = try granted()
    _ = approvals.request(try request(tool: "other"), now: 200, lifetime: 60)
    #expect(approvals.consume(try request(), isGranted: false, now: 110, lifetime: 60) == nil)
    let later = try #require(Approvals(approvals.json))
    #expect(later.all(now: 0).map(\.request.tool) == ["other"])
    #expect(later.all(now: 260).isEmpty)
  }

  @Test("asking again returns the same request and does not extend it")
  func again() throws {
    var approvals = Approvals()
    let first = try #require(approvals.request(try request(), now: 0, lifetime: 60))
    let second = try #require(approvals.request(try request(), now: 30, lifetime: 60))
    #expect(first.id == second.id && second.expiresAt == 60)
    #expect(approvals.all(now: 30).count == 1)
  }

  @Test("a denial lasts until it expires or is changed to an approval, and no one is asked again")
  func refused() throws {
    var approvals = Approvals()
    let id = try #require(approvals.request(try request(), now: 0, lifetime: 60)).id
    _ = approvals.answer(id, isGranted: false, now: 0, lifetime: 60)
    #expect(approvals.consume(try request(), isGranted: false, now: 1, lifetime: 60) == nil)
    #expect(approvals.consume(try request(), isGranted: true, now: 1, lifetime: 60) == nil)
    #expect(approvals.request(try request(), now: 1, lifetime: 60)?.state == .denied)
    let answer = approvals.answer(id, isGranted: true, now: 2, lifetime: 60)
    #expect(answer?.changed == true && answer?.approval.state == .granted)
    #expect(approvals.consume(try request(), isGranted: false, now: 3, lifetime: 60)?.id == id)
  }

  @Test("declining during a call revokes an existing approval and stands until it expires")
  func refusedOnTheSpot() throws {
    var approvals = try granted()
    #expect(approvals.request(try request(), isRefused: true, now: 110, lifetime: 60)?.state == .denied)
    #expect(approvals.consume(try request(), isGranted: false, now: 110, lifetime: 60) == nil)
    #expect(approvals.consume(try request(), isGranted: true, now: 169, lifetime: 60) == nil)
    #expect(approvals.consume(try request(), isGranted: true, now: 170, lifetime: 60) != nil)
  }

  @Test("releasing an approval does not undo a denial made meanwhile")
  func givenBackTooLate() throws {
    var approvals = try granted()
    let used = try #require(approvals.consume(try request(), isGranted: false, now: 110, lifetime: 60))
    let id = try #require(approvals.request(try request(), now: 111, lifetime: 60)).id
    _ = approvals.answer(id, isGranted: false, now: 112, lifetime: 60)
    approvals.release(used, now: 113)
    #expect(approvals.all(now: 113).map(\.state) == [.denied])
  }

  @Test("correcting a clock that ran ahead does not extend an approval")
  func clockAhead() throws {
    var approvals = Approvals()
    _ = approvals.request(try request(tool: "other"), now: 1_000_000, lifetime: 60)
    let id = try #require(approvals.request(try request(), now: 100, lifetime: 60)).id
    _ = approvals.answer(id, isGranted: true, now: 100, lifetime: 60)
    #expect(approvals.all(now: 159).map(\.state).contains(.granted))
    #expect(approvals.consume(try request(), isGranted: false, now: 160, lifetime: 60) == nil)
  }

  @Test("repeating an answer changes nothing and does not extend it")
  func sameAnswer() throws {
    var approvals = try granted()
    let id = try #require(approvals.all(now: 110).first).id
    let answer = approvals.answer(id, isGranted: true, now: 130, lifetime: 60)
    #expect(answer?.changed == false && answer?.approval.expiresAt == 160)
    #expect(approvals.answer("12345678", isGranted: true, now: 130, lifetime: 60) == nil)
  }

  @Test("a released approval can be used once, until its original expiry")
  func givenBack() throws {
    var approvals = try granted()
    let used = try #require(approvals.consume(try request(), isGranted: false, now: 110, lifetime: 60))
    _ = approvals.request(try request(), now: 111, lifetime: 60)
    approvals.release(used, now: 112)
    #expect(approvals.all(now: 112).map(\.id) == [used.id])
    #expect(approvals.all(now: 160).isEmpty)
    #expect(approvals.consume(try request(), isGranted: false, now: 113, lifetime: 60) != nil)
    #expect(approvals.consume(try request(), isGranted: false, now: 113, lifetime: 60) == nil)
  }

  @Test("a grant that keeps asking fills neither the disk nor another grant's list")
  func bounded() throws {
    var approvals = Approvals()
    for number in 0..<Approvals.maxOpenPerGrant {
      #expect(approvals.request(try request("{\"n\":\(number)}"), now: 0, lifetime: 60) != nil)
    }
    #expect(approvals.request(try request(#"{"n":-1}"#), now: 0, lifetime: 60) == nil)
    #expect(approvals.request(try request(#"{"n":1}"#), now: 0, lifetime: 60) != nil)
    #expect(approvals.request(try request(#"{"n":-1}"#, grant: "h"), now: 0, lifetime: 60) != nil)
    #expect(approvals.request(try request(#"{"n":-1}"#), now: 60, lifetime: 60) != nil)
    let long = "{\"n\":\"" + String(repeating: "x", count: Approvals.maxArgumentBytes) + "\"}"
    #expect(approvals.request(try request(long), now: 60, lifetime: 60) == nil)
  }

  @Test("approvals survive being written and read")
  func file() throws {
    let approvals = try granted()
    let again = try #require(Approvals(approvals.json))
    #expect(again.json.compact == approvals.json.compact)
    #expect(again.all(now: 110).first?.request.isSame(as: try request()) == true)
  }

  @Test(
    "a file that tt did not write is refused as a whole",
    arguments: [
      "[]", "{}", #"{"version":2,"clock":0,"approvals":[]}"#, #"{"version":1,"clock":-1,"approvals":[]}"#,
      #"{"version":1,"clock":0,"approvals":[{}]}"#, #"{"version":1,"clock":0,"approvals":[],"more":1}"#,
    ])
  func damaged(text: String) throws {
    #expect(Approvals(try JSONValue.parse(text)) == nil)
  }

  @Test("an approval that never expires is refused", arguments: ["9223372036854775807", "1e30", "\"never\"", "null"])
  func endless(expiresAt: String) throws {
    let text = try granted().json.compact.replacing(
      "\"expires_at_clock\":160", with: "\"expires_at_clock\":\(expiresAt)")
    #expect(Approvals(try JSONValue.parse(text)) == nil)
  }

  @Test("a file from before version 0.2.0 is read, and written with current names")
  func oldNames() throws {
    let today = try granted().json.compact
    let old = today.replacing("\"expires_at\":", with: "\"lapses\":").replacing(
      "\"expires_at_clock\":", with: "\"ends\":")
    #expect(old != today && old.contains("\"lapses\":160"))
    #expect(Approvals(try JSONValue.parse(old))?.json.compact == today)
  }
}

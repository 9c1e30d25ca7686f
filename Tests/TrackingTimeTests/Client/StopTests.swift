import Basics
import Testing
import TrackingTime

@Suite("stop_task and the status") struct StopTests {
  @Test("the timer of a task is stopped with one request")
  func byID() throws {
    let fixture = try ClientFixture([.stop(.ok(Shape.entry(end: "2026-03-02 10:00:00")))])
    let answer = try fixture.call("stop_task", ["task_id": 42])
    #expect(answer.changed == true && answer.requests == 1)
    #expect(answer.data["end_rfc3339"] == "2026-03-02T10:00:00+01:00")
    #expect(try fixture.used("stop_task") == 1)
  }

  @Test("the running timer is stopped in its own workspace")
  func whateverRuns() throws {
    let fixture = try ClientFixture([
      .whoAmI(), .running(Shape.task(7, account: 800_002, start: "2026-03-02 08:00:00")),
      .stop(.ok(Shape.entry()), task: 7, account: 800_002),
    ])
    #expect(try fixture.call("stop_task", subject: .runningTimer).changed == true)
    #expect(fixture.rememberedUser?.id == 9001)
  }

  @Test("a response with an entry that ended well before the call means nothing changed")
  func endedBefore() throws {
    let entry = Shape.entry(start: "2026-03-02 07:00:00", end: "2026-03-02 08:00:00")
    let fixture = try ClientFixture([.stop(.ok(entry))])
    #expect(try fixture.call("stop_task", ["task_id": 42]).changed == false)
    let given = try ClientFixture([
      .post("/700001/tasks/stop/42?date=2026-03-02%2008%3A00%3A00&timezone=GMT%2B01%3A00", .ok(entry))
    ])
    #expect(try given.call("stop_task", ["task_id": 42, "date": "08:00"]).changed == true)
  }

  @Test("without a running timer nothing is sent, changed or counted")
  func nothingRuns() throws {
    let fixture = try ClientFixture([.running()], user: 9001)
    let answer = try fixture.call("stop_task", subject: .runningTimer)
    #expect(answer.changed == false && answer.data == [:])
    #expect(try fixture.used("stop_task") == 0)
  }

  @Test("a rejected stop of a task that is not running is not an error", arguments: [500, 502, 400, 404])
  func doesNotRun(status: Int) throws {
    for running in [Expected.running(), .running(Shape.task(7))] {
      let fixture = try ClientFixture([.stop(.envelope(status)), running], user: 9001)
      let answer = try fixture.call("stop_task", ["task_id": 42])
      #expect(answer.changed == false && answer.data == ["task_id": 42])
    }
  }

  @Test("a stop that was sent counts even if nothing was running, so that a loop reaches the limit")
  func doesNotRunCounts() throws {
    let fixture = try ClientFixture([.stop(.envelope(502)), .running()], user: 9001)
    _ = try fixture.call("stop_task", ["task_id": 42])
    let used = try fixture.used("stop_task")
    #expect(used == 1)
  }

  @Test("a rejected stop is an error if the timer is running or cannot be looked up")
  func stillRuns() throws {
    for look in [Expected.running(Shape.task()), .running(.envelope(403))] {
      let fixture = try ClientFixture([.stop(.envelope(500)), look], user: 9001)
      #expect(try fixture.refusal("stop_task", ["task_id": 42]).failure == .api)
      #expect(try fixture.used("stop_task") == 0)
    }
  }

  @Test(
    "rejections unrelated to the timer are not followed by a look-up",
    arguments: [(401, FailureClass.auth), (403, .api), (429, .rateLimited)])
  func otherRefusals(status: Int, expected: FailureClass) throws {
    let fixture = try ClientFixture([.stop(.envelope(status))], user: 9001)
    #expect(try fixture.refusal("stop_task", ["task_id": 42]).failure == expected)
    #expect(try fixture.used("stop_task") == 0)
  }

  /// The entry that a stop ends now.
  private static let ended = Shape.entry(start: "2026-03-02 08:00:00", end: "2026-03-02 09:00:00")

  @Test("a stop refused as not found is not found while the timer runs")
  func notFound() throws {
    let fixture = try ClientFixture([.stop(.envelope(404)), .running(Shape.task())], user: 9001)
    #expect(try fixture.refusal("stop_task", ["task_id": 42]).failure == .notFound)
  }

  @Test("a stop without a written time is sent although the timer's clock is ahead")
  func clockAhead() throws {
    let fixture = try ClientFixture(
      [.running(Shape.task(start: "2026-03-02 09:00:45")), .stop(.ok(Self.ended))], user: 9001)
    #expect(try fixture.call("stop_task", subject: .runningTimer).changed == true)
  }

  @Test("a timer without a readable task ID is an error, never no timer")
  func unreadableTimer() throws {
    var task = try #require(Shape.task().object)
    task["id"] = ["no": "number"]
    let fixture = try ClientFixture([.running(.object(task))], user: 9001)
    let error = try fixture.refusal("stop_task", subject: .runningTimer)
    #expect(error.failure == .api && error.message.contains("no readable task ID"))
  }

  @Test("a stopped timer of more than 16 hours is remarked on")
  func longTimer() throws {
    let fixture = try ClientFixture(
      [.running(Shape.task(start: "2026-03-01 09:00:00")), .stop(.ok(Self.ended))], user: 9001)
    let notes = try fixture.call("stop_task", subject: .runningTimer).notes
    #expect(notes == [Note("the entry is 24:00:00 long", remedy: .correctEnd(entry: 6401))])
  }

  @Test("an end before the timer's start is rejected before any write is sent")
  func beforeStart() throws {
    let fixture = try ClientFixture([.running(Shape.task(start: "2026-03-02 08:30:00"))], user: 9001)
    let error = try fixture.refusal("stop_task", ["date": "08:00"], subject: .runningTimer)
    #expect(error.failure == .usage)
    #expect(error.message.contains("2026-03-02 08:30:00"))
    #expect(try fixture.used("stop_task") == 0)
  }

  @Test("the status is the task with the start and time zone of its entry")
  func status() throws {
    let fixture = try ClientFixture([.whoAmI(), .running(Shape.task())])
    let answer = try fixture.call("list_user_tasks", ["filter": "TRACKING"], subject: .runningTimer)
    #expect(answer.changed == nil && answer.requests == 2)
    #expect(answer.data["running"] == true && answer.data["id"] == 42 && answer.data["name"] == "Write report")
    #expect(answer.data["start_rfc3339"] == "2026-03-02T09:00:00+01:00")
    #expect(fixture.records.first?["tool"] == "list_user_tasks")
  }

  @Test("the status is found if the entry is only in the user's element")
  func statusOfUserItem() throws {
    var task = try #require(Shape.task().object)
    task["tracking_event"] = .null
    task["users"] = [["id": 9001, "event": ["start": "2026-03-02 08:00:00", "timezone": "GMT+01:00"]]]
    let fixture = try ClientFixture([.running(.object(task))], user: 9001)
    let answer = try fixture.call("list_user_tasks", subject: .runningTimer)
    #expect(answer.data["start"] == "2026-03-02 08:00:00")
  }

  @Test("the status is false without a running timer")
  func idle() throws {
    let fixture = try ClientFixture([.running()], user: 9001)
    #expect(try fixture.call("list_user_tasks", subject: .runningTimer).data == ["running": false])
  }

  @Test("a cached user saves a request; an unknown one is requested once and cached")
  func remembered() throws {
    let fixture = try ClientFixture([.whoAmI(), .running()])
    #expect(try fixture.call("list_user_tasks", subject: .runningTimer).requests == 2)
    #expect(fixture.rememberedUser?.id == 9001)
    let other = try ClientFixture([.get("/700001/users/7/tasks/tracking", .ok([]))], user: 7)
    #expect(try other.call("list_user_tasks", subject: .runningTimer).requests == 1)
  }

  @Test("a response without an ID, or one that is not a list, is an error")
  func notUnderstood() throws {
    let nobody = try ClientFixture([.whoAmI(.ok(["name": "Ada"]))])
    #expect(try nobody.refusal("list_user_tasks", subject: .runningTimer).failure == .api)
    #expect(nobody.rememberedUser == nil)
    let noList = try ClientFixture([.running(.ok(["id": 1]))], user: 9001)
    #expect(try noList.refusal("list_user_tasks", subject: .runningTimer).failure == .api)
  }

  @Test("look-ups use the call's own workspace")
  func ownAccount() throws {
    let fixture = try ClientFixture([.get("/800002/users/9001/tasks/tracking", .ok([]))], user: 9001)
    _ = try fixture.call("list_user_tasks", ["account_id": 800_002], subject: .runningTimer)
  }
}

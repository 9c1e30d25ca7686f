import Basics
import Testing
import TrackingTime

@Suite("Stopping and looking") struct StopTests {
  @Test("a task's timer is stopped with one request")
  func byID() throws {
    let bench = try ClientFixture([.stop(.ok(Shape.entry(end: "2026-03-02 10:00:00")))])
    let answer = try bench.call("stop_task", ["task_id": 42])
    #expect(answer.changed == true && answer.requests == 1)
    #expect(answer.data["end_rfc3339"] == "2026-03-02T10:00:00+01:00")
    #expect(try bench.used("stop_task") == 1)
  }

  @Test("whatever runs is stopped in the workspace it runs in")
  func whateverRuns() throws {
    let bench = try ClientFixture([
      .whoAmI(), .running(Shape.task(7, account: 800_002, start: "2026-03-02 08:00:00")),
      .stop(.ok(Shape.entry()), task: 7, account: 800_002),
    ])
    #expect(try bench.call("stop_task", subject: .runningTimer).changed == true)
    #expect(bench.rememberedUser?.id == 9001)
  }

  @Test("an answer whose entry had ended well before the call changed nothing")
  func endedBefore() throws {
    let entry = Shape.entry(start: "2026-03-02 07:00:00", end: "2026-03-02 08:00:00")
    let bench = try ClientFixture([.stop(.ok(entry))])
    #expect(try bench.call("stop_task", ["task_id": 42]).changed == false)
    let given = try ClientFixture([
      .post("/700001/tasks/stop/42?date=2026-03-02%2008%3A00%3A00&timezone=GMT%2B01%3A00", .ok(entry))
    ])
    #expect(try given.call("stop_task", ["task_id": 42, "date": "08:00"]).changed == true)
  }

  @Test("when nothing runs nothing is sent, changed or used up")
  func nothingRuns() throws {
    let bench = try ClientFixture([.running()], user: 9001)
    let answer = try bench.call("stop_task", subject: .runningTimer)
    #expect(answer.changed == false && answer.data == [:])
    #expect(try bench.used("stop_task") == 0)
  }

  @Test("a refused stop of a task that does not run is no error", arguments: [500, 502, 400])
  func doesNotRun(status: Int) throws {
    for running in [Expected.running(), .running(Shape.task(7))] {
      let bench = try ClientFixture([.stop(.envelope(status)), running], user: 9001)
      let answer = try bench.call("stop_task", ["task_id": 42])
      #expect(answer.changed == false && answer.data == ["task_id": 42])
    }
  }

  @Test("a stop that was asked of the service counts, also when nothing ran: a loop of them ends at the limit")
  func doesNotRunCounts() throws {
    let bench = try ClientFixture([.stop(.envelope(502)), .running()], user: 9001)
    _ = try bench.call("stop_task", ["task_id": 42])
    let used = try bench.used("stop_task")
    #expect(used == 1)
  }

  @Test("a refused stop of a timer that runs, or of one nobody can look up, is the service's refusal")
  func stillRuns() throws {
    for look in [Expected.running(Shape.task()), .running(.envelope(403))] {
      let bench = try ClientFixture([.stop(.envelope(500)), look], user: 9001)
      #expect(try bench.refusal("stop_task", ["task_id": 42]).failure == .api)
      #expect(try bench.used("stop_task") == 0)
    }
  }

  @Test(
    "what says nothing of the timer is not looked up",
    arguments: [(401, FailureClass.auth), (404, .notFound), (429, .rateLimited)])
  func otherRefusals(status: Int, expected: FailureClass) throws {
    let bench = try ClientFixture([.stop(.envelope(status))], user: 9001)
    #expect(try bench.refusal("stop_task", ["task_id": 42]).failure == expected)
    #expect(try bench.used("stop_task") == 0)
  }

  @Test("an end before the timer's start is refused before anything is sent that changes")
  func beforeStart() throws {
    let bench = try ClientFixture([.running(Shape.task(start: "2026-03-02 08:30:00"))], user: 9001)
    let error = try bench.refusal("stop_task", ["date": "08:00"], subject: .runningTimer)
    #expect(error.failure == .usage)
    #expect(error.message.contains("2026-03-02 08:30:00"))
    #expect(try bench.used("stop_task") == 0)
  }

  @Test("what runs: the task with the start and zone of its entry")
  func status() throws {
    let bench = try ClientFixture([.whoAmI(), .running(Shape.task())])
    let answer = try bench.call("list_user_tasks", ["filter": "TRACKING"], subject: .runningTimer)
    #expect(answer.changed == nil && answer.requests == 2)
    #expect(answer.data["running"] == true && answer.data["id"] == 42 && answer.data["name"] == "Write report")
    #expect(answer.data["start_rfc3339"] == "2026-03-02T09:00:00+01:00")
    #expect(bench.records.first?["tool"] == "list_user_tasks")
  }

  @Test("what runs, when the entry stands in the item of the caller only")
  func statusOfUserItem() throws {
    var task = try #require(Shape.task().object)
    task["tracking_event"] = .null
    task["users"] = [["id": 9001, "event": ["start": "2026-03-02 08:00:00", "timezone": "GMT+01:00"]]]
    let bench = try ClientFixture([.running(.object(task))], user: 9001)
    let answer = try bench.call("list_user_tasks", subject: .runningTimer)
    #expect(answer.data["start"] == "2026-03-02 08:00:00")
  }

  @Test("nothing runs")
  func idle() throws {
    let bench = try ClientFixture([.running()], user: 9001)
    #expect(try bench.call("list_user_tasks", subject: .runningTimer).data == ["running": false])
  }

  @Test("a remembered user saves a request; an unknown one is asked for once and remembered")
  func remembered() throws {
    let bench = try ClientFixture([.whoAmI(), .running()])
    #expect(try bench.call("list_user_tasks", subject: .runningTimer).requests == 2)
    #expect(bench.rememberedUser?.id == 9001)
    let other = try ClientFixture([.get("/700001/users/7/tasks/tracking", .ok([]))], user: 7)
    #expect(try other.call("list_user_tasks", subject: .runningTimer).requests == 1)
  }

  @Test("an answer without an id, or that is no list, is not understood")
  func notUnderstood() throws {
    let nobody = try ClientFixture([.whoAmI(.ok(["name": "Ada"]))])
    #expect(try nobody.refusal("list_user_tasks", subject: .runningTimer).failure == .api)
    #expect(nobody.rememberedUser == nil)
    let noList = try ClientFixture([.running(.ok(["id": 1]))], user: 9001)
    #expect(try noList.refusal("list_user_tasks", subject: .runningTimer).failure == .api)
  }

  @Test("the call's own workspace is the one that is looked in")
  func ownAccount() throws {
    let bench = try ClientFixture([.get("/800002/users/9001/tasks/tracking", .ok([]))], user: 9001)
    _ = try bench.call("list_user_tasks", ["account_id": 800_002], subject: .runningTimer)
  }
}

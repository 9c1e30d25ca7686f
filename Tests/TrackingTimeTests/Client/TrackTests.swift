import Basics
import Testing
import TrackingTime

@Suite("track_task") struct TrackTests {
  private let call: JSONObject = ["task_id": 42]

  @Test("tracking a task is one request")
  func started() throws {
    let fixture = try ClientFixture([.track(.ok(Shape.entry()))])
    let answer = try fixture.call("track_task", call)
    #expect(answer.changed == true && answer.requests == 1 && answer.notes.isEmpty)
    #expect(answer.data["start_rfc3339"] == "2026-03-02T09:00:00+01:00")
    #expect(try fixture.used("track_task") == 1)
  }

  @Test("names are sent in the query of the path that ends with a slash")
  func byName() throws {
    let target =
      "/700001/tasks/track/?task_name=%C3%9Cn%C3%AFcode%20%26%20co%20%2B50%25&project_name=p&" + Expected.nineOClock
    let fixture = try ClientFixture([.post(target, .ok(Shape.entry()))])
    #expect(try fixture.call("track_task", ["task_name": "Ünïcode & co +50%", "project_name": "p"]).changed == true)
  }

  @Test("the service's note is passed on, following the note about a repeated hour")
  func notes() throws {
    let query = "date=2025-10-26%2002%3A30%3A00&timezone=GMT%2B02%3A00"
    let fixture = try ClientFixture([
      .post("/700001/tasks/track/42?" + query, .envelope(200, Shape.entry(), note: "soon full"))
    ])
    let answer = try fixture.call("track_task", ["task_id": 42, "date": "2025-10-26 02:30"])
    #expect(answer.notes.count == 2)
    #expect(answer.notes.last == Note(#"the service says: "soon full""#))
  }

  @Test("a response with an entry that started well before the call means nothing changed")
  func olderEntry() throws {
    let fixture = try ClientFixture([.track(.ok(Shape.entry(start: "2026-03-02 08:00:00")))])
    #expect(try fixture.call("track_task", call).changed == false)
  }

  @Test("the task that is already running is not a conflict")
  func alreadyRuns() throws {
    let fixture = try ClientFixture([
      .track(.envelope(502)), .whoAmI(), .running(Shape.task(start: "2026-03-02 08:00:00")),
    ])
    let answer = try fixture.call("track_task", call)
    #expect(answer.changed == false && answer.requests == 3)
    #expect(answer.data["task_id"] == 42)
    #expect(fixture.records.last?["outcome"] == "ok")
  }

  @Test("tracking the running task counts once it was sent, so that a loop reaches the limit")
  func alreadyRunsCounts() throws {
    let fixture = try ClientFixture(
      [.track(.envelope(502)), .running(Shape.task(start: "2026-03-02 08:00:00"))], user: 9001)
    _ = try fixture.call("track_task", call)
    let used = try fixture.used("track_task")
    #expect(used == 1)
  }

  @Test(
    "the running timer is recognized however the call names it",
    arguments: [
      (["task_id": "42"], "42?"),
      (["task_name": " write REPORT ", "project_id": 5201], "?task_name=%20write%20REPORT%20&project_id=5201&"),
      (["task_name": "Write report", "project_id": 5201], "?task_name=Write%20report&project_id=5201&"),
      (["task_name": "Write report", "project_name": "website"], "?task_name=Write%20report&project_name=website&"),
    ] as [(JSONObject, String)])
  func sameTimer(arguments: JSONObject, target: String) throws {
    let request = Expected.post("/700001/tasks/track/" + target + Expected.nineOClock, .envelope(502))
    let fixture = try ClientFixture([request, .running(Shape.task())], user: 9001)
    #expect(try fixture.call("track_task", arguments).changed == false)
  }

  @Test(
    "another task, project or name is another timer",
    arguments: [
      (["task_id": 43], "43?"), (["task_name": "Write report"], "?task_name=Write%20report&"),
      (["task_name": "Write reports"], "?task_name=Write%20reports&"),
      (["task_name": "Write report", "project_id": 1], "?task_name=Write%20report&project_id=1&"),
      (["task_name": "Write report", "project_name": "x"], "?task_name=Write%20report&project_name=x&"),
      (["project_id": 5201], "?project_id=5201&"), (["project_name": "Website"], "?project_name=Website&"),
    ] as [(JSONObject, String)])
  func otherTimer(arguments: JSONObject, target: String) throws {
    let request = Expected.post("/700001/tasks/track/" + target + Expected.nineOClock, .envelope(502))
    let fixture = try ClientFixture([request, .running(Shape.task())], user: 9001)
    let error = try fixture.refusal("track_task", arguments)
    #expect(error.failure == .conflict)
    #expect(error.message == #"another timer is running: "Write report (Website)", since 2026-03-02 09:00:00"#)
    #expect(error.remedy == .stopRunningTimer(switchTo: arguments["task_id"]?.int))
    #expect(try fixture.used("track_task") == 0)
  }

  @Test("an answer with the time that was sent is this call's, whatever zone it is filed under")
  func relabelled() throws {
    var entry = try #require(Shape.entry().object)
    entry["timezone"] = "GMT+11:00"
    let fixture = try ClientFixture([.track(.ok(.object(entry)))])
    #expect(try fixture.call("track_task", call).changed == true)
  }

  @Test("a success that does not show the timer is looked up", arguments: [[:], nil, []] as [JSONValue])
  func blankSuccess(data: JSONValue) throws {
    let runs = try ClientFixture([.track(.ok(data)), .running(Shape.task())], user: 9001)
    #expect(try runs.call("track_task", call).changed == true)
    let older = try ClientFixture(
      [.track(.ok(data)), .running(Shape.task(start: "2026-03-02 08:00:00"))], user: 9001)
    #expect(try older.call("track_task", call).changed == false)
    let idle = try ClientFixture([.track(.ok(data)), .running()], user: 9001)
    #expect(try idle.refusal("track_task", call).failure == .api)
    let unclear = try ClientFixture([.track(.ok(data)), .running(.envelope(403))], user: 9001)
    let answer = try unclear.call("track_task", call)
    #expect(answer.changed == nil && answer.withChanged == ["changed": nil])
  }

  @Test("a service reference is sent even if a timer runs since the given time: only the service knows its task")
  func serviceReference() throws {
    let arguments: JSONObject = [
      "service": "trello", "service_task_id": "abc", "date": "09:00", "stop_running_task": true,
    ]
    let fixture = try ClientFixture(
      [
        .running(Shape.task()),
        .post(
          "/700001/tasks/track/?service=trello&service_task_id=abc&" + Expected.nineOClock
            + "&stop_running_task=true", .ok(Shape.entry())),
      ], user: 9001)
    #expect(try fixture.call("track_task", arguments).changed == true)
  }

  @Test("a new timer cannot start before the running entry, which stays as it is")
  func beforeRunning() throws {
    let fixture = try ClientFixture([.running(Shape.task(7, start: "2026-03-02 08:30:00"))], user: 9001)
    let error = try fixture.refusal("track_task", ["task_id": 42, "date": "08:00", "stop_running_task": true])
    #expect(error.failure == .usage && error.message.contains(#""Write report (Website)", since 2026-03-02 08:30:00"#))
    #expect(error.remedy == .passLaterDateOrEdit(task: 42))
    #expect(try fixture.used("track_task") == 0)
  }

  @Test("time on a project alone is recognized by its hidden task")
  func sameProject() throws {
    let request = Expected.post("/700001/tasks/track/?project_id=5201&" + Expected.nineOClock, .envelope(502))
    let fixture = try ClientFixture([request, .running(Shape.task(9, name: "Website", type: "GHOST"))], user: 9001)
    #expect(try fixture.call("track_task", ["project_id": 5201]).changed == false)
  }

  @Test("a refusal is no conflict if the running timer is unknown or there is none")
  func unclearConflict() throws {
    let lost = try ClientFixture([.track(.envelope(502)), .running(.lost(.timeout, arrived: true))], user: 9001)
    #expect(try lost.refusal("track_task", call).failure == .api)
    #expect(try lost.used("track_task") == 0)
    let idle = try ClientFixture([.track(.envelope(502)), .running()], user: 9001)
    let error = try idle.refusal("track_task", call)
    #expect(error.failure == .api && error.message.contains("EXAMPLE 502"))
  }

  @Test(
    "a rejection has its error class, and its reservation is released",
    arguments: [
      (400, FailureClass.api), (401, .auth), (402, .api), (403, .api), (404, .notFound), (429, .rateLimited),
      (500, .api),
    ])
  func refused(status: Int, expected: FailureClass) throws {
    for http in [200, status] {
      let fixture = try ClientFixture([.track(.envelope(status, http: http, retryAfter: "9"))])
      let error = try fixture.refusal("track_task", call)
      #expect(error.failure == expected)
      #expect(error.retryAfter == (status == 429 ? 9 : nil))
      #expect(error.rule == nil)
      #expect(try fixture.used("track_task") == 0)
    }
  }

  @Test("to stop another timer first, tt looks up the running timer and then sends the request")
  func switching() throws {
    let fixture = try ClientFixture([
      .whoAmI(), .running(Shape.task(7)), .track(.ok(Shape.entry()), "&stop_running_task=true"),
    ])
    let answer = try fixture.call("track_task", ["task_id": 42, "stop_running_task": true])
    #expect(answer.changed == true && answer.requests == 3)
    #expect(try fixture.used("track_task") == 1)
  }

  @Test("a requested timer that is already running is left alone, and nothing is counted")
  func switchingToTheSame() throws {
    let fixture = try ClientFixture([.running(Shape.task(start: "2026-03-02 08:00:00"))], user: 9001)
    let answer = try fixture.call("track_task", ["task_id": 42, "stop_running_task": true])
    #expect(answer.changed == false && answer.requests == 1)
    #expect(try fixture.used("track_task") == 0)
  }

  @Test("if the running timer cannot be looked up, nothing is sent that would stop it")
  func switchingBlind() throws {
    let fixture = try ClientFixture([.running(.envelope(403))], user: 9001)
    #expect(try fixture.refusal("track_task", ["task_id": 42, "stop_running_task": true]).failure == .api)
    #expect(try fixture.used("track_task") == 0)
  }

  @Test("an unchanged timer has the same result as a started one: the entry or the task")
  func shapes() throws {
    for wantsTask in [false, true] {
      let more = wantsTask ? "&return_task=true" : ""
      let fixture = try ClientFixture([.track(.envelope(502), more), .running(Shape.task())], user: 9001)
      var arguments = call
      if wantsTask { arguments["return_task"] = true }
      let data = try fixture.call("track_task", arguments).data
      #expect(data["id"] == (wantsTask ? 42 : 6401))
      #expect((data["tracking_event"] != nil) == wantsTask)
    }
  }
}

import Basics
import Testing
import TrackingTime
import Transport

/// How a response was lost, and the resulting error if a look-up shows no effect.
struct Loss: Sendable, CustomTestStringConvertible {
  var kind: TransportFailure.Kind
  var didNotHappen: FailureClass

  var testDescription: String { "\(kind)" }
}

@Suite("Lost responses") struct LostResponseTests {
  static let kinds: [TransportFailure.Kind] = [
    .unreachable, .timeout, .certificate, .tooLarge, .interrupted, .misconfigured, .aborted,
  ]

  private let call: JSONObject = ["task_id": 42]

  @Test(
    "a request that certainly never left is not looked up, and its reservation is released",
    arguments: [
      (.unreachable, .network), (.timeout, .network), (.certificate, .network), (.interrupted, .network),
      (.aborted, .network), (.misconfigured, .config),
    ] as [(TransportFailure.Kind, FailureClass)])
  func neverLeft(kind: TransportFailure.Kind, expected: FailureClass) throws {
    let lost = Expected.Outcome.lost(kind, arrived: false)
    for (tool, request) in [("track_task", Expected.track(lost)), ("stop_task", .stop(lost))] {
      let fixture = try ClientFixture([request], user: 9001)
      #expect(try fixture.refusal(tool, call).failure == expected)
      #expect(try fixture.used(tool) == 0)
      #expect(fixture.records.last?["requests"] == 1)
    }
  }

  @Test("after a lost response, a timer that was started is found", arguments: kinds)
  func trackHappened(kind: TransportFailure.Kind) throws {
    let fixture = try ClientFixture([.track(.lost(kind, arrived: true)), .whoAmI(), .running(Shape.task())])
    let answer = try fixture.call("track_task", call)
    #expect(answer.changed == true && answer.requests == 3)
    #expect(answer.data["task_id"] == 42 && answer.data["id"] == 6401)
    #expect(answer.notes.first?.text.contains("response was lost") == true)
    #expect(try fixture.used("track_task") == 1)
    #expect(fixture.records.last?["outcome"] == "ok")
  }

  @Test("a timer that was started long before a lost request was not changed by it")
  func trackRanBefore() throws {
    let fixture = try ClientFixture(
      [.track(.lost(.interrupted, arrived: true)), .running(Shape.task(start: "2026-03-02 07:00:00"))], user: 9001)
    #expect(try fixture.call("track_task", call).changed == false)
  }

  static let didNotHappen = [
    Loss(kind: .unreachable, didNotHappen: .network), Loss(kind: .interrupted, didNotHappen: .network),
    Loss(kind: .aborted, didNotHappen: .network), Loss(kind: .certificate, didNotHappen: .network),
    // The request may still be under way, so the look proves nothing.
    Loss(kind: .timeout, didNotHappen: .outcomeUnknown),
  ]

  @Test(
    "after a lost response without a running timer, the call failed and still counts", arguments: didNotHappen
  )
  func trackDidNotHappen(loss: Loss) throws {
    for running in [Expected.running(), .running(Shape.task(7))] {
      let fixture = try ClientFixture([.track(.lost(loss.kind, arrived: true)), running], user: 9001)
      #expect(try fixture.refusal("track_task", call).failure == loss.didNotHappen)
      #expect(try fixture.used("track_task") == 1)
    }
  }

  @Test("after a lost response to a stop, the stopped timer is noticed", arguments: kinds)
  func stopHappened(kind: TransportFailure.Kind) throws {
    let fixture = try ClientFixture(
      [
        .stop(.lost(kind, arrived: true)), .running(Shape.task(7)),
        .recent(Shape.entry(start: "2026-03-02 08:00:00", end: "2026-03-02 09:00:00")),
      ], user: 9001)
    let answer = try fixture.call("stop_task", call)
    #expect(answer.changed == true)
    #expect(answer.data == ["task_id": 42])
    #expect(answer.notes.first?.text.contains("response was lost") == true)
    #expect(try fixture.used("stop_task") == 1)
  }

  @Test("after a lost stop of a timer that may not have been running, the change is unknown")
  func stopOfNothing() throws {
    let fixture = try ClientFixture(
      [.stop(.lost(.interrupted, arrived: true)), .running(), .recent(Shape.entry(end: "2026-03-02 08:30:00"))],
      user: 9001)
    let answer = try fixture.call("stop_task", call)
    #expect(answer.changed == nil && answer.withChanged == ["changed": nil, "task_id": 42])
  }

  @Test("after a lost stop with the timer still running, the call failed and still counts", arguments: didNotHappen)
  func stopDidNotHappen(loss: Loss) throws {
    let fixture = try ClientFixture([.stop(.lost(loss.kind, arrived: true)), .running(Shape.task())], user: 9001)
    #expect(try fixture.refusal("stop_task", call).failure == loss.didNotHappen)
    #expect(try fixture.used("stop_task") == 1)
  }

  @Test(
    "if the look-up fails too, the outcome is unknown, and the error says how to check",
    arguments: [.lost(.timeout, arrived: true), .envelope(401), .envelope(429), .ok([:]), .page(404)]
      as [Expected.Outcome])
  func unknown(look: Expected.Outcome) throws {
    for (tool, request) in [
      ("track_task", Expected.track(.lost(.interrupted, arrived: true))),
      ("stop_task", .stop(.lost(.interrupted, arrived: true))),
    ] {
      let fixture = try ClientFixture([request, .running(look)], user: 9001)
      let error = try fixture.refusal(tool, call)
      #expect(error.failure == .outcomeUnknown)
      #expect(error.remedy == .checkOutcome(.timer))
      #expect(try fixture.used(tool) == 1)
      #expect(fixture.records.last?["outcome"] == "outcome_unknown")
    }
  }

  @Test(
    "after an error page, a write took effect, did not, or has an unknown outcome", arguments: [500, 502, 503, 504])
  func pages(status: Int) throws {
    let happened = try ClientFixture([.track(.page(status)), .running(Shape.task())], user: 9001)
    #expect(try happened.call("track_task", call).changed == true)
    let not = try ClientFixture([.track(.page(status)), .running()], user: 9001)
    #expect(try not.refusal("track_task", call).failure == .api)
    #expect(try not.used("track_task") == 1)
    let unclear = try ClientFixture([.track(.page(status)), .running(.envelope(401))], user: 9001)
    #expect(try unclear.refusal("track_task", call).failure == .outcomeUnknown)
    let ended = Shape.entry(start: "2026-03-02 08:00:00", end: "2026-03-02 09:00:00")
    let stopped = try ClientFixture([.stop(.page(status)), .running(), .recent(ended)], user: 9001)
    #expect(try stopped.call("stop_task", call).changed == true)
    let running = try ClientFixture([.stop(.page(status)), .running(Shape.task())], user: 9001)
    #expect(try running.refusal("stop_task", call).failure == .api)
  }

  @Test("a truncated response counts as lost")
  func truncated() throws {
    let cut = HTTPResponse(status: 200, contentType: "application/json", body: Array(#"{"response":{"stat"#.utf8))
    let fixture = try ClientFixture([.track(.reply(cut)), .running(Shape.task())], user: 9001)
    #expect(try fixture.call("track_task", call).changed == true)
  }

  @Test("the timer of another application's task is recognized by its start", arguments: [0, 500_000_000])
  func foreignTask(nanoseconds: Int) throws {
    let target = "/700001/tasks/track/?service=trello&service_task_id=t&" + Expected.nineOClock
    let fixture = try ClientFixture(
      [.post(target, .lost(.interrupted, arrived: true)), .running(Shape.task())], user: 9001)
    fixture.now = Instant(seconds: monday.seconds, nanoseconds: nanoseconds)
    #expect(try fixture.call("track_task", ["service": "trello", "service_task_id": "t"]).changed == true)
  }

  @Test("a timer of another application's task with another start is another timer")
  func otherForeignTask() throws {
    let target = "/700001/tasks/track/?service=trello&service_task_id=t&" + Expected.nineOClock
    let fixture = try ClientFixture(
      [.post(target, .lost(.interrupted, arrived: true)), .running(Shape.task(start: "2026-03-02 08:59:59"))],
      user: 9001)
    #expect(try fixture.refusal("track_task", ["service": "trello", "service_task_id": "t"]).failure == .network)
  }

  @Test(
    "other writes are sent once, and a lost response leaves their outcome unknown",
    arguments: [
      ("create_task", ["name": "a"], "/tasks/add", "name=a", .list(kind: "task")),
      ("create_customer", ["name": "a"], "/customers/add", "name=a", .list(kind: "customer")),
      ("update_project", ["project_id": 5, "name": "a"], "/projects/update/5", "name=a", .list(kind: "project")),
      ("update_event", ["event_id": 5, "notes": "a"], "/events/update/5?notes=a", nil, .object(kind: "event", id: 5)),
      (
        "create_custom_field", ["name": "a", "value_type": "text", "filter_object_class": "task"],
        "/custom_fields/add", "name=a&value_type=text&filter_object_class=task", .customFields
      ),
    ] as [(String, JSONObject, String, String?, Remedy.Outcome)])
  func otherWrites(tool: String, arguments: JSONObject, path: String, form: String?, seenIn: Remedy.Outcome) throws {
    let method = form == nil ? "GET" : "POST"
    for outcome in [Expected.Outcome.lost(.timeout, arrived: true), .lost(.interrupted, arrived: true), .page(502)] {
      let fixture = try ClientFixture([Expected(method: method, target: "/700001" + path, body: form, outcome: outcome)]
      )
      let error = try fixture.refusal(tool, arguments)
      #expect(error.failure == .outcomeUnknown)
      #expect(error.remedy == .checkOutcome(seenIn))
      #expect(try fixture.used(tool) == 1)
      #expect(fixture.pauses.isEmpty)
    }
    let unsent = try ClientFixture([
      Expected(
        method: method, target: "/700001" + path, body: form, outcome: .lost(.unreachable, arrived: false))
    ])
    #expect(try unsent.refusal(tool, arguments).failure == .network)
    #expect(try unsent.used(tool) == 0)
    #expect(unsent.pauses.isEmpty)
  }
}

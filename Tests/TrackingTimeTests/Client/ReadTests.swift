import Basics
import Testing
import TrackingTime
import Transport

@Suite("Reads") struct ReadTests {
  private func get(_ outcome: Expected.Outcome) -> Expected { .get("/700001/customers", outcome) }

  @Test("one object is one request, and a read has no `changed`")
  func one() throws {
    let fixture = try ClientFixture([.get("/700001/tasks/42?include_custom_fields=true", .ok(["id": 42]))])
    let answer = try fixture.call("get_task", ["task_id": 42])
    #expect(answer.data == ["id": 42])
    #expect(answer.changed == nil && answer.requests == 1)
  }

  @Test("a list in an object without other members is unwrapped; other objects are no lists")
  func wrapped() throws {
    let target = "/700001/users/9001/projects"
    let list = try ClientFixture([.get(target, .ok(["projects": [["id": 1]]]))])
    #expect(try list.call("list_user_projects", ["user_id": 9001]).data == [["id": 1]])
    let object = try ClientFixture([.get(target, .ok(["projects": [], "total": 0]))])
    #expect(try object.refusal("list_user_projects", ["user_id": 9001]).failure == .api)
  }

  static let passing: [Expected.Outcome] = [
    .lost(.unreachable, arrived: false), .lost(.interrupted, arrived: true), .page(500), .page(502), .page(503),
    .page(504),
  ]

  @Test("a read is retried with increasing pauses", arguments: passing)
  func repeated(outcome: Expected.Outcome) throws {
    let fixture = try ClientFixture([get(outcome), get(outcome), get(outcome), get(.ok([["id": 1]]))])
    let answer = try fixture.call("list_customers")
    #expect(answer.data == [["id": 1]] && answer.requests == 4)
    #expect(fixture.pauses == [0.2, 0.4, 0.8])
  }

  @Test("a read fails after its fourth request", arguments: passing)
  func givenUp(outcome: Expected.Outcome) throws {
    let fixture = try ClientFixture([get(outcome), get(outcome), get(outcome), get(outcome)])
    let error = try fixture.refusal("list_customers")
    #expect(error.failure == .network || error.failure == .api)
    #expect(fixture.pauses == [0.2, 0.4, 0.8])
    #expect(fixture.records.last?["requests"] == 4)
  }

  @Test(
    "responses and permanent failures are not retried",
    arguments: [
      (.envelope(429), .rateLimited), (.envelope(500), .api), (.envelope(401, http: 401), .auth),
      (.envelope(404), .notFound),
      (.page(404), .notFound), (.page(400), .api), (.page(301), .api), (.page(200), .api),
      (.lost(.timeout, arrived: true), .network), (.lost(.certificate, arrived: false), .network),
      (.lost(.tooLarge, arrived: true), .api), (.lost(.misconfigured, arrived: false), .config),
      (.lost(.aborted, arrived: true), .network),
    ] as [(Expected.Outcome, FailureClass)])
  func notRepeated(outcome: Expected.Outcome, expected: FailureClass) throws {
    let fixture = try ClientFixture([get(outcome)])
    #expect(try fixture.refusal("list_customers").failure == expected)
    #expect(fixture.pauses.isEmpty)
  }

  @Test(
    "pauses count towards the timeout", arguments: [(0.1, []), (0.5, [0.2]), (0.7, [0.2, 0.4]), (1.3, [0.2, 0.4])])
  func withinTimeout(timeout: Double, pauses: [Double]) throws {
    let script = (0...pauses.count).map { _ in get(.lost(.unreachable, arrived: false)) }
    let fixture = try ClientFixture(script)
    fixture.timeout = timeout
    #expect(try fixture.refusal("list_customers").failure == .network)
    #expect(fixture.pauses == pauses)
    #expect(fixture.transport.sent.first?.timeout == timeout)
    #expect(fixture.transport.sent.allSatisfy { $0.timeout > 0 && $0.timeout <= timeout })
  }

  @Test("each request of a call starts with the whole timeout")
  func timeouts() throws {
    let fixture = try ClientFixture([.whoAmI(), .running()])
    fixture.timeout = 5
    _ = try fixture.call("list_user_tasks", subject: .runningTimer)
    #expect(fixture.transport.sent.map(\.timeout) == [5, 5])
  }

  @Test("workspaces are the user's, reduced to the documented members")
  func workspaces() throws {
    let team: JSONValue = [
      "account_id": 7, "company": "Example Studio", "role": "ADMIN", "account_status": "FREE", "is_selected": true,
      "is_default": false, "account_token": "s3cret", "plan": 0,
    ]
    let fixture = try ClientFixture([.get("/me", .ok(["id": 9001, "teams": [team]]))])
    #expect(
      try fixture.call("list_workspaces").data == [
        [
          "account_id": 7, "company": "Example Studio", "role": "ADMIN", "account_status": "FREE",
          "is_selected": true, "is_default": false,
        ]
      ])
  }

  @Test("without workspaces in the user object, the list of teams is requested")
  func teams() throws {
    let fixture = try ClientFixture([
      .get("/me", .ok(["id": 9001])), .get("/teams", .ok([["account_id": 7, "company": "E"]])),
    ])
    let answer = try fixture.call("list_workspaces")
    #expect(answer.data.array?.first?["account_id"] == 7)
    #expect(answer.requests == 2)
    let none = try ClientFixture([.get("/me", .ok(["id": 9001])), .get("/teams", .ok([:]))])
    #expect(try none.refusal("list_workspaces").failure == .api)
  }

  @Test("a new entry without a user is the current user's")
  func createEvent() throws {
    let form =
      "start=2026-03-02%2007%3A00%3A00&end=2026-03-02%2008%3A00%3A00&timezone=GMT%2B01%3A00&duration=3600&user_id=9001"
    let fixture = try ClientFixture([.whoAmI(), .post("/700001/events/add", .ok(Shape.entry()), form: form)])
    #expect(try fixture.call("create_event", ["start": "07:00", "end": "08:00"]).changed == true)
  }

  @Test("secrets are masked in results")
  func masked() throws {
    let fixture = try ClientFixture([.get("/me", .ok(["id": 9001, "token": "s3cret", "icalendar_feed": "s3cret"]))])
    #expect(try fixture.call("get_me").data == ["id": 9001, "token": "***", "icalendar_feed": "***"])
  }
}

import Basics
import Testing
import TrackingTime
import Transport

@Suite("Reading") struct ReadTests {
  private func get(_ outcome: Expected.Outcome) -> Expected { .get("/700001/customers", outcome) }

  @Test("one object is one request, and a read has no `changed`")
  func one() throws {
    let bench = try ClientFixture([.get("/700001/tasks/42", .ok(["id": 42]))])
    let answer = try bench.call("get_task", ["task_id": 42])
    #expect(answer.data == ["id": 42])
    #expect(answer.changed == nil && answer.requests == 1)
  }

  @Test("a list that is wrapped in an object is unwrapped; an object with more stays")
  func wrapped() throws {
    let target = "/700001/users/9001/projects"
    let list = try ClientFixture([.get(target, .ok(["projects": [["id": 1]]]))])
    #expect(try list.call("list_user_projects", ["user_id": 9001]).data == [["id": 1]])
    let object = try ClientFixture([.get(target, .ok(["projects": [], "total": 0]))])
    #expect(try object.call("list_user_projects", ["user_id": 9001]).data == ["projects": [], "total": 0])
  }

  static let passing: [Expected.Outcome] = [
    .lost(.unreachable, arrived: false), .lost(.interrupted, arrived: true), .page(500), .page(502), .page(503),
    .page(504),
  ]

  @Test("a read is repeated with longer and longer pauses", arguments: passing)
  func repeated(outcome: Expected.Outcome) throws {
    let bench = try ClientFixture([get(outcome), get(outcome), get(outcome), get(.ok([["id": 1]]))])
    let answer = try bench.call("list_customers")
    #expect(answer.data == [["id": 1]] && answer.requests == 4)
    #expect(bench.pauses == [0.2, 0.4, 0.8])
  }

  @Test("a read is given up after its fourth request", arguments: passing)
  func givenUp(outcome: Expected.Outcome) throws {
    let bench = try ClientFixture([get(outcome), get(outcome), get(outcome), get(outcome)])
    let error = try bench.refusal("list_customers")
    #expect(error.failure == .network || error.failure == .api)
    #expect(bench.pauses == [0.2, 0.4, 0.8])
    #expect(bench.records.last?["requests"] == 4)
  }

  @Test(
    "an answer, and a failure that would come again, is not repeated",
    arguments: [
      (.envelope(429), .rateLimited), (.envelope(500), .api), (.envelope(401, http: 401), .auth),
      (.envelope(404), .notFound),
      (.page(404), .notFound), (.page(400), .api), (.page(301), .api), (.page(200), .api),
      (.lost(.timeout, arrived: true), .network), (.lost(.certificate, arrived: false), .network),
      (.lost(.tooLarge, arrived: true), .api), (.lost(.misconfigured, arrived: false), .config),
      (.lost(.aborted, arrived: true), .network),
    ] as [(Expected.Outcome, FailureClass)])
  func notRepeated(outcome: Expected.Outcome, expected: FailureClass) throws {
    let bench = try ClientFixture([get(outcome)])
    #expect(try bench.refusal("list_customers").failure == expected)
    #expect(bench.pauses.isEmpty)
  }

  @Test(
    "pauses count towards the time limit", arguments: [(0.1, []), (0.5, [0.2]), (0.7, [0.2, 0.4]), (1.3, [0.2, 0.4])])
  func withinTimeout(timeout: Double, pauses: [Double]) throws {
    let script = (0...pauses.count).map { _ in get(.lost(.unreachable, arrived: false)) }
    let bench = try ClientFixture(script)
    bench.timeout = timeout
    #expect(try bench.refusal("list_customers").failure == .network)
    #expect(bench.pauses == pauses)
    #expect(bench.transport.sent.first?.timeout == timeout)
    #expect(bench.transport.sent.allSatisfy { $0.timeout > 0 && $0.timeout <= timeout })
  }

  @Test("each request of a call has the whole time limit at its beginning")
  func timeouts() throws {
    let bench = try ClientFixture([.whoAmI(), .running()])
    bench.timeout = 5
    _ = try bench.call("list_user_tasks", subject: .runningTimer)
    #expect(bench.transport.sent.map(\.timeout) == [5, 5])
  }

  @Test("workspaces are those of the user, reduced to what matters")
  func workspaces() throws {
    let team: JSONValue = [
      "account_id": 7, "company": "Example Studio", "role": "ADMIN", "account_status": "FREE", "is_selected": true,
      "is_default": false, "account_token": "s3cret", "plan": 0,
    ]
    let bench = try ClientFixture([.get("/me", .ok(["id": 9001, "teams": [team]]))])
    #expect(
      try bench.call("list_workspaces").data == [
        [
          "account_id": 7, "company": "Example Studio", "role": "ADMIN", "account_status": "FREE",
          "is_selected": true, "is_default": false,
        ]
      ])
  }

  @Test("where the user has none written down, the list of teams is asked for")
  func teams() throws {
    let bench = try ClientFixture([
      .get("/me", .ok(["id": 9001])), .get("/teams", .ok([["account_id": 7, "company": "E"]])),
    ])
    let answer = try bench.call("list_workspaces")
    #expect(answer.data.array?.first?["account_id"] == 7)
    #expect(answer.requests == 2)
    let none = try ClientFixture([.get("/me", .ok(["id": 9001])), .get("/teams", .ok([:]))])
    #expect(try none.refusal("list_workspaces").failure == .api)
  }

  @Test("a new entry without a person is the caller's")
  func createEvent() throws {
    let form =
      "start=2026-03-02%2009%3A00%3A00&end=2026-03-02%2010%3A00%3A00&timezone=GMT%2B01%3A00&duration=3600&user_id=9001"
    let bench = try ClientFixture([.whoAmI(), .post("/700001/events/add", .ok(Shape.entry()), form: form)])
    #expect(try bench.call("create_event", ["start": "09:00", "end": "10:00"]).changed == true)
  }

  @Test("secrets are masked in what is read")
  func masked() throws {
    let bench = try ClientFixture([.get("/me", .ok(["id": 9001, "token": "s3cret", "icalendar_feed": "s3cret"]))])
    #expect(try bench.call("get_me").data == ["id": 9001, "token": "***", "icalendar_feed": "***"])
  }
}

import Basics
import Testing
import TrackingTime

@Suite("The workspace of a write") struct WorkspaceTests {
  private let several: JSONValue = [
    "id": 9001, "teams": [["account_id": 7, "company": "A"], ["account_id": 8, "company": "B"]],
  ]

  @Test(
    "a member of several workspaces has to choose one before anything is written",
    arguments: [
      ("track_task", ["task_id": 42]), ("stop_task", ["task_id": 42]), ("create_task", ["name": "a"]),
    ] as [(String, JSONObject)])
  func choose(tool: String, arguments: JSONObject) throws {
    let bench = try ClientFixture([.whoAmI(.ok(several))])
    bench.accountID = nil
    let error = try bench.refusal(tool, arguments)
    #expect(error.failure == .usage)
    #expect(error.message == "you are a member of several workspaces: 7 A, 8 B")
    #expect(error.remedy == .chooseWorkspace)
    #expect(try bench.used(tool) == 0)
  }

  @Test("with one workspace, or none told, the segment is left out")
  func single() throws {
    for teams in [[["account_id": 7]], [["account_id": 7], ["account_id": 8, "is_archived": true]], []] as [JSONValue] {
      let bench = try ClientFixture([
        .whoAmI(.ok(["id": 9001, "teams": teams])), .post("/tasks/track/42?" + Expected.nineOClock, .ok(Shape.entry())),
      ])
      bench.accountID = nil
      #expect(try bench.call("track_task", ["task_id": 42]).changed == true)
    }
  }

  @Test("a workspace that is chosen by the call or the configuration costs no request")
  func chosen() throws {
    let own = try ClientFixture([.post("/8/tasks/track/42?" + Expected.nineOClock, .ok(Shape.entry()))])
    own.accountID = nil
    #expect(try own.call("track_task", ["task_id": 42, "account_id": 8]).requests == 1)
    let configured = try ClientFixture([.track(.ok(Shape.entry()))])
    #expect(try configured.call("track_task", ["task_id": 42]).requests == 1)
  }

  @Test("a remembered caller costs no request either")
  func remembered() throws {
    let bench = try ClientFixture([.post("/tasks/track/42?" + Expected.nineOClock, .ok(Shape.entry()))], user: 9001)
    bench.accountID = nil
    #expect(try bench.call("track_task", ["task_id": 42]).requests == 1)
  }

  @Test("reads need no choice")
  func reads() throws {
    let bench = try ClientFixture([.get("/customers", .ok([]))])
    bench.accountID = nil
    #expect(try bench.call("list_customers").data == [])
  }

  @Test("the caller survives being written down")
  func caller() throws {
    let caller = try #require(CurrentUser(several))
    #expect(caller.workspaces.map(\.id) == [7, 8] && caller.workspaces.map(\.name) == ["A", "B"])
    #expect(CurrentUser(caller.json) == caller)
    for bad in [nil, [], ["id": 0], ["id": "9001"], ["name": "Ada"]] as [JSONValue] { #expect(CurrentUser(bad) == nil) }
  }

  @Test("the world is told while a request that changes something is under way, and only then")
  func whileWriting() throws {
    let bench = try ClientFixture([
      .whoAmI(), .running(Shape.task()), .stop(.lost(.interrupted, arrived: true)), .running(),
    ])
    _ = try bench.call("stop_task", subject: .runningTimer)
    #expect(bench.writing == [true, false])
    let read = try ClientFixture([.get("/700001/customers", .ok([]))])
    _ = try read.call("list_customers")
    #expect(read.writing.isEmpty)
  }
}

import Basics
import Testing
import TrackingTime

@Suite("The workspace of a write") struct WorkspaceTests {
  private let several: JSONValue = [
    "id": 9001, "teams": [["account_id": 7, "company": "A"], ["account_id": 8, "company": "B"]],
  ]

  @Test(
    "a member of several workspaces has to choose one before a write",
    arguments: [
      ("track_task", ["task_id": 42]), ("stop_task", ["task_id": 42]), ("create_task", ["name": "a"]),
    ] as [(String, JSONObject)])
  func choose(tool: String, arguments: JSONObject) throws {
    let fixture = try ClientFixture([.whoAmI(.ok(several))])
    fixture.accountID = nil
    let error = try fixture.refusal(tool, arguments)
    #expect(error.failure == .usage)
    #expect(error.message == #"you are a member of several workspaces: 7 "A", 8 "B""#)
    #expect(error.remedy == .chooseWorkspace)
    #expect(try fixture.used(tool) == 0)
  }

  @Test("with one workspace, or none known, the account segment is left out")
  func single() throws {
    for teams in [[["account_id": 7]], [["account_id": 7], ["account_id": 8, "is_archived": true]], []] as [JSONValue] {
      let fixture = try ClientFixture([
        .whoAmI(.ok(["id": 9001, "teams": teams])), .post("/tasks/track/42?" + Expected.nineOClock, .ok(Shape.entry())),
      ])
      fixture.accountID = nil
      #expect(try fixture.call("track_task", ["task_id": 42]).changed == true)
    }
  }

  @Test("a workspace chosen by the call or the configuration needs no request")
  func chosen() throws {
    let own = try ClientFixture([.post("/8/tasks/track/42?" + Expected.nineOClock, .ok(Shape.entry()))])
    own.accountID = nil
    #expect(try own.call("track_task", ["task_id": 42, "account_id": 8]).requests == 1)
    let configured = try ClientFixture([.track(.ok(Shape.entry()))])
    #expect(try configured.call("track_task", ["task_id": 42]).requests == 1)
  }

  @Test("a cached user needs no request either")
  func remembered() throws {
    let fixture = try ClientFixture([.post("/tasks/track/42?" + Expected.nineOClock, .ok(Shape.entry()))], user: 9001)
    fixture.accountID = nil
    #expect(try fixture.call("track_task", ["task_id": 42]).requests == 1)
  }

  @Test("reads need no choice of workspace")
  func reads() throws {
    let fixture = try ClientFixture([.get("/customers", .ok([]))])
    fixture.accountID = nil
    #expect(try fixture.call("list_customers").data == [])
  }

  @Test("a user is read back as it was written")
  func caller() throws {
    let caller = try #require(CurrentUser(several))
    #expect(caller.workspaces.map(\.id) == [7, 8] && caller.workspaces.map(\.name) == ["A", "B"])
    #expect(CurrentUser(caller.json) == caller)
    for bad in [nil, [], ["id": 0], ["id": "9001"], ["name": "Ada"]] as [JSONValue] { #expect(CurrentUser(bad) == nil) }
  }

  @Test("the start and end of each write request are reported, and of no other request")
  func whileWriting() throws {
    let fixture = try ClientFixture([
      .whoAmI(), .running(Shape.task()), .stop(.lost(.interrupted, arrived: true)), .running(),
    ])
    _ = try fixture.call("stop_task", subject: .runningTimer)
    #expect(fixture.writing == [true, false])
    let read = try ClientFixture([.get("/700001/customers", .ok([]))])
    _ = try read.call("list_customers")
    #expect(read.writing.isEmpty)
  }
}

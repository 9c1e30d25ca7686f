import Basics
import Testing
import TrackingTime

@Suite("The running timer") struct RunningTimerTests {
  /// 2026-03-02 09:00:00 at GMT+01:00.
  private let start = Instant(seconds: 1_772_438_400)

  @Test("a task with its entry in tracking_event is read")
  func trackingEvent() throws {
    let timer = try #require(RunningTimer(Shape.task(project: "Website")))
    #expect(timer.taskID == 42 && timer.task == "Write report")
    #expect(timer.projectID == 5201 && timer.project == "Website")
    #expect(timer.accountID == 700_001)
    #expect(timer.start == "2026-03-02 09:00:00" && timer.timezone == "GMT+01:00")
    #expect(timer.started == start)
    #expect(timer.title == "Write report (Website)")
    #expect(timer.entry?["id"] == 6401)
  }

  @Test("a task with its entry only in the user's element is read")
  func userItem() throws {
    var task = try #require(Shape.task().object)
    let entry = task["tracking_event"]
    task["tracking_event"] = nil
    task["users"] = [
      ["id": 9002, "event": ["start": "2026-03-01 07:00:00", "timezone": "GMT+01:00"]],
      ["id": 9001, "event": entry ?? nil],
    ]
    let mine = try #require(RunningTimer(.object(task), user: 9001))
    #expect(mine.started == start)
    let anybody = try #require(RunningTimer(.object(task)))
    #expect(anybody.start == "2026-03-01 07:00:00")
    #expect(RunningTimer(.object(task), user: 7) == nil)
  }

  @Test("tracking_event takes precedence over the user's element, unless it is null")
  func both() throws {
    var task = try #require(Shape.task().object)
    task["users"] = [["id": 9001, "event": ["start": "2026-03-01 07:00:00", "timezone": "GMT+01:00"]]]
    #expect(RunningTimer(.object(task), user: 9001)?.started == start)
    task["tracking_event"] = .null
    #expect(RunningTimer(.object(task), user: 9001)?.start == "2026-03-01 07:00:00")
  }

  @Test("an entry is read")
  func entry() throws {
    let timer = try #require(RunningTimer(Shape.entry()))
    #expect(timer.taskID == 42 && timer.task == "Write report" && timer.project == "Website")
    #expect(timer.started == start)
    #expect(timer.accountID == nil)
    #expect(timer.entry?["id"] == 6401)
  }

  @Test("time on a project alone has the project as its title")
  func hidden() throws {
    let task = try #require(RunningTimer(Shape.task(name: "Website", type: "GHOST")))
    #expect(task.isHidden && task.title == "Website")
    let entry: JSONValue = [
      "task_id": 9, "task": "x", "task_visibility": "HIDDEN", "project": "Website", "start": "2026-03-02 09:00:00",
    ]
    #expect(RunningTimer(entry)?.title == "Website")
    #expect(RunningTimer(entry)?.isHidden == true)
  }

  @Test("titles without a project or a name have fallbacks")
  func titles() {
    #expect(RunningTimer(["name": "a", "id": 1, "project": nil])?.title == "a")
    #expect(RunningTimer(["task_id": 7, "task": nil, "start": "x"])?.title == "task 7")
    #expect(RunningTimer(["start": "2026-03-02 09:00:00"])?.title == "time without a task")
  }

  @Test("an offset whose plus sign became a blank is read")
  func blankOffset() {
    let timer = RunningTimer(["task_id": 1, "start": "2026-3-2 9:0:0", "timezone": "GMT 01:00"])
    #expect(timer?.started == start)
  }

  @Test("a start without a readable offset has no instant", arguments: ["Berlin", ""])
  func noInstant(zone: String) {
    let timer = RunningTimer(["task_id": 1, "start": "2026-03-02 09:00:00", "timezone": .string(zone)])
    #expect(timer != nil && timer?.started == nil)
  }

  @Test(
    "a value that is neither a task nor an entry is not a timer",
    arguments: [nil, [], "x", 7, [:], ["id": 1], ["task": "x"]] as [JSONValue])
  func none(value: JSONValue) {
    #expect(RunningTimer(value) == nil)
  }
}

import Basics
import TestSupport
import Testing

@testable import TTCommands
@testable import TrackingTime

@Suite("Output of commands") struct CommandOutputTests {
  private let entry: JSONValue = [
    "id": 6401, "task_id": 42, "task": "Write report", "project": "Website", "start": "2026-03-02 08:00:00",
    "end": "2026-03-02 09:15:30", "duration": 4530, "timezone": "GMT+01:00",
  ]

  /// The output of a command line for an answer.
  private func shown(_ words: [String], _ data: JSONValue, changed: Bool? = nil) throws -> Output {
    let session = Session(context: try CLIFixture().context(words), arguments: try parsed(words))
    guard let call = try session.arguments.command.calls?(session.arguments, session).first else {
      throw Unexpected("no tool")
    }
    let valid = try Catalog.validate(call.call)
    let result = ToolResult(data, changed: changed)
    switch session.arguments.command.action {
    case .tool(_, let show): return try show(result, valid, session)
    case .calls where words[0] == "stop": return StopCommand.show(result, call: valid, session: session)
    default: throw Unexpected("no tool")
    }
  }

  private func lines(_ output: Output) throws -> [String] {
    guard case .lines(let lines) = output.view else { throw Unexpected("no lines") }
    return lines
  }

  @Test("track says whether the timer was started or already running")
  func track() throws {
    let started = try shown(["track", "42"], entry, changed: true)
    #expect(try lines(started) == ["Tracking Write report (Website) since 2026-03-02 08:00:00."])
    #expect(started.value.object?.keys.first == "changed")
    #expect(started.value["changed"] == true && started.value["id"] == 6401)
    let already = try shown(["track", "42"], entry, changed: false)
    #expect(try lines(already) == ["Already tracking Write report (Website) since 2026-03-02 08:00:00."])
    #expect(already.value["changed"] == false)
    #expect(try lines(shown(["switch", "42"], [:], changed: true)) == ["Tracking the task."])
  }

  @Test("stop says whether a timer was stopped or not running")
  func stop() throws {
    #expect(try lines(shown(["stop"], entry, changed: true)) == ["Stopped Write report (Website) after 1:15:30."])
    #expect(try lines(shown(["stop"], [:], changed: false)) == ["No timer is running."])
    let given = try shown(["stop", "42"], ["task_id": 42], changed: false)
    #expect(try lines(given) == ["Task 42 was not running."])
    #expect(given.value == ["changed": false, "task_id": 42])
  }

  @Test("status counts the elapsed time from the start, whatever duration the service gives")
  func status() throws {
    let task: JSONValue = [
      "running": true, "id": 42, "name": "Write report", "tracking": true, "project": "Website",
      "start": "2026-03-02 08:00:00", "tracking_event": entry,
    ]
    let output = try shown(["status"], task)
    #expect(try lines(output) == ["Write report (Website)  1:00:00  since 2026-03-02 08:00:00"])
    #expect(output.value["elapsed"] == 3600 && output.value["running"] == true && output.value["id"] == 42)
    #expect(output.exit == 0)
    #expect(
      try lines(shown(["status", "--format", "%t|%p|%e|%E|%s|%i|%%|%c"], task)) == [
        "Write report|Website|1:00:00|3600|2026-03-02 08:00:00|42|%|"
      ])
  }

  @Test("status without a running timer says so, or prints nothing with --format")
  func idle() throws {
    let output = try shown(["status"], ["running": false])
    #expect(try lines(output) == ["No timer is running."])
    #expect(output.value == ["running": false] && output.exit == 0)
    #expect(try shown(["status", "--exit-code"], ["running": false]).exit == 1)
    #expect(try lines(shown(["status", "--format", "%t"], ["running": false])) == [])
  }

  @Test("a status format with an unknown placeholder is a usage error", arguments: ["%x", "%", "a%", "%T"])
  func formats(format: String) throws {
    let error = try failure { _ = try unresolvedCall(["status", "--format", format]) }
    #expect(error.failure == .usage)
  }

  @Test("add shows the entry")
  func entries() throws {
    #expect(
      try lines(shown(["add", "42", "--duration", "1h"], entry, changed: true)) == [
        "Added Write report (Website), 2026-03-02 08:00:00 to 2026-03-02 09:15:30, 1:15:30 (entry 6401)."
      ])
  }

  @Test("call shows an object as its members and a list as a table")
  func call() throws {
    let object = try shown(["call", "get_me"], ["id": 1])
    guard case .fields = object.view else { throw Unexpected("no members") }
    #expect(object.value == ["id": 1])
    let list = try shown(["call", "list_tasks"], [["b": 1, "name": "x", "users": [], "id": 7, "a.b": 2]])
    guard case .table(let view) = list.view else { throw Unexpected("no table") }
    #expect(view.columns.map(\.key) == ["id", "name", "b", "a.b"])
    #expect(
      try shown(["call", "track_task", "task_id=1"], ["id": 1], changed: true).value == ["changed": true, "id": 1])
  }
}

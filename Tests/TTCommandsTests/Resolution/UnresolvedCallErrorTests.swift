import Basics
import TestSupport
import Testing
import TrackingTime

@testable import TTCommands

@Suite("Command lines that are not valid calls") struct UnresolvedCallErrorTests {
  @Test(
    "an invalid value is an error that names its flag or argument",
    arguments: [
      (["track", "--task-id", "0"], "0", "--task-id"),
      (["track", "--task-id=-1"], "-1", "--task-id"), (["track", "0042"], "0042", "REF"), (["track", ""], "", "REF"),
      (["track", " "], " ", "REF"), (["track", "99999999999999999999"], "99999999999999999999", "REF"),
      (["track", "42", "--date", "yesterday"], "yesterday", "--date"),
      (["track", "42", "--timezone", "GMT+25"], "GMT+25", "--timezone"),
      (["track", "42", "--account-id", "x"], "x", "--account-id"), (["list", "tasks", "--page", "-1"], "-1", "--page"),
      (["stop", "4.5"], "4.5", "TASK_ID"),
      (["create", "task", "x", "--estimated-time", "2h"], "2h", "--estimated-time"),
    ])
  func invalidValues(words: [String], value: String, name: String) throws {
    let error = try failure { _ = try Catalog.validate(unresolvedCall(words).call) }
    #expect(error.failure == .usage)
    #expect(
      error.message.hasPrefix("invalid value \"\(value)\" for \(name): expected "), "\(error.message)")
  }

  @Test(
    "repeated, missing and contradictory values are usage errors",
    arguments: [
      (["track", "42", "--task-id", "42"], "tt track: REF cannot be combined with --task-id"),
      (["track", "a", "--task-name", "b"], "tt track: REF cannot be combined with --task-name"),
      (["track", "--task-id", "42", "--task-id", "43"], "--task-id specified twice: \"42\" and \"43\""),
      (["stop", "42", "--task-id", "42"], "tt stop: TASK_ID cannot be combined with --task-id"),
      (["create", "task", "a", "--name", "b"], "NAME cannot be combined with --name"),
      (["edit", "6401"], "no changes specified"),
      (["update", "task", "42", "--account-id", "7"], "no changes specified"),
      (["add", "42", "--duration", "90"], "invalid value \"90\" for --duration"),
      (["add", "42", "--duration", "0s"], "invalid value \"0s\" for --duration"),
      (["list", "tasks", "--status", "all", "--filter", "ALL"], "--status cannot be combined with --filter"),
      (["list", "events", "--today", "--week"], "--today cannot be combined with --week"),
      (["list", "events", "--to", "2026-03-01"], "--to requires --from"),
      (
        ["list", "events", "--from", "2026-03-03", "--to", "2026-03-01"],
        "--to (2026-03-01) is before --from (2026-03-03)"
      ),
      (["list", "events", "--last", "7"], "invalid value \"7\" for --last: expected a number of days such as 7d"),
      (["list", "events", "--week=48"], "invalid value \"48\" for --week: expected a week such as 2026-W48"),
      (["list", "events", "--day", "today", "--week"], "--day cannot be combined with --week"),
      (
        ["list", "events", "--from", "1.3."],
        "invalid value \"1.3.\" for --from: expected a day: yyyy-MM-dd, today, yesterday"
      ),
      (["list", "events", "--today", "--from", "2026-03-01"], "--today cannot be combined with --from"),
      (["call", "get_task", "42"], "invalid argument \"42\" for get_task: expected NAME=VALUE"),
      (["call", "get_task", "=42"], "invalid argument \"=42\""),
      (["call", "get_task", "task_id=1", "task_id=1"], "task_id specified twice"),
    ])
  func against(words: [String], message: String) throws {
    let error = try failure { _ = try unresolvedCall(words) }
    #expect(error.failure == .usage)
    #expect(error.message.contains(message), "\(error.message)")
  }

  @Test("a list or object that is not JSON is sent as it is", arguments: ["{", "[1", "a,b"])
  func looseStructures(text: String) throws {
    #expect(try unresolvedCall(["track", "42", "--tags", text]).call.arguments["tags"]?.string == text)
  }

  @Test("a duration too long for the clock is an error and does not crash")
  func hugeDuration() async throws {
    await #expect(processExitsWith: .success) {
      let words = ["add", "42", "--start", "09:00", "--duration", "9223372036854775807s"]
      _ = try? unresolvedCall(words)
    }
  }

  @Test("the arguments of tt call are read from a file or standard input")
  func callArguments() throws {
    let cli = try CLIFixture()
    cli.input = #"{"task_id": 42, "notes": "n"}"#
    #expect(
      try unresolvedCall(["call", "track_task", "--arguments", "-"], cli).call.arguments == [
        "task_id": 42, "notes": "n",
      ])
    let both = try unresolvedCall(["call", "track_task", "date=09:00", "--arguments", "-"], cli)
    #expect(both.call.arguments.keys == ["task_id", "notes", "date"])
    #expect(throws: TTError.self) {
      try unresolvedCall(["call", "track_task", "task_id=1", "--arguments", "-"], cli)
    }
    for (text, place) in [("[]", "a list"), ("{", ":1:2:"), ("", ":1:1:")] {
      cli.input = text
      let error = try failure { _ = try unresolvedCall(["call", "track_task", "--arguments", "-"], cli) }
      #expect(error.failure == .usage && error.message.contains(place))
    }
    let missing = try failure {
      _ = try unresolvedCall(["call", "track_task", "--arguments", cli.home + "/none"], cli)
    }
    #expect(missing.message.contains("does not exist"))
  }
}

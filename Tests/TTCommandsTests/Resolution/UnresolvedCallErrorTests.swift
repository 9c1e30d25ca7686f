import Basics
import Testing
import TrackingTime

@testable import TTCommands

@Suite("Command lines that make no call") struct UnresolvedCallErrorTests {
  @Test(
    "a value that does not fit is refused by its flag",
    arguments: [
      (["track", "--task-id", "x"], "--task-id is \"x\"; it takes a whole number from 1 up"),
      (["track", "--task-id", "0"], "--task-id is 0"), (["track", "--task-id=-1"], "--task-id is -1"),
      (["track", "0042"], "REF is \"0042\""), (["track", ""], "REF is \"\""), (["track", " "], "REF is \" \""),
      (["track", "99999999999999999999"], "REF is 99999999999999999999"),
      (["track", "42", "--date", "yesterday"], "--date is \"yesterday\""),

      (["track", "42", "--timezone", "Berlin"], "--timezone is \"Berlin\""),
      (["track", "42", "--account-id", "x"], "--account-id is \"x\""),
      (["list", "tasks", "--page", "-1"], "--page is -1"), (["stop", "4.5"], "TASK_ID is 4.5"),
      (["create", "task", "x", "--estimated-time", "2h"], "--estimated-time is \"2h\""),
    ])
  func wrongValues(words: [String], message: String) throws {
    let error = try failure { _ = try draft(words) }
    #expect(error.failure == .usage)
    #expect(error.message.hasPrefix(message), "\(error.message)")
  }

  @Test(
    "what is said twice, too little or against itself is refused",
    arguments: [
      (["track", "42", "--task-id", "42"], "the task is given twice"),
      (["track", "a", "--task-name", "b"], "the task is given twice"),
      (["track", "--task-id", "42", "--task-id", "43"], "--task-id is given twice: 42 and 43"),
      (["stop", "42", "--task-id", "42"], "TASK_ID is given twice"),
      (["create", "task", "a", "--name", "b"], "NAME is given twice"),
      (["edit", "6401"], "nothing to change is given"),
      (["update", "task", "42", "--account-id", "7"], "nothing to change is given"),
      (["add", "42", "--start", "9:00"], "two of --start, --end and --duration"),
      (["add", "42", "--start", "9:00", "--end", "10:00", "--duration", "1h"], "not all three"),
      (["add", "42", "--duration", "90"], "--duration is 90"), (["add", "42", "--duration", "0s"], "--duration is 0s"),
      (["list", "tasks", "--status", "all", "--filter", "ALL"], "exclude each other"),
      (["list", "events", "--today", "--week"], "exclude each other"),
      (["list", "events", "--to", "2026-03-01"], "--from is missing"),
      (["list", "events", "--from", "2026-03-03"], "is before --from"),
      (["list", "events", "--from", "1.3."], "it takes a day"),
      (["list", "events", "--today", "--from", "2026-03-01"], "exclude each other"),
      (["call", "get_task", "42"], "is no argument of get_task"), (["call", "get_task", "=42"], "is no argument"),
      (["call", "get_task", "task_id=1", "task_id=1"], "task_id is given twice"),
    ])
  func against(words: [String], message: String) throws {
    let error = try failure { _ = try draft(words) }
    #expect(error.failure == .usage)
    #expect(error.message.contains(message), "\(error.message)")
  }

  @Test("a structure that is no JSON is sent as it is written", arguments: ["{", "[1", "a,b"])
  func looseStructures(text: String) throws {
    #expect(try draft(["track", "42", "--tags", text]).call.arguments["tags"]?.string == text)
  }

  @Test("a length beyond all clocks is refused, and never ends the program")
  func hugeDuration() async throws {
    await #expect(processExitsWith: .success) {
      let words = ["add", "42", "--start", "09:00", "--duration", "9223372036854775807s"]
      _ = try? draft(words)
    }
  }

  @Test("arguments of a raw call are read from a file or the standard input")
  func callArguments() throws {
    let world = try CLIFixture()
    world.input = #"{"task_id": 42, "notes": "n"}"#
    #expect(
      try draft(["call", "track_task", "--arguments", "-"], world).call.arguments == ["task_id": 42, "notes": "n"])
    let both = try draft(["call", "track_task", "date=09:00", "--arguments", "-"], world)
    #expect(both.call.arguments.keys == ["task_id", "notes", "date"])
    #expect(throws: TTError.self) { try draft(["call", "track_task", "task_id=1", "--arguments", "-"], world) }
    for (text, place) in [("[]", "a list"), ("{", ":1:2:"), ("", ":1:1:")] {
      world.input = text
      let error = try failure { _ = try draft(["call", "track_task", "--arguments", "-"], world) }
      #expect(error.failure == .usage && error.message.contains(place))
    }
    let missing = try failure { _ = try draft(["call", "track_task", "--arguments", world.home + "/none"], world) }
    #expect(missing.message.contains("does not exist"))
  }
}

import Basics
import Testing

@testable import TTCommands

/// Invalid command lines: exit 2, one line on stderr with the problem and what was expected, nothing sent.
@Suite("Usage errors") struct UsageErrorTests {
  /// An invalid command line and what its message must contain.
  struct Wrong: Sendable, CustomTestStringConvertible {
    var words: [String]
    var fragments: [String]

    init(_ words: [String], _ fragments: String...) { (self.words, self.fragments) = (words, fragments) }

    var testDescription: String { "tt " + words.joined(separator: " ") }
  }

  static let missing = [
    Wrong(["track"], "task ID", "project", "service"), Wrong(["track", "--notes", "x"], "task ID"),
    Wrong(["track", "--service", "trello"], "--service-task-id"),
    Wrong(["track", "--service-task-id", "7"], "service"),
    Wrong(["track", "--task-id"], "--task-id", "value"), Wrong(["track", "42", "--date"], "--date", "value"),
    Wrong(["list"], "tasks", "projects"), Wrong(["--"], "command"),
    Wrong(["track", "--task-name", "--quiet"], "--task-name", "--quiet"),
    Wrong(["track", "42", "--notes", "-q"], "--notes", "-q"),
    Wrong(["track", "42", "--notes", "--"], "--notes"),
  ]

  static let unknown = [
    Wrong(["trakc"], "trakc", "tt track"), Wrong(["start"], "tt track"), Wrong(["tasks"], "tt list tasks"),
    Wrong(["list", "tsks"], "tt list tasks"), Wrong(["tra"], "tra"), Wrong(["list", "task"], "tt list tasks"),
    Wrong(["track", "--taskid", "42"], "--taskid", "--task-id"), Wrong(["track", "--task-i", "42"], "--task-i"),
    Wrong(["track", "--task_id", "42"], "--task_id", "--task-id"), Wrong(["--jsn", "status"], "--jsn", "--json"),
    Wrong(["status", "--stop-running-task"], "--stop-running-task"), Wrong(["track", "-x", "42"], "-x"),
    Wrong(["track", "42", "--app-password", "geheim"], "--app-password"), Wrong(["status", "-qx"], "-x"),
    Wrong(["list", "projects", "--page", "1"], "--page"),
    Wrong(["list", "tasks", "--output", "xml"], "xml", "json", "csv"),
    Wrong(["list", "tasks", "--filter", "NOPE"], "NOPE", "ARCHIVED"),
  ]

  static let types =
    ["0", "-5", "4.2", "042", "99999999999999999999", ""].flatMap {
      [Wrong(["track", "--task-id", $0], "--task-id"), Wrong(["track", "--task-id=" + $0], "--task-id")]
    } + [
      Wrong(["track", "42", "--account-id", "acme"], "--account-id", "acme"),
      Wrong(["track", "42", "--stop-running-task=maybe"], "--stop-running-task", "maybe"),
      Wrong(["track", "42", "--json=true"], "--json"), Wrong(["track", ""], "REF"), Wrong(["track", " \t"], "REF"),
      Wrong(["track", "--task-name", ""], "--task-name", "blank"),
      Wrong(["status", "--timeout", "0"], "--timeout"), Wrong(["status", "--timeout", "soon"], "--timeout", "soon"),
      Wrong(["status", "--timeout", "-1"], "--timeout"), Wrong(["status", "--timeout", "inf"], "--timeout"),
      Wrong(["status", "--grant", "a b"], "a b"), Wrong(["status", "--grant", "../x"], "../x"),
    ]

  static let dates =
    [
      "yesterday", "2026-02-30 09:00:00", "2026-13-01 09:00:00", "2026-07-01 24:00:00", "2026-07-01 09:60:00", "25:00",
      "09:61", "", " ", "+15m", "-15", "-1x", "-m", "-1m1h", "2026-07-01T09:00:00+25:00", "2026-07-01T09:00:00",
      "23:59", "tomorrow 9:00",
      "2026-07-01 09:00:00 ", "99999-01-01 00:00:00", "-999999999999999999999d",
    ].map { Wrong(["track", "42", "--date=" + $0], "--date") }
    + ["Mars", "Europe/Nowhere", "GMT+25:00", "GMT+05:99", "", "+"].map {
      Wrong(["track", "42", "--timezone=" + $0], "--timezone")
    }

  static let conflicting = [
    Wrong(["track", "42", "43"], "43"), Wrong(["status", "extra"], "extra"), Wrong(["list", "tasks", "x"], "x"),
    Wrong(["track", "42", "--task-id", "42"], "REF", "--task-id"),
    Wrong(["track", "x", "--task-id", "42"], "REF", "--task-id"),
    Wrong(["track", "x", "--task-name", "y"], "REF", "--task-name"),
    Wrong(["track", "--task-id", "42", "--task-id", "43"], "--task-id", "42", "43"),
    Wrong(["track", "42", "--stop-running-task", "--stop-running-task=false"], "--stop-running-task"),
    Wrong(["track", "--task-id", "42", "--task-name", "x"], "--task-id", "--task-name"),
    Wrong(["track", "--task-id", "42", "--project-id", "1"], "--task-id", "--project-id"),
    Wrong(["track", "x", "--project-id", "1", "--project-name", "y"], "--project-id", "--project-name"),
    Wrong(["track", "x", "--service", "trello", "--service-task-id", "1"], "REF", "--service"),
    Wrong(["stop", "42", "--task-id", "43"], "TASK_ID", "--task-id"),
    Wrong(["list", "tasks", "--", "--json"], "--json"),
  ]

  @Test(
    "an invalid command line is exit 2 with a one-line message, and nothing is sent",
    arguments: missing + unknown + types + dates + conflicting)
  func oneLine(_ wrong: Wrong) throws {
    let cli = try CLIFixture()
    cli.readsZoneFiles = true
    let run = cli.run(wrong.words)
    #expect(run.code == 2 && run.output == "")
    #expect(run.errors.hasSuffix("\n") && run.errors.split(separator: "\n").count == 1)
    for fragment in wrong.fragments {
      #expect(run.errors.contains(fragment), "\(fragment) is missing in: \(run.errors)")
    }
  }

  @Test(
    "with --json a usage error is one JSON object on stderr", arguments: missing + unknown + types + dates + conflicting
  )
  func oneObject(_ wrong: Wrong) throws {
    let cli = try CLIFixture()
    cli.readsZoneFiles = true
    let run = cli.run(["--json"] + wrong.words)
    #expect(run.code == 2 && run.output == "")
    let error = try JSONValue.parse(run.errors)["error"]
    #expect(error?["class"] == "usage")
    let text = (error?["message"]?.string ?? "") + (error?["hint"]?.string ?? "")
    for fragment in wrong.fragments { #expect(text.contains(fragment), "\(fragment) is missing in: \(text)") }
  }
}

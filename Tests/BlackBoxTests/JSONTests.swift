import Basics
import Sandbox
import TTCommands
import Testing

/// The table behind tt-json(7), compared with what commands really answer.
@Suite("JSON of commands") struct JSONTests {
  /// In this order: each finds what it needs.
  private static let lines = [
    "track 42", "status", "switch 8301", "stop", "continue", "stop",
    "add 42 --start 2026-03-02T09:00 --duration 20m", "edit @added --notes hi", "show event @added",
    "note @added more", "split @added 09:10", "today", "week",
    "list events --from 2026-03-01 --to 2026-03-31", "list events --company --from 2026-03-01 --to 2026-03-31",
    "list tasks", "show task 42", "create task Call", "update task 42 --name Report",
    "list projects", "create project Site", "list customers", "create customer Umbrella", "list users",
    "list workspaces", "list trackables", "show me", "report --from 2026-03-01 --to 2026-03-31 --gaps",
    "policy check track_task task_id=42", "policy show", "policy status", "policy log", "config list", "config path",
    "auth status", "show project 5201", "show customer 3101", "show user 9001", "update project 5201 --notes x",
    "update customer 3101 --notes x", "policy approvals", "policy log --verify", "config set week_start sunday",
    "config get week_start", "config unset week_start", "sync --list", "sync", "auth logout",
  ]

  @Test("every member that a command answers with is in the table, with its type")
  func answers() async throws {
    try await SandboxFixture.run { fixture in
      for line in Self.lines {
        let words = line.split(separator: " ").map(String.init)
        let run = try await fixture.tt(words + ["--json"])
        #expect(run.exit == 0, "\(line): \(run.errors)")
        let answer = try #require(
          JSONAnswers.of(line) ?? JSONAnswers.of(words[0]) ?? JSONAnswers.of(words.prefix(2).joined(separator: " ")))
        let value = try JSONValue.parse(run.out)
        #expect((value.array != nil) == answer.isList, "\(line)")
        check(value, answer, line)
      }
      let dry = try JSONValue.parse(try await fixture.tt(["track", "42", "--dry-run", "--json"]).out)
      check(dry, try #require(JSONAnswers.of("--dry-run")), "--dry-run")
      let file = try fixture.write("start,end,task\n2026-03-03 09:00,10:00,42\n", to: fixture.folder + "/day.csv")
      for words in [["import", file, "--dry-run"], ["import", file], ["bill", "--day", "2026-03-03"]] {
        let value = try JSONValue.parse(try await fixture.tt(words + ["--json"]).out)
        check(value, try #require(JSONAnswers.of(words[0])), words[0])
      }
      let version = try JSONValue.parse(try await fixture.tt(["--version", "--json"]).out)
      check(version, try #require(JSONAnswers.of("--version")), "--version")
      #expect(version["schema_version"]?.int == JSONAnswers.schemaVersion)
      let error = try JSONValue.parse(try await fixture.tt(["track", "--json", "--date", "never"]).errors)
      check(error["error"] ?? .null, try #require(JSONAnswers.of("error")), "an error")
    }
  }

  private func check(_ value: JSONValue, _ answer: JSONAnswers, _ line: String) {
    for row in value.array ?? [value] {
      for member in row.object?.members ?? [] {
        guard let known = answer.members.first(where: { $0.name == member.key }) else {
          Issue.record("\(line): \(member.key) is not in the table")
          continue
        }
        #expect(fits(member.value, known.kindName), "\(line): \(member.key) is \(member.value.compact)")
      }
    }
  }

  private func fits(_ value: JSONValue, _ kind: String) -> Bool {
    if value.isNull || kind == "any" { return true }
    let text = value.string
    switch kind {
    case "id", "integer", "seconds": return value.int != nil
    case "hours", "amount": if case .number = value { return true } else { return false }
    case "boolean": return value.bool != nil
    case "local time": return text?.contains(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) == true
    case "day": return text?.contains(/^\d{4}-\d\d-\d\d$/) == true
    case "timestamp": return text?.contains(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/) == true
    case "list": return value.array != nil
    case "object": return value.object != nil
    default: return text != nil
    }
  }
}

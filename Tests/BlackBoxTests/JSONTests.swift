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

  /// A line for each answer that the lines above do not give.
  private static let others = [
    "undo --list", "edit @added --notes hi", "undo", "delete @added --yes", "cancel --yes", "close task 42 --yes",
    "reopen task 42 --yes", "close project 5201 --yes", "reopen project 5201 --yes", "show event 6401",
    "show user 9001",
    "create custom-field CF --value-type text --filter-object-class task", "track 42 --dry-run", "policy check FILE",
    "policy test CASES",
    "import DAY --dry-run", "import DAY", "bill --day 2026-03-03", "policy store --sql", "doctor", "trust TRUST",
    "track 42 --queue",
  ]

  @Test("--fields takes every member that the table lists for a command, and the answer has all of them")
  func fields() async throws {
    try await SandboxFixture.run { fixture in
      let files = [
        "DAY": try fixture.write("start,end,task\n2026-03-03 09:00,10:00,42\n", to: fixture.folder + "/day.csv"),
        "FILE": try fixture.write(#"{"version":"1","default":"deny"}"#, to: fixture.folder + "/p.json"),
        "TRUST": try fixture.write(#"{"task":"42"}"#, to: fixture.folder + "/project/.tt.json"),
        "CASES": try fixture.write("[]", to: fixture.folder + "/cases.json"),
      ]
      // What needs a program or a person to answer.
      var left = Set(JSONAnswers.all.map(\.title)).subtracting([
        "An answered approval", "What was made of an edited day", "What sshd or sudo needs, with --setup",
        "Stored credentials", "An error, as the member error of the object on standard error", "The version",
        "What was dropped",
      ])
      for line in Self.lines.dropLast() + Self.others + ["auth logout"] {
        let words = line.split(separator: " ").map { files[String($0)] ?? String($0) }
        for answer in answers(to: line) {
          left.remove(answer.title)
          let names = answer.members.map(\.name)
          let run = try await fixture.tt(
            words + ["--json", "--fields", names.joined(separator: ",")],
            env: line.hasSuffix("--queue") ? ["TT_API_URL": "http://127.0.0.1:1"] : [:])
          #expect(!run.errors.contains("unknown field"), "\(line): \(run.errors)")
          let value = try #require(try? JSONValue.parse(run.out), "\(line): \(run.errors)")
          for row in value.array ?? [value] { #expect(row.object?.keys == names, "\(line)") }
        }
      }
      #expect(left == [])
      // Other names are refused before anything is sent.
      let before = fixture.requests().count
      for line in ["undo", "track 42", "cancel --yes", "sync", "import " + (files["DAY"] ?? ""), "bill --today"] {
        let run = try await fixture.tt(
          line.split(separator: " ").map(String.init) + ["--json", "--fields", "id,bogus"])
        #expect(run.exit == 2 && run.errors.contains(#"unknown field \"bogus\""#), "\(line): \(run.errors)")
      }
      #expect(fixture.requests().count == before)
    }
  }

  /// The answer to a line, or those of its command.
  private func answers(to line: String) -> [JSONAnswers] {
    let words = line.split(separator: " ").map(String.init)
    let topics = ["--dry-run", "--queue"].filter { words.contains($0) && words[0] == "track" }
    let names =
      topics + [line, words.prefix(3).joined(separator: " "), words.prefix(2).joined(separator: " "), words[0]]
    return names.lazy.compactMap { JSONAnswers.of($0) }.first.map { [$0] } ?? []
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

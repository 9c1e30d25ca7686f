import Foundation
import Testing

/// `tt policy test`, `check --lint`, `check --explain`, `init`, `show` and `status`.
@Suite("tt policy show, status, init, test and check") struct PolicyToolTests {
  private static let cases = """
    [{"name":"one a minute","policy":{"version":"1","default":"deny","tools":{"t":{"rate_limit":{"max":1,"window":60}}}},
      "calls":[{"tool":"t","args":{},"grant":"g","at":"2026-05-04T10:00:00Z"},{"tool":"t","at":"2026-05-04T10:00:59Z"},
               {"tool":"t","grant":"g","at":"2026-05-04T10:00:59Z"}],
      "expect":[{"decision":"allow","rule":""},{"decision":"allow"},{"decision":"deny","rule":"/tools/t/rate_limit"}]},
     {"name":"refused","policy":{"version":"2"},"calls":[],"expect":[{"decision":"invalid","rule":null}]}]
    """

  @Test("policy test prints a line for each case and exits 0 when all are as expected")
  func cases() async throws {
    try await SandboxFixture.run { house in
      let file = try house.write(Self.cases, to: house.folder + "/cases.json")
      let run = try await house.tt("policy", "test", file)
      #expect(run.exit == 0)
      #expect(run.out == "ok      one a minute\nok      refused\n")
      let json = try await house.tt("policy", "test", file, "--json").json()
      #expect(json.array?.map { $0["ok"]?.bool } == [true, true])
      let got = json.array?.first?["got"]?.array
      #expect(got?.map { $0["decision"]?.string } == ["allow", "allow", "limit"])
      #expect(got?.last?["rule"]?.string == "/tools/t/rate_limit")
      #expect(house.files(below: house.folder + "/state") == [])
      #expect(await house.isSilent())
    }
  }

  @Test("policy test says when there are no cases")
  func noCases() async throws {
    try await SandboxFixture.run { house in
      let run = try await house.tt("policy", "test", try house.write("[]", to: house.folder + "/cases.json"))
      #expect(run.exit == 0 && run.out == "")
      #expect(run.errors.contains("cases.json contains no cases"))
    }
  }

  @Test("policy test exits 1 and tells the difference when a case is not as expected")
  func difference() async throws {
    try await SandboxFixture.run { house in
      let file = try house.write(
        Self.cases.replacingOccurrences(of: #""decision":"deny""#, with: #""decision":"allow""#),
        to: house.folder + "/cases.json")
      let run = try await house.tt("policy", "test", file)
      #expect(run.exit == 1)
      #expect(run.out.hasPrefix("not ok  one a minute: call 3 (t): expected allow"))
      #expect(run.out.hasSuffix("\nok      refused\n"))
      #expect(
        try await house.tt("policy", "test", file, "--json").json().array?.map { $0["ok"]?.bool } == [false, true])
    }
  }

  @Test(
    "policy test exits 2 for what is no list of cases, and names the place",
    arguments: [
      ("{", ":1:2: "), ("{}", ":1:1: "), ("[{}]", ":1:2: /0: "),
      (#"[{"name":"n","policy":null,"calls":[7],"expect":[]}]"#, "/0/calls/0"),
    ])
  func malformed(_ text: String, _ place: String) async throws {
    try await SandboxFixture.run { house in
      let file = try house.write(text, to: house.folder + "/cases.json")
      let run = try await house.tt("policy", "test", file)
      #expect(run.exit == 2)
      #expect(run.out == "")
      #expect(run.errors.contains(file) && run.errors.contains(place), "\(run.errors)")
      #expect(try await house.tt("policy", "test", file, "--json").error()["class"]?.string == "usage")
      let missing = try await house.tt("policy", "test", house.folder + "/none.json")
      #expect(missing.exit == 2)
    }
  }

  @Test("check --lint warns with the place, exit 0, or 1 with --strict")
  func lint() async throws {
    try await SandboxFixture.run { house in
      let file = try house.write(
        "{\"version\":\"1\",\"default\":\"deny\",\n\"tools\":{\"track_tsk\":{},\n"
          + #""create_event":{"deny_if":[{"path":"args.project_id","op":"gt","value":5}]}}}"#,
        to: house.folder + "/p.json")
      let run = try await house.tt("policy", "check", "--lint", file)
      #expect(run.exit == 0)
      #expect(
        run.out.contains(file + ":2:10: /tools/track_tsk: unknown tool \"track_tsk\"; did you mean \"track_task\"?")
      )
      #expect(run.out.contains("/tools/create_event/deny_if/0: args.project_id-gt does not match"))
      let strict = try await house.tt("policy", "check", "--lint", "--strict", file, "--json")
      #expect(strict.exit == 1)
      #expect(try strict.json()["warnings"]?.array?.count == 2)
      #expect(try strict.json()["warnings"]?.array?.first?["pointer"]?.string == "/tools/track_tsk")
      let clean = try await house.tt("policy", "check", "--lint", "--strict")
      #expect(clean.exit == 0)
      for words in [["--strict", file], ["--lint", "--", "track", "42"], ["--explain", file]] {
        let wrong = try await house.tt(["policy", "check"] + words)
        #expect(wrong.exit == 2)
      }
    }
  }

  @Test("check --explain tells every rule that was looked at, kinds of values and never values")
  func explain() async throws {
    try await SandboxFixture.run { house in
      try house.write(
        #"{"version":"1","default":"deny","tools":{"track_task":{"require":[{"path":"args.notes","op":"exists","value":true}],"#
          + #""deny_if":[{"path":"args.notes","op":"contains","value":"x"}],"rate_limit":{"max":5,"window":3600}}}}"#,
        config: "policy.json")
      let call = ["policy", "check", "--explain", "--", "track", "42", "--notes", "geheim"]
      let run = try await house.tt(call)
      #expect(run.exit == 0)
      #expect(
        run.out.contains(
          "  passes  /tools/track_task/require/args.notes-exists: args.notes-exists saw text: satisfied\n")
      )
      #expect(run.out.contains("  counts  /tools/track_task/rate_limit\n"))
      #expect(!run.out.contains("geheim"))
      let json = try await house.tt(Array(call.prefix(3)) + ["--json"] + Array(call.dropFirst(3))).json()
      let steps = json["explain"]?.array
      #expect(
        steps?.map { $0["rule"]?.string } == [
          "(hidden)", "(default deny)", "/tools/track_task/require/args.notes-exists",
          "/tools/track_task/deny_if/args.notes-contains", "/tools/track_task/rate_limit",
        ])
      #expect(steps?[2]["conditions"]?.array?.first?["saw"]?.string == "text")
      #expect(steps?[3]["conditions"]?.array?.first?["holds"]?.bool == false)
    }
  }

  @Test(
    "init prints policies that are valid and that lint finds nothing in", arguments: ["read-only", "careful", "agent"])
  func starters(_ kind: String) async throws {
    try await SandboxFixture.run { house in
      let printed = try await house.tt("policy", "init", kind)
      #expect(printed.exit == 0)
      let file = try house.write(printed.out, to: house.folder + "/p.json")
      let check = try await house.tt("policy", "check", "--lint", "--strict", file)
      #expect(check.exit == 0, "\(check.out)")
      #expect(try JSON(printed.out)["tools"]?.keys.count == 26)
      let read = try await house.tt("policy", "check", "list_tasks", "--policy", file)
      #expect(read.exit == 0)
      let update = try await house.tt("policy", "check", "update_task", "task_id=42", "name=x", "--policy", file)
      #expect(update.exit == (kind == "careful" ? 10 : 3))
      let track = try await house.tt("policy", "check", "track_task", "task_id=42", "--policy", file)
      #expect(track.exit == (kind == "read-only" ? 3 : 0))
    }
  }

  @Test("init without a kind is careful, with an unknown one exit 2")
  func starterWords() async throws {
    try await SandboxFixture.run { house in
      let (plain, careful) = (try await house.tt("policy", "init"), try await house.tt("policy", "init", "careful"))
      #expect(plain.out == careful.out)
      let wrong = try await house.tt("policy", "init", "carefull")
      #expect(wrong.exit == 2)
      #expect(wrong.errors.contains("did you mean careful?"))
    }
  }

  @Test("show and status tell how each tool and each limit stands")
  func showAndStatus() async throws {
    try await SandboxFixture.run { house in
      try house.write(
        #"{"version":"1","default":"deny","hide":["get_me"],"tools":{"track_task":{"#
          + #""deny_if":[{"path":"args.task_id","op":"gt","value":99}],"rate_limit":{"max":5,"window":1000000}},"#
          + #""list_tasks":{"action":"require_approval"},"stop_task":{"action":"deny"}}}"#, config: "policy.json")
      #expect(try await house.tt("track", "42").exit == 0)
      let show = try await house.tt("policy", "show", "--json")
      #expect(show.exit == 0 && show.errors == "")
      let rows = try show.json().array ?? []
      #expect(rows.count == 26)
      func row(_ tool: String) -> JSON? { rows.first { $0["tool"]?.string == tool } }
      #expect(row("get_me")?["decision"]?.string == "hidden")
      #expect(row("list_tasks")?["decision"]?.string == "approval")
      #expect(row("stop_task")?["rule"]?.string == "/tools/stop_task/action")
      #expect(row("create_task")?["rule"]?.string == "(default deny)")
      #expect(row("track_task")?["conditions"]?.array?.first?.string == "deny_if args.task_id gt 99")
      #expect(row("track_task")?["limits"]?.array?.first?["left"]?.int == 4)
      #expect(row("track_task")?["policy"]?.string?.hasSuffix("policy.json") == true)
      let text = try await house.tt("policy", "show")
      #expect(text.out.contains("5 per 1000000 seconds, 4 left") && text.errors.contains("policy.json"))
      let status = try await house.tt("policy", "status", "--json").json()
      #expect(status.array?.count == 1)
      #expect(status.array?.first?["used"]?.int == 1 && status.array?.first?["left"]?.int == 4)
      #expect(status.array?.first?["resets_at"]?.string?.hasSuffix("Z") == true)
      let other = try await house.tt("policy", "show", "--grant", "claude", "--json").json()
      #expect(other.array?.allSatisfy { $0["rule"]?.string == "(no policy)" } == true)
      #expect(await house.trackRequests().count == 1)
    }
  }

  @Test("show and status fail closed", arguments: ["show", "status"])
  func failClosed(_ command: String) async throws {
    try await SandboxFixture.run { house in
      try house.write("{", config: "policy.json")
      let invalid = try await house.tt("policy", command)
      #expect(invalid.exit == 11)
      try house.write(SandboxFixture.samplePolicy, config: "policy.json")
      try house.write("nonsense", to: house.state + "/limits.json")
      let damaged = try await house.tt("policy", command)
      #expect(damaged.exit == 11)
    }
  }
}

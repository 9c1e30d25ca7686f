import Foundation
import Testing

/// `tt policy test`, `check --lint`, `check --explain` and `init`.
@Suite("tt policy test, check and init") struct PolicyToolTests {
  private static let cases = """
    [{"name":"one a minute","policy":{"version":"1","default":"deny","tools":{"t":{"rate_limit":{"max":1,"window":60}}}},
      "calls":[{"tool":"t","args":{},"grant":"g","at":"2026-05-04T10:00:00Z"},{"tool":"t","at":"2026-05-04T10:00:59Z"},
               {"tool":"t","grant":"g","at":"2026-05-04T10:00:59Z"}],
      "expect":[{"decision":"allow","rule":""},{"decision":"allow"},{"decision":"deny","rule":"/tools/t/rate_limit"}]},
     {"name":"refused","policy":{"version":"2"},"calls":[],"expect":[{"decision":"invalid","rule":null}]}]
    """

  @Test("policy test prints a line for each case and exits with 0 if all are as expected")
  func cases() async throws {
    try await SandboxFixture.run { fixture in
      let file = try fixture.write(Self.cases, to: fixture.folder + "/cases.json")
      let run = try await fixture.tt("policy", "test", file)
      #expect(run.exit == 0)
      #expect(run.out == "ok      one a minute\nok      refused\n")
      let json = try await fixture.tt("policy", "test", file, "--json").json()
      #expect(json.array?.map { $0["ok"]?.bool } == [true, true])
      let got = json.array?.first?["got"]?.array
      #expect(got?.map { $0["decision"]?.string } == ["allow", "allow", "limit"])
      #expect(got?.last?["rule"]?.string == "/tools/t/rate_limit")
      #expect(fixture.files(below: fixture.folder + "/state") == [])
      #expect(await fixture.isSilent())
    }
  }

  @Test("policy test says so if there are no cases")
  func noCases() async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt("policy", "test", try fixture.write("[]", to: fixture.folder + "/cases.json"))
      #expect(run.exit == 0 && run.out == "")
      #expect(run.errors.contains("cases.json contains no cases"))
    }
  }

  @Test("policy test exits with 1 and shows the difference if a case is not as expected")
  func difference() async throws {
    try await SandboxFixture.run { fixture in
      let file = try fixture.write(
        Self.cases.replacingOccurrences(of: #""decision":"deny""#, with: #""decision":"allow""#),
        to: fixture.folder + "/cases.json")
      let run = try await fixture.tt("policy", "test", file)
      #expect(run.exit == 1)
      #expect(run.out.hasPrefix("not ok  one a minute: call 3 (t): expected allow"))
      #expect(run.out.hasSuffix("\nok      refused\n"))
      #expect(
        try await fixture.tt("policy", "test", file, "--json").json().array?.map { $0["ok"]?.bool } == [false, true])
    }
  }

  @Test(
    "policy test exits with 2 for an invalid list of cases, and names the position",
    arguments: [
      ("{", ":1:2: "), ("{}", ":1:1: "), ("[{}]", ":1:2: /0: "),
      (#"[{"name":"n","policy":null,"calls":[7],"expect":[]}]"#, "/0/calls/0"),
    ])
  func malformed(_ text: String, _ place: String) async throws {
    try await SandboxFixture.run { fixture in
      let file = try fixture.write(text, to: fixture.folder + "/cases.json")
      let run = try await fixture.tt("policy", "test", file)
      #expect(run.exit == 2)
      #expect(run.out == "")
      #expect(run.errors.contains(file) && run.errors.contains(place), "\(run.errors)")
      #expect(try await fixture.tt("policy", "test", file, "--json").error()["class"]?.string == "usage")
      let missing = try await fixture.tt("policy", "test", fixture.folder + "/none.json")
      #expect(missing.exit == 2)
    }
  }

  @Test("check --lint warns with the position and exits with 0, or with 1 if --strict is given")
  func lint() async throws {
    try await SandboxFixture.run { fixture in
      let file = try fixture.write(
        "{\"version\":\"1\",\"default\":\"deny\",\n\"tools\":{\"track_tsk\":{},\n"
          + #""create_event":{"deny_if":[{"path":"args.project_id","op":"gt","value":5}]}}}"#,
        to: fixture.folder + "/p.json")
      let run = try await fixture.tt("policy", "check", "--lint", file)
      #expect(run.exit == 0)
      #expect(
        run.out.contains(file + ":2:10: /tools/track_tsk: unknown tool \"track_tsk\"; did you mean \"track_task\"?")
      )
      #expect(run.out.contains("/tools/create_event/deny_if/0: args.project_id-gt does not match"))
      let strict = try await fixture.tt("policy", "check", "--lint", "--strict", file, "--json")
      #expect(strict.exit == 1)
      #expect(try strict.json()["warnings"]?.array?.count == 2)
      #expect(try strict.json()["warnings"]?.array?.first?["pointer"]?.string == "/tools/track_tsk")
      let clean = try await fixture.tt("policy", "check", "--lint", "--strict")
      #expect(clean.exit == 0)
      for words in [["--strict", file], ["--lint", "--", "track", "42"], ["--explain", file]] {
        let wrong = try await fixture.tt(["policy", "check"] + words)
        #expect(wrong.exit == 2)
      }
    }
  }

  @Test("check --explain shows every evaluated rule, with types of values but never values")
  func explain() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(
        #"{"version":"1","default":"deny","tools":{"track_task":{"require":[{"path":"args.notes","op":"exists","value":true}],"#
          + #""deny_if":[{"path":"args.notes","op":"contains","value":"x"}],"rate_limit":{"max":5,"window":3600}}}}"#,
        config: "policy.json")
      let call = ["policy", "check", "--explain", "--", "track", "42", "--notes", "geheim"]
      let run = try await fixture.tt(call)
      #expect(run.exit == 0)
      #expect(
        run.out.contains(
          "  passes  /tools/track_task/require/args.notes-exists: args.notes-exists saw text: satisfied\n")
      )
      #expect(run.out.contains("  counts  /tools/track_task/rate_limit\n"))
      #expect(!run.out.contains("geheim"))
      let json = try await fixture.tt(Array(call.prefix(3)) + ["--json"] + Array(call.dropFirst(3))).json()
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
    "init prints valid policies without lint warnings", arguments: ["read-only", "careful", "agent"])
  func starters(_ kind: String) async throws {
    try await SandboxFixture.run { fixture in
      let printed = try await fixture.tt("policy", "init", kind)
      #expect(printed.exit == 0)
      let file = try fixture.write(printed.out, to: fixture.folder + "/p.json")
      let check = try await fixture.tt("policy", "check", "--lint", "--strict", file)
      #expect(check.exit == 0, "\(check.out)")
      #expect(try JSON(printed.out)["tools"]?.keys.count == 26)
      let read = try await fixture.tt("policy", "check", "list_tasks", "--policy", file)
      #expect(read.exit == 0)
      let update = try await fixture.tt("policy", "check", "update_task", "task_id=42", "name=x", "--policy", file)
      #expect(update.exit == (kind == "careful" ? 10 : 3))
      let track = try await fixture.tt("policy", "check", "track_task", "task_id=42", "--policy", file)
      #expect(track.exit == (kind == "read-only" ? 3 : 0))
    }
  }

  @Test("init without a kind prints the careful policy, with an unknown one it is exit 2")
  func starterWords() async throws {
    try await SandboxFixture.run { fixture in
      let (plain, careful) = (try await fixture.tt("policy", "init"), try await fixture.tt("policy", "init", "careful"))
      #expect(plain.out == careful.out)
      let wrong = try await fixture.tt("policy", "init", "carefull")
      #expect(wrong.exit == 2)
      #expect(wrong.errors.contains("did you mean careful?"))
    }
  }
}

import Foundation
import Sandbox
import Testing

/// The approval prompt at a real terminal.
@Suite("Approval prompts at a terminal") struct ApprovalPromptTests {
  private static let ask = AuthTerminal.Step.wait("Approve this call? [y/N] ")

  @Test("at a terminal the exact call is shown, and made if approved", arguments: ["y\n", "YES\n"])
  func yes(answer: String) async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(SandboxFixture.approvalPolicy, config: "policy.json")
      let result = try await AuthTerminal.run(
        fixture, ["track", "42", "--notes", "x\u{202E}y"], env: [:], [Self.ask, .type(answer), .wait("Tracking")])
      #expect(result.stuck == nil && result.end == 0)
      #expect(result.screen.contains("Ann decides."))
      #expect(result.screen.contains("track_task (grant default)"))
      #expect(result.screen.contains(#""task_id":42"#) && !result.screen.contains("\u{202E}"))
      #expect(fixture.trackRequests().count == 1)
      let said = try fixture.auditRecords().filter { $0["event"]?.string == "approval" }
      #expect(said.map { $0["decision"]?.string } == ["yes"])
      #expect(fixture.read(fixture.state + "/approvals.json")?.contains("granted") != true)
    }
  }

  @Test("any other answer is a denial", arguments: ["n\n", "\n", "ye\n", "\u{4}", "yess\n"])
  func no(answer: String) async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(SandboxFixture.approvalPolicy, config: "policy.json")
      let result = try await AuthTerminal.run(fixture, ["track", "42"], env: [:], [Self.ask, .type(answer)])
      // The end of input is no answer: the call waits.
      let isAnswer = answer != "\u{4}"
      #expect(result.end == (isAnswer ? 3 : 10))
      #expect(try fixture.auditRecords().contains { $0["decision"]?.string == "no" } == isAnswer)
      #expect(result.screen.contains("tt policy approve ") == !isAnswer)
      if isAnswer {
        let again = try await AuthTerminal.run(
          fixture, ["track", "42"], env: [:], [.wait("A person declined this call")])
        #expect(again.end == 3 && !again.screen.contains("[y/N]"))
      }
      #expect(fixture.isSilent())
    }
  }

  @Test("--no-input and TT_NO_INPUT disable the prompt, even at a terminal", arguments: [true, false])
  func noInput(byFlag: Bool) async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(SandboxFixture.approvalPolicy, config: "policy.json")
      let result = try await AuthTerminal.run(
        fixture, ["track", "42"] + (byFlag ? ["--no-input"] : []), env: byFlag ? [:] : ["TT_NO_INPUT": "1"], [])
      #expect(result.end == 10 && !result.screen.contains("[y/N]"))
      #expect(fixture.isSilent())
    }
  }

  @Test("a policy replaced during the prompt is the one that applies")
  func replacedMeanwhile() async throws {
    try await SandboxFixture.run { fixture in
      let path = try fixture.write(SandboxFixture.approvalPolicy, config: "policy.json")
      // The prompt itself triggers the change: it is written before the answer is typed.
      let script = """
        import os, pty, select, sys, time
        child, terminal = pty.fork()
        if child == 0:
            os.execv(sys.argv[1], [sys.argv[1], "track", "42"])
        screen = b""
        end = time.time() + 20
        while b"[y/N]" not in screen and time.time() < end:
            if select.select([terminal], [], [], 0.1)[0]:
                screen += os.read(terminal, 4096)
        open(sys.argv[2], "w").write('{"version":"1","default":"deny"}')
        os.write(terminal, b"y\\n")
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        """
      let run = try await fixture.run("/usr/bin/env", ["python3", "-c", script, Products.tt, path])
      #expect(run.out == "3\n")
      #expect(fixture.isSilent())
    }
  }
}

import Basics
import Testing

@testable import TTCommands

/// Limits and approvals on a terminal of usual width.
@Suite("tt policy status and approvals on a terminal") struct PolicyTerminalTests {
  private func cli(columns: Int) throws -> CLIFixture {
    let cli = try CLIFixture(["NO_COLOR": "1"], answers: [:])
    cli.isTerminal = true
    cli.columns = columns
    return cli
  }

  @Test("the rules of the built-in policy can be told apart, and rows fit", arguments: [80, 100])
  func status(_ columns: Int) throws {
    let lines = try cli(columns: columns).run("policy", "status").output.split(separator: "\n")
    #expect(lines.count == 19)
    #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= columns })
    #expect(Set(lines.map { $0.prefix { $0 != " " } }).count == lines.count)
  }

  @Test("the whole call that awaits approval is below its row, and nothing in it is invisible", arguments: [40, 80])
  func approvals(_ columns: Int) throws {
    let cli = try cli(columns: columns)
    try cli.write(
      #"{"version":"1","default":"allow","tools":{"create_task":{"action":"require_approval"}}}"#,
      config: "policy.json")
    let name =
      "a long name \u{202E}desrever\u{2066} with\u{200B} a\u{AD}n\u{A0}e\u{E0041}nd \u{3164}\u{1B}[2J "
      + String(
        repeating: "and more ", count: 20)
    #expect(cli.run("create", "task", name + "at the end").code == 10)
    let run = cli.run("policy", "approvals")
    let text = run.output
    #expect(text.contains("at the end"))
    #expect(text.contains("create_task"))
    for shown in ["\\u{202E}", "\\u{2066}", "\\u{200B}", "\\u{AD}", "\\u{A0}", "\\u{E0041}", "\\u{3164}"] {
      #expect(text.contains(shown), "\(shown)")
    }
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
    #expect(
      !text.unicodeScalars.contains {
        "\u{202E}\u{2066}\u{200B}\u{AD}\u{A0}\u{E0041}\u{3164}".unicodeScalars.contains($0)
      })
    cli.isTerminal = false
    #expect(cli.run("policy", "approvals").output.split(separator: "\n").count == 2)
  }
}

import Basics
import Testing

@testable import TTCommands

/// What comes from outside can neither control a terminal nor hide on it, in any format.
@Suite("Formats for programs on a terminal") struct TerminalFormatTests {
  @Test(
    "control and hidden characters are visible on a terminal, and unchanged elsewhere",
    arguments: ["csv", "tsv", "json", "jsonl", "table"])
  func visible(format: String) throws {
    let row = #"[{"id":1,"name":"a\u001b[31m\u0007\u009b\u202e\u200bz"}]"#
    for isTerminal in [true, false] {
      let cli = try CLIFixture(answers: ["GET /7/tasks?": row])
      cli.isTerminal = isTerminal
      cli.environment["NO_COLOR"] = "1"
      let output = cli.run("list", "tasks", "--fields", "name", "--output", format).output
      let isRaw = ["\u{1B}", "\u{7}", "\u{9B}", "\u{202E}", "\u{200B}"].contains {
        output.unicodeScalars.contains(Character($0).unicodeScalars.first ?? " ")
      }
      #expect(isRaw == (!isTerminal && format != "table"), "\(output.debugDescription)")
      #expect(output.contains("z"))
    }
  }
}

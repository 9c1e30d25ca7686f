import Basics
import Testing

@testable import TTCommands

/// Help is laid out for the terminal, and the first screen fits on one.
@Suite("The layout of help") struct HelpLayoutTests {
  /// The lines that are no command lines to copy, which cannot be broken.
  private func texts(_ help: String) -> [String] {
    help.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("  tt ") && !$0.hasPrefix("Usage: ") }
  }

  @Test("help fits the terminal, or COLUMNS", arguments: [60, 80, 100, 200])
  func width(_ columns: Int) throws {
    let limit = min(100, columns)
    let cli = try CLIFixture()
    for words in [["help"], ["help", "global"], ["help", "environment"], ["help", "tools"], ["help", "track_task"]]
      + CommandTable.commands.map({ $0.path + ["--help"] })
    {
      let text = cli.run(words, with: ["COLUMNS": String(columns)]).output
      for line in texts(text) {
        #expect(DisplayWidth.of(line) <= limit || !line.trimmingBlanks.contains(" "), "\(words): \(line)")
      }
    }
    cli.isTerminal = true
    cli.columns = columns
    #expect(texts(cli.run("track", "--help").output).allSatisfy { DisplayWidth.of($0) <= limit })
  }

  @Test("help is 80 columns wide where the width is unknown")
  func standard() throws {
    let cli = try CLIFixture()
    #expect(cli.run("track", "--help").output == cli.run("track", "--help", with: ["COLUMNS": "80"]).output)
  }

  @Test("the options of every command are one line of its help and a topic of their own")
  func global() throws {
    let cli = try CLIFixture()
    let help = cli.run("list", "events", "--help").output
    #expect(help.contains("\nGlobal options: tt help global\n"))
    #expect(!help.contains("--csv-safe"))
    let topic = cli.run("help", "global").output
    for flag in Flag.global { #expect(topic.contains(flag.long)) }
  }

  @Test("tt alone shows the commands of every day on one screen, and what runs if that is known", arguments: [60, 80])
  func start(_ columns: Int) throws {
    let timer = CLIFixture.tracking.values.first ?? ""
    let task = #"[{"id":42,"name":"Write report","project":"Website","tracking":true,"tracking_event":\#(timer)}]"#
    let cli = try CLIFixture(answers: CLIFixture.service.merging(["GET /7/users/9001/tasks/tracking?": task]) { $1 })
    cli.environment["COLUMNS"] = String(columns)
    let unknown = cli.run().output
    for command in ["track", "stop", "switch", "status", "continue", "add", "list events", "report"] {
      #expect(unknown.contains("\n  tt \(command) "))
    }
    #expect(!unknown.contains("timer is running"))
    #expect(cli.run("status").code == 0)
    let before = cli.lines
    let known = cli.run()
    #expect(known.code == 0 && known.errors == "")
    #expect(known.output.contains("Write report (Website)"))
    #expect(cli.lines == before)
    for text in [unknown, known.output] {
      #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 25)
    }
    try cli.write(#"{"version":"1","default":"deny"}"#, config: "policy.json")
    #expect(!cli.run().output.contains("Write report"))
    try cli.write("{", config: "policy.json")
    #expect(cli.run().code == 0, "nothing keeps the overview from being shown")
  }
}

extension String {
  fileprivate var trimmingBlanks: String { String(drop { $0 == " " }) }
}

import Basics
import Testing

@testable import TTCommands

@Suite("Reading a command line") struct ParserTests {
  private func name(_ words: [String]) throws -> String { try parsed(words).command.name }

  @Test(
    "flags stand before, between and behind words",
    arguments: [
      ["track", "42", "--notes", "n"], ["track", "--notes", "n", "42"], ["--notes", "n", "track", "42"],
      ["track", "--notes=n", "42"], ["--notes=n", "track", "--", "42"], ["--json", "track", "42", "--notes=n"],
    ])
  func anywhere(words: [String]) throws {
    let arguments = try parsed(words)
    #expect(arguments.command.name == "track")
    #expect(arguments.operands == ["42"])
    #expect(arguments.value("notes") == "n")
  }

  @Test(
    "commands of two words",
    arguments: [["list", "tasks"], ["--json", "list", "tasks"], ["list", "--json", "tasks"]])
  func twoWords(words: [String]) throws {
    #expect(try name(words) == "list tasks")
    #expect(try parsed(words).operands.isEmpty)
  }

  @Test(
    "a value behind = is taken as it is, also an empty one and one with =",
    arguments: [
      ("--notes=", ""), ("--notes==", "="), ("--notes=a=b", "a=b"), ("--notes=--json", "--json"), ("--notes= x", " x"),
    ])
  func attached(word: String, value: String) throws {
    let arguments = try parsed(["track", "42", word])
    #expect(arguments.value("notes") == value)
    #expect(!arguments.has("json"))
  }

  @Test(
    "a value may begin with a dash when it is no flag",
    arguments: ["-15m", "-1h30m", "-90s", "-1", "-", "-0.5", "--unknown", "-note", "—"])
  func negative(value: String) throws {
    #expect(try parsed(["track", "42", "--date", value]).value("date") == value)
    #expect(try parsed(["track", "42", "--date=\(value)"]).value("date") == value)
  }

  @Test("a flag does not swallow the next one", arguments: ["--json", "--notes", "--notes=x", "-q", "-o", "--"])
  func forgottenValue(next: String) throws {
    let error = try refused(["track", "42", "--date", next, "x"])
    #expect(error.failure == .usage)
    #expect(error.message == "--date needs a value; the next word is the flag \(next)")
  }

  @Test("a flag at the end needs its value too")
  func valueMissing() throws {
    #expect(try refused(["track", "42", "--notes"]).message.hasPrefix("--notes needs a value: "))
    #expect(try refused(["list", "tasks", "-o"]).message.hasPrefix("--output needs a value"))
  }

  @Test(
    "short flags alone, in clusters, and with a value",
    arguments: [
      (["-q"], Format.ids), (["-o", "csv"], .csv), (["-ocsv"], .csv), (["-o=csv"], .csv), (["-qo", "tsv"], .tsv),
      (["-qojsonl"], .jsonl), (["-q", "-o", "json"], .json),
    ] as [([String], Format)])
  func short(words: [String], format: Format) throws {
    #expect(try parsed(["list", "tasks"] + words).format == format)
    #expect(try parsed(words + ["list", "tasks"]).format == format)
  }

  @Test("behind -- everything is a word, and -- itself is one the second time")
  func doubleDash() throws {
    let arguments = try parsed(["track", "--notes", "n", "--", "--json"])
    #expect(arguments.operands == ["--json"])
    #expect(!arguments.has("json"))
    #expect(try parsed(["help", "--", "--", "-h"]).operands == ["--", "-h"])
  }

  @Test("a lone dash is a word")
  func dash() throws {
    #expect(try parsed(["track", "-"]).operands == ["-"])
  }

  @Test("behind -- stands a command line where the command takes one")
  func commandLine() throws {
    let arguments = try parsed(["policy", "check", "--grant", "g", "--", "track", "--grant", "h", "--", "x"])
    #expect(arguments.commandLine == ["track", "--grant", "h", "--", "x"])
    #expect(arguments.operands.isEmpty)
    #expect(arguments.value("grant") == "g")
    #expect(try parsed(["policy", "check"]).commandLine == nil)
    #expect(try parsed(["policy", "check", "--"]).commandLine == [])
  }

  @Test("of a repeated flag the last value counts; all are kept")
  func repeated() throws {
    let arguments = try parsed(["list", "tasks", "-o", "csv", "--output", "json"])
    #expect(arguments.format == .json)
    #expect(arguments.values("output") == ["csv", "json"])
  }

  @Test("a tool's true-or-false flag can be said both ways, a switch cannot")
  func switches() throws {
    #expect(try parsed(["track", "42", "--return-task"]).has("return-task"))
    #expect(try parsed(["track", "42", "--return-task=true"]).has("return-task"))
    #expect(try !parsed(["track", "42", "--return-task=false"]).has("return-task"))
    #expect(try !parsed(["track", "42"]).has("return-task"))
    #expect(
      try refused(["track", "42", "--return-task=yes"]).message == "--return-task takes no value, but yes is given")
    #expect(try refused(["track", "42", "--json=true"]).message == "--json takes no value, but true is given")
  }

  @Test("words in other scripts and odd words stay as they are")
  func texts() throws {
    for word in ["Ünïcode & co +50%", "日本", "a\nb", "", " ", "e\u{301}"] {
      let operand = try #require(try parsed(["track", word]).operands.first)
      #expect(operand.utf8.elementsEqual(word.utf8))
    }
  }

  @Test(
    "help is found anywhere, even on a line that is wrong otherwise",
    arguments: [
      (["--help"], nil), (["-h"], nil), ([], nil), (["track", "--help"], "track"), (["--help", "track"], "track"),
      (["track", "-h", "--nonsense"], "track"), (["track", "--notes", "--help"], "track"),
      (["list", "tasks", "-qh"], "list tasks"),
      (["track", "a", "b", "c", "--help"], "track"), (["nonsense", "--help"], nil), (["--version", "--help"], nil),
    ] as [([String], String?)])
  func help(words: [String], command: String?) throws {
    guard case .help(let found) = try ArgumentParser().parse(words) else { throw Unexpected("no help") }
    #expect(found?.name == command)
  }

  @Test("the version is found anywhere", arguments: [["--version"], ["track", "--version"], ["--json", "--version"]])
  func version(words: [String]) throws {
    guard case .version = try ArgumentParser().parse(words) else { throw Unexpected("no version") }
  }

  @Test("behind -- nobody asks for help or the version", arguments: ["--help", "-h", "--version"])
  func noHelp(word: String) throws {
    #expect(try parsed(["track", "--", word]).operands == [word])
  }
}

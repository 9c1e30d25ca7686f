import Basics
import TestSupport
import Testing

@testable import TTCommands

@Suite("Parsing a command line") struct ArgumentParserTests {
  private func name(_ words: [String]) throws -> String { try parsed(words).command.name }

  @Test(
    "flags may come before, between and after other words",
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
    "a command of two words is found with flags between them",
    arguments: [["list", "tasks"], ["--json", "list", "tasks"], ["list", "--json", "tasks"]])
  func twoWords(words: [String]) throws {
    #expect(try name(words) == "list tasks")
    #expect(try parsed(words).operands.isEmpty)
  }

  @Test(
    "a value after = is taken as it is, even if it is empty or contains =",
    arguments: [
      ("--notes=", ""), ("--notes==", "="), ("--notes=a=b", "a=b"), ("--notes=--json", "--json"), ("--notes= x", " x"),
    ])
  func attached(word: String, value: String) throws {
    let arguments = try parsed(["track", "42", word])
    #expect(arguments.value("notes") == value)
    #expect(!arguments.has("json"))
  }

  @Test(
    "a value may begin with a dash if it is not a flag",
    arguments: ["-15m", "-1h30m", "-90s", "-1", "-", "-0.5", "--unknown", "-note", "—"])
  func negative(value: String) throws {
    #expect(try parsed(["track", "42", "--date", value]).value("date") == value)
    #expect(try parsed(["track", "42", "--date=\(value)"]).value("date") == value)
  }

  @Test(
    "a flag does not take the next flag as its value", arguments: ["--json", "--notes", "--notes=x", "-q", "-o", "--"])
  func forgottenValue(next: String) throws {
    let error = try refused(["track", "42", "--date", next, "x"])
    #expect(error.failure == .usage)
    #expect(error.message == "missing value for --date: the next argument is the flag \(next)")
  }

  @Test("a flag at the end of the line still needs its value")
  func valueMissing() throws {
    #expect(try refused(["track", "42", "--notes"]).message.hasPrefix("missing value for --notes ("))
    #expect(try refused(["list", "tasks", "-o"]).message.hasPrefix("missing value for --output ("))
  }

  @Test(
    "short flags may be given alone, in clusters and with a value",
    arguments: [
      (["-q"], Format.ids), (["-o", "csv"], .csv), (["-ocsv"], .csv), (["-o=csv"], .csv), (["-qo", "tsv"], .tsv),
      (["-qojsonl"], .jsonl), (["-q", "-o", "json"], .json),
    ] as [([String], Format)])
  func short(words: [String], format: Format) throws {
    #expect(try parsed(["list", "tasks"] + words).format == format)
    #expect(try parsed(words + ["list", "tasks"]).format == format)
  }

  @Test("after -- nothing is a flag, and a second -- is an argument")
  func doubleDash() throws {
    let arguments = try parsed(["track", "--notes", "n", "--", "--json"])
    #expect(arguments.operands == ["--json"])
    #expect(!arguments.has("json"))
    #expect(try parsed(["help", "--", "--", "-h"]).operands == ["--", "-h"])
  }

  @Test("a single dash is an argument")
  func dash() throws {
    #expect(try parsed(["track", "-"]).operands == ["-"])
  }

  @Test("the words after -- are a command line if the command accepts one")
  func commandLine() throws {
    let arguments = try parsed(["policy", "check", "--grant", "g", "--", "track", "--grant", "h", "--", "x"])
    #expect(arguments.commandLine == ["track", "--grant", "h", "--", "x"])
    #expect(arguments.operands.isEmpty)
    #expect(arguments.value("grant") == "g")
    #expect(try parsed(["policy", "check"]).commandLine == nil)
    #expect(try parsed(["policy", "check", "--"]).commandLine == [])
  }

  @Test("the last value of a repeated flag applies, and all are kept")
  func repeated() throws {
    let arguments = try parsed(["list", "tasks", "-o", "csv", "--output", "json"])
    #expect(arguments.format == .json)
    #expect(arguments.values("output") == ["csv", "json"])
  }

  @Test("a switch for a parameter can be turned off, other switches cannot")
  func switches() throws {
    #expect(try parsed(["track", "42", "--return-task"]).has("return-task"))
    #expect(try parsed(["track", "42", "--return-task=true"]).has("return-task"))
    #expect(try !parsed(["track", "42", "--return-task=false"]).has("return-task"))
    #expect(try !parsed(["track", "42"]).has("return-task"))
    #expect(
      try refused(["track", "42", "--return-task=yes"]).message
        == "invalid value \"yes\" for --return-task: expected true or false")
    #expect(
      try refused(["track", "42", "--json=true"]).message == "--json does not take a value: unexpected \"true\"")
  }

  @Test("arguments with unusual characters are not changed")
  func texts() throws {
    for word in ["Ünïcode & co +50%", "日本", "a\nb", "", " ", "e\u{301}"] {
      let operand = try #require(try parsed(["track", word]).operands.first)
      #expect(operand.utf8.elementsEqual(word.utf8))
    }
  }

  @Test(
    "help is shown wherever it is asked for, even on an invalid line",
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

  @Test(
    "the version is shown wherever it is asked for",
    arguments: [["--version"], ["track", "--version"], ["--json", "--version"]])
  func version(words: [String]) throws {
    guard case .version = try ArgumentParser().parse(words) else { throw Unexpected("no version") }
  }

  @Test("after -- help and version are arguments", arguments: ["--help", "-h", "--version"])
  func noHelp(word: String) throws {
    #expect(try parsed(["track", "--", word]).operands == [word])
  }
}

import Basics
import TestSupport
import Testing
import TrackingTime

@testable import TTCommands

@Suite("Invalid command lines") struct ArgumentErrorTests {
  @Test(
    "an unknown command is an error that suggests the closest one",
    arguments: [
      (["trak"], "unknown command \"trak\"", "did you mean tt track?"),
      (["Track"], "unknown command \"Track\"", "did you mean tt track?"),
      (["start"], "unknown command \"start\"", "did you mean tt track?"),
      (["ls"], "unknown command \"ls\"", "did you mean tt list?"),
      (["xyzzy"], "unknown command \"xyzzy\"", "see: tt help"),
      (["list"], "incomplete command \"tt list\": expected one of tasks, projects", "see: tt help"),
      (["list", "task"], "unknown command \"list task\"", "did you mean tt list tasks?"),
      (["list", "xyzzy"], "unknown command \"list xyzzy\"", "known commands: list tasks, list projects"),
      (["--", "track"], "missing command", "see: tt help"),
    ])
  func unknownCommand(words: [String], message: String, hint: String) throws {
    let error = try refused(words)
    #expect(error.failure == .usage)
    #expect(error.message.hasPrefix(message), "\(error.message)")
    #expect(error.hint?.hasPrefix(hint) == true, "\(error.hint ?? "")")
  }

  @Test(
    "commands and flags are never completed or guessed",
    arguments: [
      ["tr", "42"], ["sto"], ["stat"], ["list", "task"], ["list", "tas"], ["track", "42", "--note", "n"],
      ["track", "42", "--not", "n"], ["track", "42", "--jso"], ["list", "tasks", "--out", "csv"],
      ["track", "42", "--JSON"],
      ["policy", "chec"], ["track", "42", "-J"],
    ])
  func noAbbreviations(words: [String]) throws {
    #expect(try refused(words).failure == .usage)
  }

  @Test(
    "an unknown flag is an error that suggests the closest one of the command",
    arguments: [
      (["track", "42", "--note", "n"], "unknown flag --note for tt track", "did you mean --notes?"),
      (["track", "42", "--task_id", "7"], "unknown flag --task_id for tt track", "did you mean --task-id?"),
      (["list", "tasks", "--outptu=csv"], "unknown flag --outptu for tt list tasks", "did you mean --output?"),
      (["track", "42", "--xyzzy"], "unknown flag --xyzzy for tt track", "see: tt track --help"),
      (["--xyzzy"], "unknown flag --xyzzy", "see: tt help"),
      (["track", "42", "---json"], "unknown flag ---json for tt track", "did you mean --json?"),
      (["track", "-x"], "unknown flag -x", "put -- before arguments that begin with a dash"),
      (["track", "-qx"], "unknown flag -x in \"-qx\"", "put -- before"),
      (["track", "-15m"], "unknown flag -1 in \"-15m\"", "put -- before"),
    ])
  func unknownFlag(words: [String], message: String, hint: String) throws {
    let error = try refused(words)
    #expect(error.failure == .usage)
    #expect(error.message == message)
    #expect(error.hint?.hasPrefix(hint) == true, "\(error.hint ?? "")")
  }

  @Test("a flag of another command is an error")
  func misplaced() throws {
    let error = try refused(["stop", "42", "--task-name", "x"])
    #expect(error.message == "unknown flag --task-name for tt stop")
    #expect(
      try refused(["list", "workspaces", "--filter", "ALL"]).message
        == "unknown flag --filter for tt list workspaces")
  }

  @Test(
    "a value that is not one of the choices is an error that lists them",
    arguments: [
      (
        ["list", "tasks", "-o", "xml"],
        "invalid value \"xml\" for --output: expected one of table, json, jsonl, csv, tsv, ids"
      ),
      (["list", "tasks", "--output", "JSON"], "invalid value \"JSON\" for --output: expected one of table, json"),
      (["list", "tasks", "--output="], "invalid value \"\" for --output: expected one of table"),
      (
        ["list", "customers", "--filter", "OLD"],
        "invalid value \"OLD\" for --filter: expected one of ALL, ACTIVE, ARCHIVED"
      ),
    ])
  func choices(words: [String], message: String) throws {
    let error = try refused(words)
    #expect(error.failure == .usage)
    #expect(error.message.hasPrefix(message), "\(error.message)")
  }

  @Test(
    "the first unexpected argument is named",
    arguments: [
      (["track", "42", "43"], "tt track: unexpected argument \"43\""),
      (["status", "now"], "tt status: unexpected argument \"now\""),
      (["list", "tasks", "a b"], "tt list tasks: unexpected argument \"a b\""),
      (["track", "42", "--", "43"], "tt track: unexpected argument \"43\""),
    ])
  func tooMany(words: [String], message: String) throws {
    #expect(try refused(words).message == message)
  }

  @Test(
    "a missing argument is an error that names it and gives an example",
    arguments: [["split"], ["note"], ["show", "task"], ["update", "project"], ["call"], ["completion"]])
  func tooFew(words: [String]) throws {
    let error = try refused(words)
    #expect(error.message.hasPrefix("tt \(words.joined(separator: " ")): missing required argument "))
    #expect(error.hint?.hasPrefix("for example: ") == true)
  }

  @Test("the first problem of a line is reported")
  func first() throws {
    #expect(try refused(["track", "--xyzzy", "--foo"]).message == "unknown flag --xyzzy for tt track")
    #expect(try refused(["xyzzy", "--foo"]).message == "unknown flag --foo")
  }

  @Test(
    "words of commands to run are quoted as a shell reads them",
    arguments: [
      ("plain-1.2_x/:@%+=,", "plain-1.2_x/:@%+=,"), ("", "''"), ("a b", "'a b'"), ("it's", #"'it'\''s'"#),
      ("$HOME", "'$HOME'"),
      ("ü", "'ü'"), ("a\nb", "'a\nb'"), ("'", #"''\'''"#), ("`x`", "'`x`'"), ("*", "'*'"), ("~", "'~'"),
    ])
  func quoting(word: String, quoted: String) {
    #expect(Shell.quoted(word) == quoted)
  }

  @Test("a quote before a combining mark is still a quote to a shell")
  func combinedQuote() {
    let quoted = Shell.quoted("a'\u{301}b; rm x")
    #expect(Array(quoted.utf8) == Array("'a'\\''\u{301}b; rm x'".utf8))
  }

  @Test("messages quote values as JSON strings and cut long ones")
  func messageQuoting() {
    #expect("a \"b\"\n".inQuotes == #""a \"b\"\n""#)
    #expect(String(repeating: "x", count: 61).inQuotes == "\"" + String(repeating: "x", count: 57) + "...\"")
  }

  @Test("a value that does not fit its parameter is reported by the flag or argument it was given for")
  func parameterValues() throws {
    #expect(
      try failure {
        _ = try Catalog.validate(unresolvedCall(["track", "42", "--date", "2026-02-30 09:00"]).call)
      }.message
        == "invalid value \"2026-02-30 09:00\" for --date: no such day")
    #expect(
      try failure { _ = try Catalog.validate(unresolvedCall(["track", "42", "--notes", "a\u{0}"]).call) }.message
        == "invalid value for --notes: must not contain a NUL character")
  }
}

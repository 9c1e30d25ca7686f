import Basics
import Testing

@testable import TTCommands

@Suite("Wrong command lines") struct ParserErrorTests {
  @Test(
    "an unknown command is refused with the one that was meant",
    arguments: [
      (["trak"], "there is no command \"trak\"", "did you mean tt track?"),
      (["Track"], "there is no command \"Track\"", "did you mean tt track?"),
      (["start"], "there is no command \"start\"", "did you mean tt track?"),
      (["ls"], "there is no command \"ls\"", "did you mean tt list?"),
      (["xyzzy"], "there is no command \"xyzzy\"", "see: tt help"),
      (["list"], "tt list what? One of: tasks, projects", "see: tt help"),
      (["list", "task"], "there is no command \"tt list task\"", "did you mean tt list tasks?"),
      (["list", "xyzzy"], "there is no command \"tt list xyzzy\"", "one of: tasks"),
      (["--", "track"], "a command is missing", "see: tt help"),
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
    "an unknown flag is refused with the nearest of the command",
    arguments: [
      (["track", "42", "--note", "n"], "there is no flag --note", "did you mean --notes?"),
      (["track", "42", "--task_id", "7"], "there is no flag --task_id", "did you mean --task-id?"),
      (["list", "tasks", "--outptu=csv"], "there is no flag --outptu", "did you mean --output?"),
      (["track", "42", "--xyzzy"], "there is no flag --xyzzy", "see: tt track --help"),
      (["--xyzzy"], "there is no flag --xyzzy", "see: tt help"),
      (["track", "42", "---json"], "there is no flag ---json", "did you mean --json?"),
      (["track", "-x"], "there is no flag -x", "put -- before words that begin with a dash"),
      (["track", "-qx"], "there is no flag -x in -qx", "put -- before"),
      (["track", "-15m"], "there is no flag -1 in -15m", "put -- before"),
    ])
  func unknownFlag(words: [String], message: String, hint: String) throws {
    let error = try refused(words)
    #expect(error.failure == .usage)
    #expect(error.message == message)
    #expect(error.hint?.hasPrefix(hint) == true, "\(error.hint ?? "")")
  }

  @Test("a flag of another command is refused")
  func misplaced() throws {
    let error = try refused(["stop", "42", "--task-name", "x"])
    #expect(error.message == "tt stop has no flag --task-name")
    #expect(
      try refused(["list", "workspaces", "--filter", "ALL"]).message == "tt list workspaces has no flag --filter")
  }

  @Test(
    "a word that is none of the choices is refused with all of them",
    arguments: [
      (["list", "tasks", "-o", "xml"], "--output is xml; it takes table, json, jsonl, csv, tsv, ids"),
      (["list", "tasks", "--output", "JSON"], "--output is JSON; it takes table, json"),
      (["list", "tasks", "--output="], "--output is ''; it takes table"),
      (["list", "customers", "--filter", "OLD"], "--filter is OLD; it takes ALL, ACTIVE, ARCHIVED"),
    ])
  func choices(words: [String], message: String) throws {
    let error = try refused(words)
    #expect(error.failure == .usage)
    #expect(error.message.hasPrefix(message), "\(error.message)")
  }

  @Test(
    "too many words are refused by the first that is one too many",
    arguments: [
      (["track", "42", "43"], "tt track: the word 43 is one too many"),
      (["status", "now"], "tt status: the word now is one too many"),
      (["list", "tasks", "a b"], "tt list tasks: the word 'a b' is one too many"),
      (["track", "42", "--", "43"], "tt track: the word 43 is one too many"),
    ])
  func tooMany(words: [String], message: String) throws {
    #expect(try refused(words).message == message)
  }

  @Test(
    "a missing operand is named, with an example",
    arguments: [["edit"], ["show", "task"], ["update", "project"], ["call"], ["completion"]])
  func tooFew(words: [String]) throws {
    let error = try refused(words)
    #expect(error.message.hasPrefix("tt \(words.joined(separator: " ")): "))
    #expect(error.message.contains("is missing; it is "))
    #expect(error.hint?.hasPrefix("for example: ") == true)
  }

  @Test("the first problem of a line is the one that is told")
  func first() throws {
    #expect(try refused(["track", "--xyzzy", "--foo"]).message == "there is no flag --xyzzy")
    #expect(try refused(["xyzzy", "--foo"]).message == "there is no flag --foo")
  }

  @Test(
    "words in messages are quoted as a shell reads them",
    arguments: [
      ("plain-1.2_x/:@%+=,", "plain-1.2_x/:@%+=,"), ("", "''"), ("a b", "'a b'"), ("it's", #"'it'\''s'"#),
      ("$HOME", "'$HOME'"),
      ("ü", "'ü'"), ("a\nb", "'a\nb'"), ("'", #"''\'''"#), ("`x`", "'`x`'"), ("*", "'*'"), ("~", "'~'"),
    ])
  func quoting(word: String, quoted: String) {
    #expect(Shell.quoted(word) == quoted)
  }

  @Test("a quote with a combining mark behind it is still a quote to a shell")
  func combinedQuote() {
    let quoted = Shell.quoted("a'\u{301}b; rm x")
    #expect(Array(quoted.utf8) == Array("'a'\\''\u{301}b; rm x'".utf8))
  }
}

import Basics
import Foundation
import TestSupport
import Testing

@testable import TTCommands

@Suite("tt config") struct ConfigCommandTests {
  private let file = ".config/tt/config.json"

  private func text(_ cli: CLIFixture) throws -> String {
    try String(contentsOfFile: cli.home + "/" + file, encoding: .utf8)
  }

  private func json(_ run: CLIFixture.Run) throws -> JSONValue { try JSONValue.parse(run.output) }

  @Test("grant names may contain dots, and an unknown setting is an error that suggests the closest one")
  func names() throws {
    #expect(try ConfigName("account_id").steps == ["account_id"])
    #expect(try ConfigName("grants.claude.policy").steps == ["grants", "claude", "policy"])
    #expect(try ConfigName("grants.my.policy.bot.enforce").steps == ["grants", "my.policy.bot", "enforce"])
    let nearest = [
      "acount_id": "account_id", "grants.claude.polcy": "grants.claude.policy", "week-start": "week_start",
    ]
    for (wrong, right) in nearest {
      let error = try failure { _ = try ConfigName(wrong) }
      #expect(error.failure == .usage && error.hint == "did you mean \(right)?")
    }
    for wrong in ["", "grants", "grants.claude", "grants..policy", "grants.a b.policy", "account_id.x", "ACCOUNT_ID"] {
      #expect(try failure { _ = try ConfigName(wrong) }.failure == .usage, "\(wrong)")
    }
  }

  @Test(
    "values are checked and converted to their type",
    arguments: [
      ("account_id", "700001", 700_001), ("grants.a.enforce", "false", false), ("week_start", "sunday", "sunday"),
      ("password_command", "pass show tt", "pass show tt"),
      ("password_command", #"["pass", "a b"]"#, ["pass", "a b"]),
      ("grant_lock", "claude", "claude"), ("api_url", "http://127.0.0.1:8080/v4", "http://127.0.0.1:8080/v4"),
    ] as [(String, String, JSONValue)])
  func values(key: String, word: String, value: JSONValue) throws {
    let cli = try CLIFixture()
    let run = cli.run("config", "set", key, word, "--json")
    #expect(run.code == 0)
    #expect(try json(run)["changed"] == true && json(run)["value"] == value)
    #expect(try json(cli.run("config", "set", key, word, "--json"))["changed"] == false)
    let steps = try ConfigName(key).steps
    #expect(try Settings.read(cli.home + "/" + file)[steps] == value)
    #expect(Files.status(cli.home + "/" + file)?.mode == 0o600)
  }

  @Test(
    "an invalid value is a usage error, and nothing is written",
    arguments: [
      ("account_id", "0"), ("account_id", "+7"), ("account_id", "x"), ("api_url", "http://example.org"),
      ("api_url", "ftp://x"), ("password_command", ""), ("password_command", "[]"), ("week_start", "Monday"),
      ("grant_lock", "a b"), ("grants.a.policy", ""),
      ("grants.a.enforce", "yes"),
    ])
  func misfits(key: String, word: String) throws {
    let cli = try CLIFixture()
    let run = cli.run("config", "set", key, word)
    #expect(run.code == 2 && run.errors.hasPrefix("tt: invalid value \"\(word)\" for \(key): expected "))
    #expect(!cli.exists(file))
  }

  @Test("other members keep their order, and objects that become empty are removed")
  func order() throws {
    let cli = try CLIFixture()
    try cli.write(file, #"{"week_start":"sunday","grants":{"b":{"policy":"b.json"},"a":{}},"account_id":7}"#)
    #expect(cli.run("config", "set", "grants.a.policy", "ä.json").code == 0)
    #expect(cli.run("config", "set", "account_id", "8").code == 0)
    #expect(cli.run("config", "unset", "grants.b.policy").code == 0)
    #expect(
      try JSONValue.parse(text(cli)).compact
        == #"{"week_start":"sunday","grants":{"a":{"policy":"ä.json"}},"account_id":8}"#)
    #expect(try text(cli).hasSuffix("}\n"))
    let absent = cli.run("config", "unset", "grants.b.policy", "--json")
    #expect(absent.code == 0)
    #expect(try json(absent)["changed"] == false)
  }

  @Test("a link to the file stays a link")
  func link() throws {
    let cli = try CLIFixture()
    try cli.write("dotfiles/config.json", "{}")
    try cli.write(".config/tt/other", "")
    try FileManager.default.createSymbolicLink(
      atPath: cli.home + "/" + file, withDestinationPath: "../../dotfiles/config.json")
    #expect(cli.run("config", "set", "account_id", "7").code == 0)
    #expect(try String(contentsOfFile: cli.home + "/dotfiles/config.json", encoding: .utf8).contains("7"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: cli.home + "/" + file).hasPrefix("../"))
  }

  @Test("an invalid file is an error and is not overwritten", arguments: ["get", "set", "unset", "list"])
  func invalid(verb: String) throws {
    let cli = try CLIFixture()
    try cli.write(file, "{\n  \"acount_id\": 7}")
    let words = ["get": ["account_id"], "set": ["account_id", "8"], "unset": ["account_id"]][verb] ?? []
    let run = cli.run(["config", verb] + words)
    #expect(run.code == 11 && run.errors.contains("config.json:2:3: /acount_id"))
    #expect(try text(cli) == "{\n  \"acount_id\": 7}")
  }

  @Test("a value comes from the flag, else the environment, else the file, else the default")
  func origins() throws {
    let cli = try CLIFixture(["TT_ACCOUNT_ID": "8"])
    try cli.write(file, #"{"account_id": 7, "week_start": "saturday", "grants": {"x": {"enforce": false}}}"#)
    func row(_ words: String...) throws -> JSONValue { try json(cli.run(["config", "get", "--json"] + words)) }
    #expect(
      try row("account_id", "--account-id", "9")
        == ["key": "account_id", "value": 9, "origin": "flag", "source": "--account-id"])
    #expect(
      try row("account_id") == ["key": "account_id", "value": 8, "origin": "environment", "source": "TT_ACCOUNT_ID"])
    cli.environment["TT_ACCOUNT_ID"] = nil
    #expect(try row("account_id")["origin"] == "config file")
    #expect(try row("account_id")["source"] == .string(cli.home + "/" + file))
    cli.environment["TT_API_URL"] = nil
    #expect(try row("api_url")["origin"] == "default")
    #expect(cli.run("config", "get", "week_start", "--show-origin").output.hasPrefix("saturday  config file ("))
    #expect(cli.run("config", "get", "week_start").output == "saturday\n")
    let list = cli.run("config", "list")
    #expect(list.output.split(separator: "\n").contains { $0.split(separator: " ") == ["grants.x.enforce", "false"] })
    #expect(!list.output.contains("ORIGIN"))
    let rows = try json(cli.run("config", "list", "--json")).array ?? []
    #expect(rows.count == ConfigKey.all.filter { !$0.isOfGrant && !$0.isOfWeekday }.count + 1)
    #expect(rows.allSatisfy { $0["key"] != nil && $0["value"] != nil && $0["origin"] != nil })
  }

  @Test("a setting without a value exits with 5, and the path is printed whether or not the file exists")
  func absent() throws {
    let cli = try CLIFixture()
    #expect(cli.run("config", "get", "account_id").code == 5)
    #expect(cli.run("config", "path").output == cli.home + "/" + file + "\n")
    #expect(try json(cli.run("config", "path", "--json"))["exists"] == false)
  }

  @Test("a change that a variable overrides is reported")
  func overridden() throws {
    let cli = try CLIFixture(["TT_ACCOUNT_ID": "8"])
    #expect(
      cli.run("config", "set", "account_id", "7").errors == "tt: TT_ACCOUNT_ID is set and overrides account_id\n")
  }

  @Test("tt help settings lists every key")
  func help() throws {
    let topic = try CLIFixture().run("help", "settings").output
    for key in ConfigKey.all { #expect(topic.contains(key.name)) }
  }
}

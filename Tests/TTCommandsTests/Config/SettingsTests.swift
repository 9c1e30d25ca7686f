import Basics
import Policy
import TestSupport
import Testing

@testable import TTCommands

@Suite("config.json") struct SettingsTests {
  private func settings(_ text: String) throws -> Settings {
    let cli = try CLIFixture()
    try cli.write("config.json", text)
    return try Settings.read(cli.home + "/config.json")
  }

  @Test("without a file, or with an empty object, there are no settings")
  func absent() throws {
    let cli = try CLIFixture()
    #expect(try Settings.read(cli.home + "/config.json") == Settings())
    #expect(try settings("{}") == Settings())
  }

  @Test("every setting is read")
  func all() throws {
    let found = try settings(
      """
      {"account_id": 700001, "api_url": "https://example.org/v4",
       "grants": {"claude": {"policy": "claude.json"}, "ci-2.x_y": {}}}
      """)
    #expect(found.accountID == 700_001)
    #expect(found.apiURL == "https://example.org/v4")
    #expect(found.grants == ["claude": GrantSettings(policy: "claude.json"), "ci-2.x_y": GrantSettings()])
  }

  @Test(
    "invalid content is an error with its line and column",
    arguments: [
      ("[]", "1:1: expected an object, found a list"), ("", "1:1: invalid JSON: "),
      ("{\n \"a\": }", "2:7: invalid JSON: "),
      ("{\n  \"acount_id\": 7}", "2:3: /acount_id: unknown key \"acount_id\"; did you mean"),
      ("{\"x/y\": 7}", "1:2: /x~1y: unknown key \"x/y\"; known keys: account_id, api_url"),
      ("{\"Grants\": {}}", "1:2: /Grants: unknown key \"Grants\"; did you mean \"grants\"?"),
      ("{\"account_id\": \"7\"}", "1:2: /account_id: expected a workspace ID"),
      ("{\"account_id\": 0}", "1:2: /account_id: "), ("{\"account_id\": 7.5}", "1:2: /account_id: "),
      ("{\"api_url\": 7}", "1:2: /api_url: expected a URL such as https://HOST"),
      ("{\"grants\": []}", "1:2: /grants: expected an object"),
      ("{\"grants\": {\"a\": 7}}", "1:13: /grants/a: expected an object"),
      ("{\"grants\": {\"a b\": {}}}", "1:13: /grants/a b: expected a grant name (1 to 64"),
      (
        "{\"grants\": {\"a\": {\"polici\": \"x\"}}}",
        "1:19: /grants/a/polici: unknown key \"polici\"; did you mean \"policy\"?"
      ),
      ("{\"grants\": {\"a\": {\"policy\": \"\"}}}", "1:19: /grants/a/policy: expected a file name"),
      ("{\"grants\": {\"a\": {}, \"a\": {}}}", "1:22: invalid JSON: duplicate name \"a\" in an object"),
      ("{\"account_id\": 7} x", "1:19: invalid JSON: "),
    ])
  func refused(text: String, message: String) throws {
    let error = try failure { _ = try settings(text) }
    #expect(error.failure == .config)
    #expect(error.message.contains("/config.json:" + message), "\(error.message)")
  }
}

@Suite("Folders") struct FoldersTests {
  private func folders(_ environment: [String: String?]) throws -> Folders {
    let cli = try CLIFixture()
    cli.environment = environment.compactMapValues { $0 }
    return try Folders(cli.context())
  }

  @Test("the default folders are below the home folder")
  func defaults() throws {
    let found = try folders(["HOME": "/home/ada"])
    #expect(found.config == "/home/ada/.config/tt")
    #expect(found.state == "/home/ada/.local/state/tt")
    #expect(found.cache == "/home/ada/.cache/tt")
  }

  @Test("an empty or relative variable means the default", arguments: ["", "relative", "./x", "~/x"])
  func notAbsolute(value: String) throws {
    let all = try folders(
      ["HOME": "/h", "XDG_CONFIG_HOME": value, "XDG_STATE_HOME": value, "XDG_CACHE_HOME": value])
    #expect(all == (try folders(["HOME": "/h"])))
  }

  @Test("an absolute variable sets its own folder only")
  func absolute() throws {
    let found = try folders(["HOME": "/h", "XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s", "XDG_CACHE_HOME": "/x"])
    #expect(found.config == "/c/tt" && found.state == "/s/tt" && found.cache == "/x/tt")
    #expect(try folders(["HOME": "/h", "XDG_STATE_HOME": "/s"]).config == "/h/.config/tt")
  }

  @Test("HOME is only needed if another variable is missing", arguments: [nil, "", "relative"] as [String?])
  func noHome(home: String?) throws {
    let found = try folders(["HOME": home, "XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s", "XDG_CACHE_HOME": "/x"])
    #expect(found.config == "/c/tt")
    let error = try failure { _ = try folders(["HOME": home, "XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s"]) }
    #expect(error.failure == .config)
    #expect(error.message.contains("XDG_CACHE_HOME"))
  }
}

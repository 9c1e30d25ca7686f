import Basics
import Foundation
import Testing

@testable import TTCommands

/// Settings and the calls they apply to.
@Suite("Effects of settings") struct SettingEffectTests {
  @Test("a changed setting applies to the next call")
  func effect() throws {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    cli.environment["TT_ACCOUNT_ID"] = nil
    #expect(cli.run("config", "set", "account_id", "7").code == 0)
    #expect(cli.mode(CLIFixture.config + "/config.json") == 0o600)
    #expect(cli.run("track", "42").code == 0)
    #expect(cli.lines == ["POST /7/tasks/track/42"])
    #expect(cli.run("config", "unset", "account_id").code == 0)
    #expect(cli.run("config", "get", "account_id").code == 5)
  }

  @Test("an unknown key in the file refuses every call, with its line and column")
  func unknownKey() throws {
    let cli = try CLIFixture(answers: [:])
    try cli.write("{\n  \"acount_id\": 700001\n}", config: "config.json")
    let run = cli.run("track", "42")
    #expect(run.code == 11)
    #expect(try run.errorLine().contains("config.json:2:3: "))
    #expect(try run.errorLine().contains("did you mean \"account_id\"?"))
    #expect(cli.lines == [])
  }

  @Test("a folder that cannot be written is exit 11, and the file is kept")
  func unwritable() throws {
    let cli = try CLIFixture(answers: [:])
    try cli.write(#"{"account_id": 7}"#, config: "config.json")
    chmod(cli.home + "/" + CLIFixture.config, 0o500)
    let run = cli.run("config", "set", "account_id", "8")
    chmod(cli.home + "/" + CLIFixture.config, 0o700)
    #expect(run.code == 11)
    #expect(cli.read(CLIFixture.config + "/config.json") == #"{"account_id": 7}"#)
  }

  @Test("lists are printed in every format")
  func formats() throws {
    let cli = try CLIFixture(answers: [:])
    let json = try cli.run("config", "list", "--json").json()
    #expect(json.array?.contains { $0["key"] == "api_url" && $0["origin"] == "environment" } == true)
    #expect(cli.run("config", "list", "--output", "csv").output.hasPrefix("key,value\r\naccount_id,7\r\n"))
    #expect(cli.run("config", "list", "-q").output.hasPrefix("account_id\napi_url\n"))
  }
}

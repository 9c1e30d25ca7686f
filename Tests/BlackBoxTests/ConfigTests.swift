import Foundation
import Sandbox
import Testing

/// `tt config`, and the effect of settings.
@Suite("tt config as a process") struct ConfigTests {
  /// No workspace in the environment.
  private static let bare: [String: String?] = ["TT_ACCOUNT_ID": nil]

  @Test("a changed setting applies to the next call")
  func effect() async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt("config", "set", "account_id", "700001", env: Self.bare)
      #expect(run.exit == 0)
      #expect(fixture.mode(fixture.config + "/config.json") == 0o600)
      #expect(try await fixture.tt("track", "42", env: Self.bare).exit == 0)
      #expect(await fixture.lines() == ["POST /700001/tasks/track/42"])
      #expect(try await fixture.tt("config", "unset", "account_id", env: Self.bare).exit == 0)
      #expect(try await fixture.tt("config", "get", "account_id", env: Self.bare).exit == 5)
    }
  }

  @Test("concurrent changes of settings are all kept")
  func together() async throws {
    try await SandboxFixture.run { fixture in
      try await withThrowingTaskGroup(of: Int32?.self) { group in
        for number in 1...12 {
          group.addTask { try await fixture.tt("config", "set", "grants.g\(number).policy", "\(number).json").exit }
        }
        for try await code in group { #expect(code == 0) }
      }
      let file = try JSON(fixture.read(fixture.config + "/config.json") ?? "")
      #expect(file["grants"]?.keys.count == 12)
      #expect(fixture.files(below: fixture.config) == [fixture.config + "/config.json"], "no temporary file is left")
    }
  }

  @Test("an unknown key in the file refuses every call, with its line and column")
  func unknownKey() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write("{\n  \"acount_id\": 700001\n}", config: "config.json")
      let run = try await fixture.tt("track", "42")
      #expect(run.exit == 11)
      #expect(try run.errorLine().contains("config.json:2:3: "))
      #expect(try run.errorLine().contains("did you mean \"account_id\"?"))
      #expect(await fixture.isSilent())
    }
  }

  @Test("a folder that cannot be written is exit 11, and the file is kept")
  func unwritable() async throws {
    try await SandboxFixture.run { fixture in
      let file = try fixture.write(#"{"account_id": 7}"#, config: "config.json")
      chmod(fixture.config, 0o500)
      let run = try await fixture.tt("config", "set", "account_id", "8")
      chmod(fixture.config, 0o700)
      #expect(run.exit == 11)
      #expect(fixture.read(file) == #"{"account_id": 7}"#)
    }
  }

  @Test("lists are printed in every format")
  func formats() async throws {
    try await SandboxFixture.run { fixture in
      let json = try await fixture.tt("config", "list", "--json").json()
      #expect(json.array?.contains { $0["key"]?.string == "api_url" && $0["origin"]?.string == "environment" } == true)
      #expect(
        try await fixture.tt("config", "list", "--output", "csv").out.hasPrefix("key,value\r\naccount_id,700001\r\n"))
      #expect(try await fixture.tt("config", "list", "-q").out.hasPrefix("account_id\napi_url\n"))
    }
  }
}

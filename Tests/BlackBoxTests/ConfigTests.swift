import Foundation
import Sandbox
import Testing

/// `tt config`, and what the settings do.
@Suite struct ConfigTests {
  /// No workspace in the environment.
  private static let bare: [String: String?] = ["TT_ACCOUNT_ID": nil]

  @Test("a setting that is written holds for the next call")
  func effect() async throws {
    try await SandboxFixture.run { house in
      let run = try await house.tt("config", "set", "account_id", "700001", env: Self.bare)
      #expect(run.exit == 0)
      #expect(house.mode(house.config + "/config.json") == 0o600)
      #expect(try await house.tt("track", "42", env: Self.bare).exit == 0)
      #expect(await house.lines() == ["POST /700001/tasks/track/42"])
      #expect(try await house.tt("config", "unset", "account_id", env: Self.bare).exit == 0)
      #expect(try await house.tt("config", "get", "account_id", env: Self.bare).exit == 5)
    }
  }

  @Test("writers at the same time do not lose each other's settings")
  func together() async throws {
    try await SandboxFixture.run { house in
      try await withThrowingTaskGroup(of: Int32?.self) { group in
        for number in 1...12 {
          group.addTask { try await house.tt("config", "set", "grants.g\(number).policy", "\(number).json").exit }
        }
        for try await code in group { #expect(code == 0) }
      }
      let file = try JSON(house.read(house.config + "/config.json") ?? "")
      #expect(file["grants"]?.keys.count == 12)
      #expect(house.files(below: house.config) == [house.config + "/config.json"], "no temporary file is left")
    }
  }

  @Test("an unknown key in the file stops every call, with its line and column")
  func unknownKey() async throws {
    try await SandboxFixture.run { house in
      try house.write("{\n  \"acount_id\": 700001\n}", config: "config.json")
      let run = try await house.tt("track", "42")
      #expect(run.exit == 11)
      #expect(try run.errorLine().contains("config.json:2:3: "))
      #expect(try run.errorLine().contains("did you mean \"account_id\"?"))
      #expect(await house.isSilent())
    }
  }

  @Test("a folder that cannot be written is exit 11, and the file stays")
  func unwritable() async throws {
    try await SandboxFixture.run { house in
      let file = try house.write(#"{"account_id": 7}"#, config: "config.json")
      chmod(house.config, 0o500)
      let run = try await house.tt("config", "set", "account_id", "8")
      chmod(house.config, 0o700)
      #expect(run.exit == 11)
      #expect(house.read(file) == #"{"account_id": 7}"#)
    }
  }

  @Test("lists print in every format")
  func formats() async throws {
    try await SandboxFixture.run { house in
      let json = try await house.tt("config", "list", "--json").json()
      #expect(json.array?.contains { $0["key"]?.string == "api_url" && $0["origin"]?.string == "environment" } == true)
      #expect(
        try await house.tt("config", "list", "--output", "csv").out.hasPrefix("key,value\r\naccount_id,700001\r\n"))
      #expect(try await house.tt("config", "list", "-q").out.hasPrefix("account_id\napi_url\n"))
    }
  }
}

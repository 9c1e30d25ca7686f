import Foundation
import Sandbox
import Testing

/// Where credentials come from, how they are saved, and that they are never shown.
@Suite("tt auth as a process") struct AuthTests {
  /// No credentials in the environment.
  static let bare: [String: String?] = ["TT_APP_PASSWORD": nil]

  /// Runs tt with a text on its standard input.
  private func pipe(_ text: String, _ fixture: SandboxFixture, _ words: String..., env: [String: String?] = bare)
    async throws
    -> TTRun
  {
    let path = try fixture.write(text, to: fixture.folder + "/tmp/input")
    let line = "exec \"$0\" \"$@\" < '\(path)'"
    return try await fixture.run("/bin/sh", ["-c", line, Products.tt] + words, env: env)
  }

  @Test("a password is verified before it is saved, and then used by every command")
  func login() async throws {
    try await SandboxFixture.run { fixture in
      let run = try await pipe("sandbox\n", fixture, "auth", "login", "--with-password", "--json")
      #expect(run.exit == 0)
      #expect(run.errors == "")
      #expect(try run.json()["changed"]?.bool == true)
      #expect(try run.json()["user"]?["id"]?.int == 9001)
      #expect(fixture.lines() == ["GET /me"])
      #expect(fixture.mode(fixture.config + "/credentials.json") == 0o600)
      #expect(
        fixture.files(below: fixture.config).map { URL(fileURLWithPath: $0).lastPathComponent } == ["credentials.json"])
      #expect(try await fixture.tt("track", "42", env: Self.bare).exit == 0)
      #expect(try fixture.auditRecords().first?["tool"]?.string == "get_me", "the check is a call like any other")
    }
  }

  @Test("a folder created by tt is accessible to its owner only")
  func folder() async throws {
    try await SandboxFixture.run { fixture in
      let env = ["TT_APP_PASSWORD": nil, "XDG_CONFIG_HOME": fixture.folder + "/new/config"]
      let run = try await pipe("sandbox", fixture, "auth", "login", "--with-password", env: env)
      #expect(run.exit == 0)
      #expect(fixture.mode(fixture.folder + "/new/config/tt") == 0o700)
    }
  }

  @Test("a wrong password is exit 4 and not saved, and an older one is kept")
  func wrongPassword() async throws {
    try await SandboxFixture.run { fixture in
      let run = try await pipe("wr0ng", fixture, "auth", "login", "--with-password", "--json")
      #expect(run.exit == 4)
      #expect(run.out == "")
      #expect(try run.error()["class"]?.string == "auth")
      #expect(!run.errors.contains("wr0ng"))
      #expect(fixture.files(below: fixture.config) == [])
      let old = try fixture.write(#"{"app_password":"sandbox"}"#, config: "credentials.json")
      #expect(try await pipe("wr0ng", fixture, "auth", "login", "--with-password").exit == 4)
      #expect(fixture.read(old) == #"{"app_password":"sandbox"}"#)
    }
  }

  @Test("an e-mail address and account password can be saved instead")
  func email() async throws {
    try await SandboxFixture.run { fixture in
      let words = ["auth", "login", "--with-password", "--email", "ada@example.test"]
      let path = try fixture.write("sandbox-password\n", to: fixture.folder + "/tmp/input")
      let run = try await fixture.run(
        "/bin/sh", ["-c", "exec \"$0\" \"$@\" < '\(path)'", Products.tt] + words, env: Self.bare)
      #expect(run.exit == 0)
      let status = try await fixture.tt("auth", "status", "--json", env: Self.bare)
      #expect(try status.json()["email"]?.string == "ada@example.test")
      #expect(try status.json()["accepted"]?.bool == true)
      #expect(!status.out.contains("sandbox-password"))
    }
  }

  @Test("without the service, login is exit 7 and nothing is saved")
  func unreachable() async throws {
    try await SandboxFixture.run { fixture in
      let env = ["TT_APP_PASSWORD": nil, "TT_API_URL": "http://127.0.0.1:1/api/v4"]
      let run = try await pipe("sandbox", fixture, "auth", "login", "--with-password", env: env)
      #expect(run.exit == 7)
      #expect(fixture.files(below: fixture.config) == [])
    }
  }

  @Test("logout removes the password; without one, calls are exit 4 and nothing is sent")
  func logout() async throws {
    try await SandboxFixture.run { fixture in
      #expect(try await pipe("sandbox", fixture, "auth", "login", "--with-password").exit == 0)
      #expect(try await fixture.tt("status", env: Self.bare).exit == 0)
      fixture.sandbox.clearRequests()
      let run = try await fixture.tt("auth", "logout", "--json", env: Self.bare)
      #expect(try run.json()["changed"]?.bool == true)
      #expect(fixture.files(below: fixture.config) == [])
      #expect(fixture.read(fixture.cache + "/user.json") == nil)
      #expect(try await fixture.tt("auth", "logout", "--json", env: Self.bare).json()["changed"]?.bool == false)
      #expect(try await fixture.tt("track", "42", env: Self.bare).exit == 4)
      #expect(try await fixture.tt("auth", "status", env: Self.bare).exit == 4)
      #expect(fixture.isSilent())
    }
  }

  @Test("status names the source in use; a rejected password is exit 4")
  func status() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(#"{"app_password":"sandbox"}"#, config: "credentials.json")
      let bad = try await fixture.tt("auth", "status", "--json", env: ["TT_APP_PASSWORD": "wr0ng"])
      #expect(bad.exit == 4)
      #expect(try bad.json()["accepted"]?.bool == false)
      #expect(try bad.json()["source"]?.string == "TT_APP_PASSWORD")
      #expect(try bad.json()["unused"]?.array == [.string(fixture.config + "/credentials.json")])
      #expect(!(bad.out + bad.errors).contains("wr0ng"))
      let failed = try await fixture.tt("track", "42", env: ["TT_APP_PASSWORD": "wr0ng"])
      #expect(failed.exit == 4)
      #expect(try failed.errorLine().contains("they come from TT_APP_PASSWORD"))
      fixture.sandbox.clearRequests()
      #expect(try await fixture.tt("auth", "status", "--offline", env: Self.bare).exit == 0)
      #expect(fixture.isSilent())
    }
  }
}

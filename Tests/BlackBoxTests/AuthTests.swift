import Foundation
import Sandbox
import Testing

/// Credentials: where they come from, how they are kept, and that they are never shown.
@Suite struct AuthTests {
  /// No credentials in the environment.
  static let bare: [String: String?] = ["TT_APP_PASSWORD": nil]

  /// Runs tt with a text on its standard input.
  private func pipe(_ text: String, _ house: SandboxFixture, _ words: String..., env: [String: String?] = bare)
    async throws
    -> TTRun
  {
    let path = try house.write(text, to: house.folder + "/tmp/input")
    let line = "exec \"$0\" \"$@\" < '\(path)'"
    return try await house.run("/bin/sh", ["-c", line, Products.tt] + words, env: env)
  }

  @Test("a password is tried before it is kept, and then serves every command")
  func login() async throws {
    try await SandboxFixture.run { house in
      let run = try await pipe("sandbox\n", house, "auth", "login", "--with-password", "--json")
      #expect(run.exit == 0)
      #expect(run.errors == "")
      #expect(try run.json()["changed"]?.bool == true)
      #expect(try run.json()["user"]?["id"]?.int == 9001)
      #expect(await house.lines() == ["GET /me"])
      #expect(house.mode(house.config + "/credentials.json") == 0o600)
      #expect(
        house.files(below: house.config).map { URL(fileURLWithPath: $0).lastPathComponent } == ["credentials.json"])
      #expect(try await house.tt("track", "42", env: Self.bare).exit == 0)
      #expect(try house.auditRecords().first?["tool"]?.string == "get_me", "the check is a call like any other")
    }
  }

  @Test("a folder that tt makes is its owner's alone")
  func folder() async throws {
    try await SandboxFixture.run { house in
      let env = ["TT_APP_PASSWORD": nil, "XDG_CONFIG_HOME": house.folder + "/new/config"]
      let run = try await pipe("sandbox", house, "auth", "login", "--with-password", env: env)
      #expect(run.exit == 0)
      #expect(house.mode(house.folder + "/new/config/tt") == 0o700)
    }
  }

  @Test("a wrong password is exit 4 and nothing is kept, not even over an older one")
  func wrongPassword() async throws {
    try await SandboxFixture.run { house in
      let run = try await pipe("wr0ng", house, "auth", "login", "--with-password", "--json")
      #expect(run.exit == 4)
      #expect(run.out == "")
      #expect(try run.error()["class"]?.string == "auth")
      #expect(!run.errors.contains("wr0ng"))
      #expect(house.files(below: house.config) == [])
      let old = try house.write(#"{"app_password":"sandbox"}"#, config: "credentials.json")
      #expect(try await pipe("wr0ng", house, "auth", "login", "--with-password").exit == 4)
      #expect(house.read(old) == #"{"app_password":"sandbox"}"#)
    }
  }

  @Test("e-mail and account password are the other form")
  func email() async throws {
    try await SandboxFixture.run { house in
      let words = ["auth", "login", "--with-password", "--email", "ada@example.test"]
      let path = try house.write("sandbox-password\n", to: house.folder + "/tmp/input")
      let run = try await house.run(
        "/bin/sh", ["-c", "exec \"$0\" \"$@\" < '\(path)'", Products.tt] + words, env: Self.bare)
      #expect(run.exit == 0)
      let status = try await house.tt("auth", "status", "--json", env: Self.bare)
      #expect(try status.json()["email"]?.string == "ada@example.test")
      #expect(try status.json()["accepted"]?.bool == true)
      #expect(!status.out.contains("sandbox-password"))
    }
  }

  @Test("no service: exit 7 and nothing is kept")
  func unreachable() async throws {
    try await SandboxFixture.run { house in
      let env = ["TT_APP_PASSWORD": nil, "TT_API_URL": "http://127.0.0.1:1/api/v4"]
      let run = try await pipe("sandbox", house, "auth", "login", "--with-password", env: env)
      #expect(run.exit == 7)
      #expect(house.files(below: house.config) == [])
    }
  }

  @Test("logout forgets; without a password nothing is sent, exit 4")
  func logout() async throws {
    try await SandboxFixture.run { house in
      #expect(try await pipe("sandbox", house, "auth", "login", "--with-password").exit == 0)
      #expect(try await house.tt("status", env: Self.bare).exit == 0)
      await house.sandbox.clearRequests()
      let run = try await house.tt("auth", "logout", "--json", env: Self.bare)
      #expect(try run.json()["changed"]?.bool == true)
      #expect(house.files(below: house.config) == [])
      #expect(house.read(house.cache + "/user.json") == nil)
      #expect(try await house.tt("auth", "logout", "--json", env: Self.bare).json()["changed"]?.bool == false)
      #expect(try await house.tt("track", "42", env: Self.bare).exit == 4)
      #expect(try await house.tt("auth", "status", env: Self.bare).exit == 4)
      #expect(await house.isSilent())
    }
  }

  @Test("status says which source wins; a password that is not accepted is exit 4")
  func status() async throws {
    try await SandboxFixture.run { house in
      try house.write(#"{"app_password":"sandbox"}"#, config: "credentials.json")
      let bad = try await house.tt("auth", "status", "--json", env: ["TT_APP_PASSWORD": "wr0ng"])
      #expect(bad.exit == 4)
      #expect(try bad.json()["accepted"]?.bool == false)
      #expect(try bad.json()["source"]?.string == "TT_APP_PASSWORD")
      #expect(try bad.json()["unused"]?.array == [.string(house.config + "/credentials.json")])
      #expect(!(bad.out + bad.errors).contains("wr0ng"))
      let failed = try await house.tt("track", "42", env: ["TT_APP_PASSWORD": "wr0ng"])
      #expect(failed.exit == 4)
      #expect(try failed.errorLine().contains("they come from TT_APP_PASSWORD"))
      await house.sandbox.clearRequests()
      #expect(try await house.tt("auth", "status", "--offline", env: Self.bare).exit == 0)
      #expect(await house.isSilent())
    }
  }

  @Test("a file others can read is refused with the chmod to run; so is a .netrc that yields a password")
  func modes() async throws {
    try await SandboxFixture.run { house in
      let file = try house.write(#"{"app_password":"sandbox"}"#, config: "credentials.json", mode: 0o640)
      let run = try await house.tt("track", "42", env: Self.bare)
      #expect(run.exit == 11)
      #expect(try run.errorLine().contains("chmod 600 '\(file)'"))
      try FileManager.default.removeItem(atPath: file)
      let netrc = try house.write(
        "machine 127.0.0.1 login API_TOKEN password sandbox", to: house.folder + "/home/.netrc", mode: 0o644)
      #expect(try await house.tt("track", "42", env: Self.bare).errorLine().contains("chmod 600 '\(netrc)'"))
      #expect(await house.isSilent())
      chmod(netrc, 0o600)
      #expect(try await house.tt("track", "42", env: Self.bare).exit == 0)
    }
  }
}

import Foundation
import Testing

/// A file that tt cannot trust or write refuses the call: exit 11, nothing sent, and a message that says how to fix it.
@Suite("Failing closed") struct FailClosedTests {
  /// Something that is broken, how, and what the message must contain. `$FOLDER` is the fixture's folder.
  struct Broken: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var fragments: [String]
    var env: [String: String?] = [:]
    var damage: @Sendable (SandboxFixture) throws -> Void
  }

  static let table: [Broken] =
    [
      "not JSON", "", "{}", "[]", "{\"version\":1}", "\u{0}\u{0}\u{0}",
      "{\"version\":1,\"clock\":1,\"counters\":{\"x\":{}}}",
    ].map { text in
      Broken(testDescription: "limits file: \(text.debugDescription)", fragments: ["limits.json", "rm "]) { fixture in
        try fixture.write(text, to: fixture.state + "/limits.json")
      }
    } + [
      Broken(testDescription: "limits file with a negative count", fragments: ["limits.json", "rm "]) { fixture in
        try fixture.write(
          #"{"version":1,"clock":1,"counters":{"x":{"start":0,"window":60,"used":-5}}}"#,
          to: fixture.state + "/limits.json")
      },
      Broken(testDescription: "limits file is a link", fragments: ["limits.json", "link", "rm "]) { fixture in
        let target = try fixture.write(
          #"{"version":1,"clock":1,"counters":{}}"#, to: fixture.folder + "/elsewhere.json")
        try fixture.makeFolder(fixture.state)
        try FileManager.default.createSymbolicLink(
          atPath: fixture.state + "/limits.json", withDestinationPath: target)
      },
      Broken(testDescription: "limits file is a folder", fragments: ["limits.json", "mv "]) { fixture in
        try fixture.makeFolder(fixture.state + "/limits.json")
      },
      Broken(testDescription: "state folder is read-only", fragments: ["state/tt", "chmod u+rwx"]) { fixture in
        try fixture.makeFolder(fixture.state)
        chmod(fixture.state, 0o555)
      },
      Broken(testDescription: "state folder is a file", fragments: ["state/tt"]) { fixture in
        try fixture.write("", to: fixture.state)
      },
      Broken(testDescription: "audit log ends in half a line", fragments: ["audit.jsonl", "mv "]) { fixture in
        try fixture.write("{\"seq\":1,\"ti", to: fixture.state + "/audit.jsonl")
      },
      Broken(testDescription: "last audit line is garbage", fragments: ["audit.jsonl", "mv "]) { fixture in
        try fixture.write("garbage\n", to: fixture.state + "/audit.jsonl")
      },
      Broken(testDescription: "last audit line has no hash", fragments: ["audit.jsonl", "mv "]) { fixture in
        try fixture.write("{\"seq\":1}\n", to: fixture.state + "/audit.jsonl")
      },
      Broken(testDescription: "audit log is a link", fragments: ["audit.jsonl"]) { fixture in
        try fixture.makeFolder(fixture.state)
        try FileManager.default.createSymbolicLink(
          atPath: fixture.state + "/audit.jsonl", withDestinationPath: fixture.folder + "/log")
      },
      Broken(
        testDescription: "credentials open to the group", fragments: ["chmod 600", "credentials.json"], env: noPassword
      ) {
        try $0.write(#"{"app_password":"sandbox"}"#, config: "credentials.json", mode: 0o640)
      },
      Broken(testDescription: "credentials open to all", fragments: ["chmod 600", "credentials.json"], env: noPassword)
      {
        try $0.write(#"{"app_password":"sandbox"}"#, config: "credentials.json", mode: 0o604)
      },
      Broken(
        testDescription: "credentials not understood", fragments: ["credentials.json", "app_password"], env: noPassword
      ) {
        try $0.write(#"{"password":"sandbox"}"#, config: "credentials.json")
      },
      Broken(testDescription: "config is not JSON", fragments: ["config.json:1:2"]) {
        try $0.write("{account_id: 1}", config: "config.json")
      },
      Broken(testDescription: "config has an unknown key", fragments: ["config.json:1:2", "account_id"]) {
        try $0.write(#"{"acount_id":1}"#, config: "config.json")
      },
      Broken(testDescription: "config has a wrong type", fragments: ["config.json:1:", "/account_id"]) {
        try $0.write(#"{"account_id":"1"}"#, config: "config.json")
      },
      Broken(
        testDescription: "plain http", fragments: ["http", "https"], env: ["TT_API_URL": "http://192.0.2.1/api/v4"]
      ) { _ in },
      Broken(
        testDescription: "plain http to a name that begins like the loopback", fragments: ["https"],
        env: ["TT_API_URL": "http://127.0.0.1.example.test/api/v4"]
      ) { _ in },
      Broken(testDescription: "no URL", fragments: ["TT_API_URL", "https"], env: ["TT_API_URL": "api.example.test"]) {
        _ in
      },
      Broken(
        testDescription: "a URL with credentials", fragments: ["TT_API_URL"],
        env: ["TT_API_URL": "https://a:b@127.0.0.1/api/v4"]
      ) { _ in },
      Broken(testDescription: "no home", fragments: ["HOME"], env: ["HOME": nil, "XDG_CONFIG_HOME": nil]) { _ in },
    ]

  private static let noPassword: [String: String?] = ["TT_APP_PASSWORD": nil]

  @Test("an unreliable file or setting refuses the call with exit 11", arguments: table)
  func failsClosed(_ broken: Broken) async throws {
    try await SandboxFixture.run { fixture in
      try broken.damage(fixture)
      let files = fixture.files(below: fixture.folder + "/state") + fixture.files(below: fixture.config)
      let before = files.map { fixture.read($0) }
      let run = try await fixture.tt("track", "42", env: broken.env)
      #expect(run.exit == 11)
      #expect(run.out == "")
      let line = try run.errorLine()
      for fragment in broken.fragments { #expect(line.contains(fragment), "\(fragment) is missing in: \(line)") }
      let error = try await fixture.tt("track", "42", "--json", env: broken.env).error()
      #expect(error["class"]?.string == "config")
      #expect(await fixture.isSilent())
      #expect(files.map { fixture.read($0) } == before, "what is broken is evidence, and is left as it was found")
    }
  }

  @Test("following the message's advice fixes the problem", arguments: ["limits", "folder", "log", "credentials"])
  func mended(_ what: String) async throws {
    try await SandboxFixture.run { fixture in
      var env: [String: String?] = [:]
      switch what {
      case "limits": try fixture.write("garbage", to: fixture.state + "/limits.json")
      case "folder":
        try fixture.makeFolder(fixture.state)
        chmod(fixture.state, 0o555)
      case "log": try fixture.write("garbage\n", to: fixture.state + "/audit.jsonl")
      default:
        try fixture.write(#"{"app_password":"sandbox"}"#, config: "credentials.json", mode: 0o644)
        env = ["TT_APP_PASSWORD": nil]
      }
      let hint = try await fixture.tt("track", "42", "--json", env: env).error()["hint"]?.string ?? ""
      let command = try #require(try /(?:rm|chmod|mv) [^,;]*/.firstMatch(in: hint)?.output)
      let mending = try await fixture.run("/bin/sh", ["-c", String(command)])
      #expect(mending.exit == 0)
      let run = try await fixture.tt("track", "42", env: env)
      #expect(run.exit == 0)
    }
  }

  @Test("files are created with mode 0600 and folders with 0700, even with a permissive umask")
  func modes() async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.run("/bin/sh", ["-c", "umask 0; \"$0\" track 42 && \"$0\" status", Products.tt])
      #expect(run.exit == 0)
      for file in fixture.files(below: fixture.state) + fixture.files(below: fixture.cache) {
        #expect(fixture.mode(file) == 0o600, "\(file)")
      }
      #expect(fixture.mode(fixture.state) == 0o700)
      #expect(fixture.mode(fixture.cache) == 0o700)
      #expect(
        fixture.files(below: fixture.state).map { $0.dropFirst(fixture.state.count + 1) }.sorted() == [
          "audit.head.json", "audit.jsonl", "limits.json",
        ])
    }
  }

  @Test("an unusable cache only costs a request", arguments: ["read-only", "garbage"])
  func cache(_ damage: String) async throws {
    try await SandboxFixture.run { fixture in
      if damage == "garbage" {
        try fixture.write("garbage", to: fixture.cache + "/user.json")
      } else {
        try fixture.makeFolder(fixture.cache)
        chmod(fixture.cache, 0o555)
      }
      let run = try await fixture.tt("status")
      #expect(run.exit == 0)
      #expect(run.errors == "")
    }
  }
}

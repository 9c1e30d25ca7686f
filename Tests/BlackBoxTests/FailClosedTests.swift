import Foundation
import Testing

/// What tt cannot trust or write denies the call: exit 11, nothing sent, and the message says how to mend it.
@Suite struct FailClosedTests {
  /// Something that is broken, how, and what the message has to hold. `$HOUSE` stands for the house's folder.
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
      Broken(testDescription: "limits file: \(text.debugDescription)", fragments: ["limits.json", "rm "]) { house in
        try house.write(text, to: house.state + "/limits.json")
      }
    } + [
      Broken(testDescription: "limits file with a negative count", fragments: ["limits.json", "rm "]) { house in
        try house.write(
          #"{"version":1,"clock":1,"counters":{"x":{"start":0,"window":60,"used":-5}}}"#,
          to: house.state + "/limits.json")
      },
      Broken(testDescription: "limits file is a link", fragments: ["limits.json", "link", "rm "]) { house in
        let target = try house.write(
          #"{"version":1,"clock":1,"counters":{}}"#, to: house.folder + "/elsewhere.json")
        try house.makeFolder(house.state)
        try FileManager.default.createSymbolicLink(
          atPath: house.state + "/limits.json", withDestinationPath: target)
      },
      Broken(testDescription: "limits file is a folder", fragments: ["limits.json", "mv "]) { house in
        try house.makeFolder(house.state + "/limits.json")
      },
      Broken(testDescription: "state folder is read-only", fragments: ["state/tt", "chmod u+rwx"]) { house in
        try house.makeFolder(house.state)
        chmod(house.state, 0o555)
      },
      Broken(testDescription: "state folder is a file", fragments: ["state/tt"]) { house in
        try house.write("", to: house.state)
      },
      Broken(testDescription: "audit log ends in half a line", fragments: ["audit.jsonl", "mv "]) { house in
        try house.write("{\"seq\":1,\"ti", to: house.state + "/audit.jsonl")
      },
      Broken(testDescription: "last audit line is garbage", fragments: ["audit.jsonl", "mv "]) { house in
        try house.write("garbage\n", to: house.state + "/audit.jsonl")
      },
      Broken(testDescription: "last audit line has no hash", fragments: ["audit.jsonl", "mv "]) { house in
        try house.write("{\"seq\":1}\n", to: house.state + "/audit.jsonl")
      },
      Broken(testDescription: "audit log is a link", fragments: ["audit.jsonl"]) { house in
        try house.makeFolder(house.state)
        try FileManager.default.createSymbolicLink(
          atPath: house.state + "/audit.jsonl", withDestinationPath: house.folder + "/log")
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

  @Test("a file or setting that cannot be trusted denies the call with exit 11", arguments: table)
  func failsClosed(_ broken: Broken) async throws {
    try await SandboxFixture.run { house in
      try broken.damage(house)
      let files = house.files(below: house.folder + "/state") + house.files(below: house.config)
      let before = files.map { house.read($0) }
      let run = try await house.tt("track", "42", env: broken.env)
      #expect(run.exit == 11)
      #expect(run.out == "")
      let line = try run.errorLine()
      for fragment in broken.fragments { #expect(line.contains(fragment), "\(fragment) is missing in: \(line)") }
      let error = try await house.tt("track", "42", "--json", env: broken.env).error()
      #expect(error["class"]?.string == "config")
      #expect(await house.isSilent())
      #expect(files.map { house.read($0) } == before, "what is broken is evidence, and is left as it was found")
    }
  }

  @Test("what the message says to do mends it", arguments: ["limits", "folder", "log", "credentials"])
  func mended(_ what: String) async throws {
    try await SandboxFixture.run { house in
      var env: [String: String?] = [:]
      switch what {
      case "limits": try house.write("garbage", to: house.state + "/limits.json")
      case "folder":
        try house.makeFolder(house.state)
        chmod(house.state, 0o555)
      case "log": try house.write("garbage\n", to: house.state + "/audit.jsonl")
      default:
        try house.write(#"{"app_password":"sandbox"}"#, config: "credentials.json", mode: 0o644)
        env = ["TT_APP_PASSWORD": nil]
      }
      let hint = try await house.tt("track", "42", "--json", env: env).error()["hint"]?.string ?? ""
      let command = try #require(try /(?:rm|chmod|mv) [^,;]*/.firstMatch(in: hint)?.output)
      let mending = try await house.run("/bin/sh", ["-c", String(command)])
      #expect(mending.exit == 0)
      let run = try await house.tt("track", "42", env: env)
      #expect(run.exit == 0)
    }
  }

  @Test("files are made 0600 and folders 0700, also under a wide umask")
  func modes() async throws {
    try await SandboxFixture.run { house in
      let run = try await house.run("/bin/sh", ["-c", "umask 0; \"$0\" track 42 && \"$0\" status", Products.tt])
      #expect(run.exit == 0)
      for file in house.files(below: house.state) + house.files(below: house.cache) {
        #expect(house.mode(file) == 0o600, "\(file)")
      }
      #expect(house.mode(house.state) == 0o700)
      #expect(house.mode(house.cache) == 0o700)
      #expect(
        house.files(below: house.state).map { $0.dropFirst(house.state.count + 1) }.sorted() == [
          "audit.head.json", "audit.jsonl", "limits.json",
        ])
    }
  }

  @Test("a cache that cannot be written or read costs a request and nothing more", arguments: ["read-only", "garbage"])
  func cache(_ damage: String) async throws {
    try await SandboxFixture.run { house in
      if damage == "garbage" {
        try house.write("garbage", to: house.cache + "/user.json")
      } else {
        try house.makeFolder(house.cache)
        chmod(house.cache, 0o555)
      }
      let run = try await house.tt("status")
      #expect(run.exit == 0)
      #expect(run.errors == "")
    }
  }
}

import Basics
import Foundation
import Testing

@testable import TTCommands

/// A file that tt cannot trust or write refuses the call: exit 11, nothing sent, and a message that says how to fix it.
@Suite("Failing closed") struct FailClosedTests {
  /// Something that is broken, how, and what the message must contain.
  struct Broken: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var fragments: [String]
    var env: [String: String?] = [:]
    var damage: @Sendable (CLIFixture) throws -> Void
  }

  static let table: [Broken] =
    [
      "not JSON", "", "{}", "[]", "{\"version\":1}", "\u{0}\u{0}\u{0}",
      "{\"version\":1,\"clock\":1,\"counters\":{\"x\":{}}}",
    ].map { text in
      Broken(testDescription: "limits file: \(text.debugDescription)", fragments: ["limits.json", "rm "]) { cli in
        try cli.write(text, state: "limits.json")
      }
    } + [
      Broken(testDescription: "limits file with a negative count", fragments: ["limits.json", "rm "]) { cli in
        try cli.write(
          #"{"version":1,"clock":1,"counters":{"x":{"start":0,"window":60,"used":-5}}}"#,
          state: "limits.json")
      },
      Broken(testDescription: "limits file is a link", fragments: ["limits.json", "link", "rm "]) { cli in
        let target = try cli.write("elsewhere.json", #"{"version":1,"clock":1,"counters":{}}"#)
        try cli.makeFolder(CLIFixture.state)
        try FileManager.default.createSymbolicLink(
          atPath: cli.home + "/" + CLIFixture.state + "/limits.json", withDestinationPath: target)
      },
      Broken(testDescription: "limits file is a folder", fragments: ["limits.json", "mv "]) { cli in
        try cli.makeFolder(CLIFixture.state + "/limits.json")
      },
      Broken(testDescription: "state folder is read-only", fragments: ["state/tt", "chmod u+rwx"]) { cli in
        try cli.makeFolder(CLIFixture.state)
        chmod(cli.home + "/" + CLIFixture.state, 0o555)
      },
      Broken(testDescription: "state folder is a file", fragments: ["state/tt"]) { cli in
        try cli.write(CLIFixture.state, "")
      },
      Broken(testDescription: "audit log ends in half a line", fragments: ["audit.jsonl", "mv "]) { cli in
        try cli.write("{\"seq\":1,\"ti", state: "audit.jsonl")
      },
      Broken(testDescription: "last audit line is garbage", fragments: ["audit.jsonl", "mv "]) { cli in
        try cli.write("garbage\n", state: "audit.jsonl")
      },
      Broken(testDescription: "last audit line has no hash", fragments: ["audit.jsonl", "mv "]) { cli in
        try cli.write("{\"seq\":1}\n", state: "audit.jsonl")
      },
      Broken(testDescription: "audit log is a link", fragments: ["audit.jsonl"]) { cli in
        try cli.makeFolder(CLIFixture.state)
        try FileManager.default.createSymbolicLink(
          atPath: cli.home + "/" + CLIFixture.state + "/audit.jsonl", withDestinationPath: cli.home + "/log")
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
      Broken(testDescription: "no home", fragments: ["HOME"], env: ["HOME": nil]) { _ in },
    ]

  private static let noPassword: [String: String?] = ["TT_APP_PASSWORD": nil]

  @Test("an unreliable file or setting refuses the call with exit 11", arguments: table)
  func failsClosed(_ broken: Broken) throws {
    let cli = try CLIFixture(answers: [:])
    try broken.damage(cli)
    defer { chmod(cli.home + "/" + CLIFixture.state, 0o700) }
    let files = cli.files(below: ".local") + cli.files(below: ".config")
    let before = files.map { cli.read($0) }
    let run = cli.run(["track", "42"], with: broken.env)
    #expect(run.code == 11)
    #expect(run.output == "")
    let line = try run.errorLine()
    for fragment in broken.fragments { #expect(line.contains(fragment), "\(fragment) is missing in: \(line)") }
    let error = try cli.run(["track", "42", "--json"], with: broken.env).error()
    #expect(error["class"] == "config")
    #expect(cli.lines == [])
    #expect(files.map { cli.read($0) } == before, "what is broken is evidence, and is left as it was found")
  }

  @Test("an unusable cache only costs a request", arguments: ["read-only", "garbage"])
  func cache(_ damage: String) throws {
    let cli = try CLIFixture(answers: CLIFixture.service)
    if damage == "garbage" {
      try cli.write(CLIFixture.cache + "/user.json", "garbage")
    } else {
      try cli.makeFolder(CLIFixture.cache)
      chmod(cli.home + "/" + CLIFixture.cache, 0o555)
    }
    defer { chmod(cli.home + "/" + CLIFixture.cache, 0o700) }
    let run = cli.run("status")
    #expect(run.code == 0)
    #expect(run.errors == "")
    #expect(cli.lines == ["GET /me", "GET /7/users/9001/tasks/tracking"])
  }
}

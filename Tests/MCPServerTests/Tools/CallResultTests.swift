import Basics
import Testing

@testable import MCPServer
@testable import TrackingTime

@Suite("Results of tool calls") struct CallResultTests {
  private func text(_ error: TTError, isLocked: Bool = false) -> String? {
    CallResult.failure(error, isLocked: isLocked)["content"]?.array?.first?["text"]?.string
  }

  @Test("the text of a failure has everything known about it, and a denial begins with its prefix")
  func failures() {
    #expect(text(.usage("wrong", hint: "do this")) == "wrong; do this")
    #expect(
      text(TTError(.rateLimited, "slow down", retryAfter: 3)) == "slow down; try again in 3 s",
      "the service's own limit is not a denial")
    #expect(text(TTError(.approvalRequired, "wait", rule: "/r")) == "[POLICY DENIED] wait; rule /r")
    #expect(text(TTError(.policyDenied, "[POLICY DENIED] no", rule: "/r")) == "[POLICY DENIED] no; rule /r")
  }

  @Test("programs read class, rule, waiting time and approval of a failure in _meta, in both protocol versions")
  func meta() {
    var error = TTError(.rateLimited, "no", rule: "/tools/t/limits/c", retryAfter: 12)
    error.approval = "b210c20d"
    let expected: JSONValue = [
      "class": "rate_limited", "rule": "/tools/t/limits/c", "retry_after": 12, "approval": "b210c20d",
    ]
    let failure = CallResult.failure(error)
    for version in [ProtocolVersion.stateful("2024-11-05"), .stateless] {
      #expect(version.result(failure, from: .sample)["_meta"]?["tt/error"] == expected)
    }
    #expect(
      ProtocolVersion.stateless.result(failure, from: .sample)["_meta"]?["io.modelcontextprotocol/serverInfo"] != nil)
    #expect(CallResult.failure(.usage("x"))["_meta"] == ["tt/error": ["class": "usage"]])
  }

  @Test("an agent is not told where tt's files are, and under a locked grant not what is wrong with them")
  func files() {
    var error = TTError.config(
      "invalid policy /home/u/.config/tt/claude.json:3:5: unknown key", hint: "run: chmod 600 x")
    error.details = ["/home/u/.config/tt/claude.json:9: y"]
    #expect(
      text(error)
        == "invalid policy claude.json:3:5: unknown key; the user has to correct this; "
        + "claude.json:9: y")
    #expect(
      text(error, isLocked: true)
        == "tt's own files are not in order; the user has to correct this")
    #expect(
      text(TTError(.policyDenied, "no", remedy: .seePolicy(origin: "/home/u/p.json"))) == "[POLICY DENIED] no")
  }

  @Test("of a limit an agent is told when to try again, and not which file to remove")
  func limit() {
    let error = TTError(
      .rateLimited, "no", remedy: .advice("remove limits.json in /home/u"), rule: "/r", retryAfter: 7200)
    #expect(text(error) == "[POLICY DENIED] no; rule /r; try again in 7200 s (2h)")
  }

  @Test("a sentence is one line of limited length, and hides nothing")
  func sentences() throws {
    let shown = try #require(text(.usage("a\nb\u{202E}c", hint: String(repeating: "x", count: 9000) + "\u{E0041}")))
    #expect(shown.hasPrefix("a b\\u{202E}c; xxx"))
    #expect(shown.utf8.count < 2000)
    #expect(text(.usage("a\nb\u{202E}c")) == "a b\\u{202E}c")
  }

  @Test("hidden characters in data are shown, in names of members too; line breaks stay")
  func data() throws {
    let data: JSONValue = ["na\u{200B}me": ["a\nb\u{E0041}"]]
    let result = CallResult.success(ToolResult(data), of: try #require(Catalog.tool("get_me")))
    #expect(result["structuredContent"] == ["na\\u{200B}me": ["a\nb\\u{E0041}"]])
    let text = try #require(result["content"]?.array?.first?["text"]?.string)
    #expect(try JSONValue.parse(text) == result["structuredContent"])
  }

  @Test("a result of more than 40 kB is returned without its longest members, which are named")
  func long() throws {
    let data: JSONValue = ["id": 7, "notes": .string(String(repeating: "x", count: 50_000)), "name": "n"]
    let result = CallResult.success(ToolResult(data, changed: true), of: try #require(Catalog.tool("get_task")))
    #expect(result["structuredContent"] == ["changed": true, "id": 7, "name": "n", "left_out": ["notes"]])
  }

  @Test("a write that may have changed something does not say that it did")
  func unknown() throws {
    let result = CallResult.success(
      ToolResult(["id": 7], change: .unknown, notes: []), of: try #require(Catalog.tool("stop_task")))
    #expect(result["structuredContent"] == ["id": 7])
    #expect(result["content"]?.array?.last?["text"] == "whether this changed anything is not known")
  }
}

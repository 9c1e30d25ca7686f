import Basics
import Testing

@testable import Policy

/// `require` and `deny_if`: forms, identifiers, texts, order.
@Suite("Rules") struct RuleTests {
  static let gt = #"{"path":"args.n","op":"gt","value":10}"#

  @Test(
    "both forms of an entry mean the same and have the same identifier",
    arguments: [
      #"{"path":"args.n","op":"gt","value":10,"on_deny":"No."}"#, #"{"conditions":[\#(gt)],"on_deny":"No."}"#,
    ])
  func forms(_ entry: String) throws {
    let denyIf = try PolicyFixture.rules("\"deny_if\":[\(entry)]")
    #expect(PolicyDocument.evaluate(try PolicyFixture.call(#"{"n":10}"#), by: denyIf).shown == "allow")
    let denied = PolicyDocument.evaluate(try PolicyFixture.call(#"{"n":11}"#), by: denyIf)
    #expect(denied.shown == "deny /tools/t/deny_if/args.n-gt")
    #expect(denied.message == "[POLICY DENIED] No.")
    let require = try PolicyFixture.rules("\"require\":[\(entry)]")
    #expect(PolicyDocument.evaluate(try PolicyFixture.call(#"{"n":11}"#), by: require).shown == "allow")
    #expect(
      PolicyDocument.evaluate(try PolicyFixture.call(#"{"n":10}"#), by: require).shown
        == "deny /tools/t/require/args.n-gt")
    #expect(PolicyDocument.evaluate(try PolicyFixture.call(), by: require).message == "[POLICY DENIED] No.")
  }

  @Test(
    "the reported rule is the first that decides",
    arguments: [
      // All conditions of an entry together; the first names it.
      (#""deny_if":[{"conditions":[\#(gt),{"path":"args.m","op":"eq","value":1}]}]"#, #"{"n":11}"#, "allow"),
      (
        #""deny_if":[{"conditions":[\#(gt),{"path":"args.m","op":"eq","value":1}]}]"#, #"{"n":11,"m":1}"#,
        "deny /tools/t/deny_if/args.n-gt"
      ),
      (
        #""require":[{"conditions":[\#(gt),{"path":"args.m","op":"eq","value":1}]}]"#, #"{"n":11,"m":2}"#,
        "deny /tools/t/require/args.n-gt"
      ),
      // Any entry of deny_if, every entry of require.
      (#""deny_if":[\#(gt),{"path":"args.m","op":"eq","value":1}]"#, #"{"m":1}"#, "deny /tools/t/deny_if/args.m-eq"),
      (#""require":[\#(gt),{"path":"args.m","op":"eq","value":1}]"#, #"{"n":11}"#, "deny /tools/t/require/args.m-eq"),
      (#""require":[\#(gt),{"path":"args.m","op":"eq","value":1}]"#, #"{"n":11,"m":1}"#, "allow"),
      // An empty list always holds.
      (#""deny_if":[{"conditions":[]}]"#, "{}", "deny /tools/t/deny_if/0"),
      (#""deny_if":[\#(gt),{"conditions":[]}]"#, #"{"n":1}"#, "deny /tools/t/deny_if/1"),
      (#""require":[{"conditions":[]}]"#, "{}", "allow"),
      // require comes before deny_if, the first entry before the next.
      (#""deny_if":[{"conditions":[]}],"require":[\#(gt)]"#, "{}", "deny /tools/t/require/args.n-gt"),
      (#""deny_if":[\#(gt),\#(gt)]"#, #"{"n":11}"#, "deny /tools/t/deny_if/args.n-gt"),
      // The identifier is escaped as a JSON Pointer.
      (
        #""require":[{"path":"args.a/b~c","op":"exists","value":true}]"#, "{}",
        "deny /tools/t/require/args.a~1b~0c-exists"
      ),
      (#""require":[{"path":"args.a.b","op":"not_in","value":[]}]"#, "{}", "deny /tools/t/require/args.a.b-not_in"),
    ])
  func identifiers(_ rules: String, _ arguments: String, _ verdict: String) throws {
    #expect(
      PolicyDocument.evaluate(try PolicyFixture.call(arguments), by: try PolicyFixture.rules(rules)).shown == verdict)
  }

  @Test("the tool's name is escaped in identifiers too")
  func escapedTool() throws {
    let policy = try PolicyFixture.policy(
      #"{"version":"1","default":"deny","tools":{"a/b~c":{"deny_if":[{"conditions":[]}],"limits":[]}}}"#)
    let verdict = PolicyDocument.evaluate(try PolicyFixture.call(tool: "a/b~c"), by: policy)
    #expect(verdict.shown == "deny /tools/a~1b~0c/deny_if/0")
  }

  @Test(
    "each step of the evaluation takes precedence over the next",
    arguments: [
      (#""hide":["t"],"tools":{"t":{"require":[\#(gt)]}}"#, "deny (hidden)"),
      (#""hide":["*"],"tools":{"t":{}}"#, "deny (hidden)"),
      (#""tools":{"u":{}}"#, "deny (default deny)"),
      (#""tools":{"t":{"require":[\#(gt)],"action":"require_approval"}}"#, "deny /tools/t/require/args.n-gt"),
      (#""tools":{"t":{"deny_if":[{"conditions":[]}],"action":"require_approval"}}"#, "deny /tools/t/deny_if/0"),
      (
        #""tools":{"t":{"action":"require_approval","limits":[{"counter":"c","window":"day","max":0}]}}"#,
        "approval /tools/t/action"
      ),
    ])
  func order(_ members: String, _ verdict: String) throws {
    let policy = try PolicyFixture.policy(#"{"version":"1","default":"deny",\#(members)}"#)
    #expect(PolicyDocument.evaluate(try PolicyFixture.call(), by: policy).shown == verdict)
  }

  @Test("without a policy every call is denied")
  func noPolicy() throws {
    let verdict = PolicyDocument.evaluate(try PolicyFixture.call(), by: nil)
    #expect(verdict.shown == "deny (no policy)")
    #expect(verdict.message?.hasPrefix("[POLICY DENIED] ") == true)
  }

  @Test("a denied call uses no limits; an allowed one uses the tool's, then those of all tools")
  func uses() throws {
    let policy = try PolicyFixture.policy(
      #"{"version":"1","default":"deny","all_tools":{"limits":[{"counter":"all","window":"day","max":9,"scope":"server"}]},"#
        + #""tools":{"t":{"deny_if":[\#(Self.gt)],"rate_limit":{"max":5,"window":90},"#
        + #""limits":[{"counter":"c","window":"minute","max":3}]}}}"#)
    #expect(PolicyDocument.evaluate(try PolicyFixture.call(#"{"n":11}"#), by: policy).uses == [])
    let uses = PolicyDocument.evaluate(try PolicyFixture.call(#"{"n":1}"#), by: policy).uses
    #expect(uses.map(\.key) == ["g /tools/t/limits/c", "g /tools/t/rate_limit", "* /all_tools/limits/all"])
    #expect(uses.map(\.amount) == [1, 1, 1])
  }

  @Test("without on_deny the message is the tool's reason, or else what the policy requires")
  func texts() throws {
    func message(_ rules: String) throws -> String? {
      PolicyDocument.evaluate(try PolicyFixture.call(), by: try PolicyFixture.rules(rules)).message
    }
    let require = #""require":[{"path":"args.n","op":"exists","value":true}]"#
    #expect(try message(#""reason":"Ask Ann.",\#(require)"#) == "[POLICY DENIED] Ask Ann.")
    #expect(
      try message(#""reason":"Ask Ann.","deny_if":[{"conditions":[],"on_deny":"Never."}]"#) == "[POLICY DENIED] Never.")
    #expect(try message(require)?.contains("args.n-exists") == true)
    #expect(try message(#""deny_if":[{"conditions":[]}]"#)?.hasPrefix("[POLICY DENIED] ") == true)
  }
}

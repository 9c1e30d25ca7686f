import Basics
import Testing

@testable import Policy

/// What a caller might try to get past a rule.
@Suite("Attempts to bypass rules") struct AttackTests {
  @Test(
    "a bound with a matching require cannot be bypassed by changing the type of the argument or omitting it",
    arguments: [
      (#"{"amount":100}"#, "allow"), (#"{"amount":101}"#, "deny_if/args.amount-gt"),
      (#"{"amount":"500"}"#, "require/args.amount-lte"), ("{}", "require/args.amount-lte"),
      (#"{"amount":null}"#, "require/args.amount-lte"), (#"{"amount":[500]}"#, "require/args.amount-lte"),
      (#"{"amount":{"amount":1}}"#, "require/args.amount-lte"), (#"{"amount":true}"#, "require/args.amount-lte"),
      (#"{"amount":1e999999999}"#, "require/args.amount-lte"), (#"{"Amount":1}"#, "require/args.amount-lte"),
      (#"{"amount":1,"amount2":500}"#, "allow"), (#"{"args":{"amount":1}}"#, "require/args.amount-lte"),
    ])
  func bound(_ arguments: String, _ rule: String) throws {
    let policy = try PolicyFixture.rules(
      #""require":[{"path":"args.amount","op":"lte","value":1000}],"#
        + #""deny_if":[{"path":"args.amount","op":"gt","value":100}]"#)
    let verdict = PolicyDocument.evaluate(try PolicyFixture.call(arguments), by: policy).shown
    #expect(verdict == (rule == "allow" ? "allow" : "deny /tools/t/" + rule))
  }

  @Test("a forbidden ID is also forbidden as text", arguments: ["42", #""42""#, "42.0", "4.2e1", "420e-1"])
  func retypedID(_ id: String) throws {
    for value in ["42", #""42""#] {
      let policy = try PolicyFixture.rules(#""deny_if":[{"path":"args.task_id","op":"eq","value":\#(value)}]"#)
      #expect(PolicyDocument.evaluate(try PolicyFixture.call("{\"task_id\":\(id)}"), by: policy).shown != "allow")
    }
  }

  @Test(
    "a tool's name is compared by code points",
    arguments: ["T", " t", "t ", "t\u{0}", "ｔ", "t\u{301}", "т", "t\u{200B}", "", "t/", "tools/t", "*"])
  func toolNames(_ name: String) throws {
    let policy = try PolicyFixture.rules("")
    #expect(PolicyDocument.evaluate(try PolicyFixture.call(tool: name), by: policy).shown == "deny (default deny)")
  }

  @Test("a name that only looks the same is different", arguments: ["K", "\u{212A}"])
  func lookAlikes(_ name: String) throws {
    let policy = try PolicyFixture.policy(#"{"version":"1","default":"deny","tools":{"\#(name)":{}}}"#)
    for call in ["K", "\u{212A}"] {
      let verdict = PolicyDocument.evaluate(try PolicyFixture.call(tool: call), by: policy).shown
      #expect((verdict == "allow") == call.isIdentical(to: name))
    }
    let hiding = try PolicyFixture.policy(#"{"version":"1","default":"allow","hide":["\#(name)"]}"#)
    for call in ["K", "\u{212A}"] {
      let verdict = PolicyDocument.evaluate(try PolicyFixture.call(tool: call), by: hiding).shown
      #expect((verdict == "allow") == !call.isIdentical(to: name))
    }
  }

  @Test("a decomposed letter is not its composed twin", arguments: [("é", "e\u{301}"), ("e\u{301}", "é")])
  func normalisation(_ value: String, _ argument: String) throws {
    #expect(try PolicyFixture.holds("eq", "\"\(value)\"", "{\"a\":\"\(value)\"}"))
    #expect(try !PolicyFixture.holds("eq", "\"\(value)\"", "{\"a\":\"\(argument)\"}"))
  }

  @Test(
    "text that matches a quoted expression is denied however often its last character is repeated",
    arguments: [("salary", false), ("salary:", true), ("salary: 5000", true), ("salary::: 5000", true)])
  func quotedExpression(_ notes: String, _ isDenied: Bool) throws {
    let policy = try PolicyFixture.rules(
      #""deny_if":[{"path":"args.notes","op":"regex","value":"^\\Qsalary:\\E+(?: [0-9]+)?$"}]"#)
    let verdict = PolicyDocument.evaluate(try PolicyFixture.call(#"{"notes":"\#(notes)"}"#), by: policy).shown
    #expect(verdict == (isDenied ? "deny /tools/t/deny_if/args.notes-regex" : "allow"))
  }

  @Test("a path is not matched by a key that contains dots")
  func dottedKey() throws {
    let policy = try PolicyFixture.rules(#""require":[{"path":"args.a.ok","op":"eq","value":true}]"#)
    #expect(PolicyDocument.evaluate(try PolicyFixture.call(#"{"a.ok":true}"#), by: policy).shown != "allow")
    #expect(PolicyDocument.evaluate(try PolicyFixture.call(#"{"a":{"ok":true}}"#), by: policy).shown == "allow")
  }

  @Test("a negative amount cannot lower a counter")
  func negativeIncrement() throws {
    let policy = try IncrementTests.policy()
    var counters = Counters()
    let full = PolicyDocument.evaluate(try PolicyFixture.call(#"{"amount":100}"#), by: policy)
    #expect(counters.acquire(full.uses, now: 0) == nil)
    let negative = PolicyDocument.evaluate(try PolicyFixture.call(#"{"amount":-100}"#), by: policy)
    #expect(negative.uses == [])
    #expect(counters.acquire(full.uses, now: 1) != nil)
  }

  @Test("deeply nested and very long arguments are evaluated", .timeLimit(.minutes(1)))
  func large() throws {
    let deep = String(repeating: "[", count: 250) + String(repeating: "]", count: 250)
    #expect(try PolicyFixture.holds("eq", deep, "{\"a\":\(deep)}"))
    let long = String(repeating: "a", count: 1_000_000)
    #expect(try PolicyFixture.holds("contains", "\"b\"", "{\"a\":\"\(long)b\"}"))
    let digits = String(repeating: "9", count: 100_000)
    #expect(try PolicyFixture.holds("gt", "1", "{\"a\":\(digits)}"))
    #expect(try PolicyFixture.holds("eq", digits, "{\"a\":\"\(digits)\"}"))
  }
}

import Basics
import Testing

@testable import Policy

/// What makes a policy invalid, and how it is reported.
@Suite("Validation of policies") struct PolicyValidationTests {
  static let condition = #""path":"args.a","op":"eq","value":1"#

  @Test("regular expressions that are too large together are refused, once, with the one that is too much")
  func manyPatterns() {
    let one = #"{"path":"args.a","op":"regex","value":"a{1000}"}"#
    func problems(_ count: Int) -> [String] {
      PolicyFixture.problems(rules: "\"deny_if\":[" + repeatElement(one, count: count).joined(separator: ",") + "]")
    }
    #expect(problems(90) == [])
    #expect(problems(200).count == 1)
    #expect(problems(200).first?.contains("too large together") == true)
  }

  @Test(
    "invalid rules of a tool are refused",
    arguments: [
      (#""requires":[]"#, "/tools/t/requires", "did you mean \"require\""),
      (#""denyif":[]"#, "/tools/t/denyif", "did you mean \"deny_if\""),
      (#""allow":true"#, "/tools/t/allow", "expected one of"),
      (#""require":{}"#, "/tools/t/require", "a list"), (#""deny_if":[1]"#, "/tools/t/deny_if/0", "an object"),
      (#""deny_if":[{}]"#, "/tools/t/deny_if/0", "\"conditions\" is missing"),
      (#""deny_if":[{"on_deny":"x"}]"#, "/tools/t/deny_if/0", "\"conditions\" is missing"),
      (#""deny_if":[{"conditions":{}}]"#, "/tools/t/deny_if/0/conditions", "a list"),
      (#""deny_if":[{"conditions":[1]}]"#, "/tools/t/deny_if/0/conditions/0", "an object"),
      (#""deny_if":[{"conditions":[{}]}]"#, "/tools/t/deny_if/0/conditions/0", "\"path\" is missing"),
      (#""deny_if":[{"conditions":[],"op":"eq"}]"#, "/tools/t/deny_if/0/op", "cannot be combined"),
      (#""deny_if":[{"conditions":[{\#(condition),"on_deny":"x"}]}]"#, "/conditions/0/on_deny", "unknown key"),
      (#""deny_if":[{\#(condition),"message":"x"}]"#, "/tools/t/deny_if/0/message", "unknown key"),
      (#""deny_if":[{"path":"args.a","op":"eq"}]"#, "/tools/t/deny_if/0", "\"value\" is missing"),
      (#""deny_if":[{"path":"args.a","value":1}]"#, "/tools/t/deny_if/0", "\"op\" is missing"),
      (#""deny_if":[{"op":"eq","value":1}]"#, "/tools/t/deny_if/0", "\"path\" is missing"),
      (#""deny_if":[{\#(condition),"on_deny":1}]"#, "/on_deny", "expected text"),
      (#""deny_if":[{\#(condition),"action":"allow"}]"#, "/action", "\"deny\" or \"require_approval\""),
      (#""action":"alow""#, "/tools/t/action", "did you mean \"allow\""),
      (#""action":1"#, "/tools/t/action", "invalid action"),
      (#""reason":[]"#, "/tools/t/reason", "expected text"),
      (#""rate_limit":10"#, "/tools/t/rate_limit", "an object"), (#""rate_limit":{"max":1}"#, "/rate_limit", "missing"),
      (#""rate_limit":{"max":1,"window":0}"#, "/rate_limit/window", "from 1"),
      (#""rate_limit":{"max":1,"window":"minute"}"#, "/rate_limit/window", "seconds"),
      (#""rate_limit":{"max":1,"window":1.5}"#, "/rate_limit/window", "integer"),
      (#""rate_limit":{"max":1,"window":1e18}"#, "/rate_limit/window", "from 1 to"),
      (#""rate_limit":{"max":-1,"window":1}"#, "/rate_limit/max", "non-negative integer"),
      (#""rate_limit":{"max":1,"window":1,"scope":"grant"}"#, "/rate_limit/scope", "unknown key"),
      (limit(#""increment_from":"amount""#), "/increment_from", "args."),
      (limit(#""increment_from":1"#), "/increment_from", "args."),
      (limit(#""increment":2"#), "/increment", "unknown key"),
      (limit(#""window":"Minute""#), "/window", "did you mean \"minute\""),
      (limit(#""max":9223372036854775808"#), "/max", "integer"),
    ])
  func refused(_ rules: String, _ pointer: String, _ fragment: String) throws {
    let problems = PolicyFixture.problems(rules: rules)
    #expect(problems.contains { $0.contains(pointer) && $0.contains(fragment) }, "\(problems)")
  }

  @Test(
    "a condition whose parts do not match is refused",
    arguments: [
      (#""path":"a","op":"eq","value":1"#, "path"), (#""path":"args","op":"eq","value":1"#, "path"),
      (#""path":"args.","op":"eq","value":1"#, "path"), (#""path":"args..a","op":"eq","value":1"#, "path"),
      (#""path":"state.a","op":"eq","value":1"#, "path"), (#""path":7,"op":"eq","value":1"#, "path"),
      (#""path":"args.a","op":"==","value":1"#, "op"), (#""path":"args.a","op":"GT","value":1"#, "op"),
      (#""path":"args.a","op":null,"value":1"#, "op"),
      (#""path":"args.a","op":"in","value":1"#, "value"),
      (#""path":"args.a","op":"not_in","value":"x"}"#, "invalid JSON"),
      (#""path":"args.a","op":"lt","value":"1""#, "value"), (#""path":"args.a","op":"lte","value":null"#, "value"),
      (#""path":"args.a","op":"gt","value":true"#, "value"), (#""path":"args.a","op":"gte","value":[1]"#, "value"),
      (#""path":"args.a","op":"exists","value":1"#, "value"),
      (#""path":"args.a","op":"exists","value":"true""#, "value"),
      (#""path":"args.a","op":"regex","value":1"#, "value"),
      (#""path":"args.a","op":"regex","value":"(""#, "character 1"),
      (#""path":"args.a","op":"regex","value":"ab(?=c)""#, "character 3"),
    ])
  func conditions(_ members: String, _ fragment: String) throws {
    for rules in [#""deny_if":[{\#(members)}]"#, #""require":[{"conditions":[{\#(members)}]}]"#] {
      let problems = PolicyFixture.problems(rules: rules)
      #expect(problems.count == 1)
      #expect(problems.first?.contains(fragment) == true, "\(problems)")
    }
  }

  @Test("a limit of all tools counts calls, not arguments")
  func allToolsIncrement() {
    let problems = PolicyFixture.problems(
      #"{"version":"1","default":"deny","all_tools":{"limits":[{"counter":"c","window":"day","max":1,"increment_from":"args.a"}]}}"#
    )
    #expect(problems.count == 1)
    #expect(problems.first?.contains("/all_tools/limits/0/increment_from") == true)
  }

  @Test("all problems are reported in the order of the file, each with its line and column")
  func together() {
    let problems = PolicyFixture.problems(
      """
      {"version": "2", "default": "maybe",
       "hide": ["a", "a"],
       "tools": {"t": {
         "require": [{"path": "a", "op": "eg", "value": 1}],
         "rate_limit": {"max": 1, "window": 0},
         "colour": "red"}}}
      """)
    #expect(
      problems.map { String($0.prefix { $0 != " " }) } == ["1:2:", "1:18:", "2:16:", "4:17:", "4:30:", "5:29:", "6:4:"])
    #expect(problems[4].contains("did you mean \"eq\""))
  }

  @Test(
    "unusual but valid forms are accepted",
    arguments: [
      #""require":[],"deny_if":[],"limits":[]"#, #""rate_limit":{"max":0,"window":1}"#, #""reason":"""#,
      #""rate_limit":{"max":1e1,"window":60.0}"#, #""deny_if":[{"conditions":[],"on_deny":"","action":"deny"}]"#,
      #""deny_if":[{"path":"args.a","op":"eq","value":null}]"#,
    ])
  func accepted(_ rules: String) {
    #expect(PolicyFixture.problems(rules: rules) == [])
  }

  private static func limit(_ member: String) -> String {
    let standard = [#""counter":"c""#, #""window":"day""#, #""max":1"#]
    let key = member.prefix { $0 != ":" }
    return "\"limits\":[{" + (standard.filter { !$0.hasPrefix(key + ":") } + [member]).joined(separator: ",") + "}]"
  }
}

import Basics
import Testing

@testable import Policy

/// Files of cases: how they are read, run and compared.
@Suite("Policy test cases") struct PolicyCaseTests {
  private func results(_ text: String) throws -> [PolicyCase.Result] {
    try PolicyCase.read(Array(text.utf8)).map { $0.run() }
  }

  private func problems(_ text: String) -> [String] {
    do throws(InvalidPolicy) {
      _ = try PolicyCase.read(Array(text.utf8))
      return []
    } catch {
      return error.problems.map(\.text)
    }
  }

  private func difference(policy: String, calls: String, expect: String) throws -> String? {
    let text = #"[{"name":"n","policy":\#(policy),"calls":[\#(calls)],"expect":[\#(expect)],"source":"here"}]"#
    return try #require(try results(text).first).difference
  }

  static let limited =
    #"{"version":"1","default":"deny","tools":{"t":{"limits":[{"counter":"c","window":"minute","max":1}]},"#
    + #""a":{"action":"require_approval"}}}"#

  @Test(
    "a case passes, or its first difference is reported",
    arguments: [
      (#"{"tool":"t"}"#, #"{"decision":"allow","rule":""}"#, nil),
      (#"{"tool":"t"}"#, #"{"decision":"allow"}"#, nil), (#"{"tool":"t"}"#, #"{"decision":"allow","rule":null}"#, nil),
      (#"{"tool":"t"},{"tool":"t"}"#, #"{"decision":"allow"},{"decision":"limit","rule":"/tools/t/limits/c"}"#, nil),
      (#"{"tool":"t"},{"tool":"t"}"#, #"{"decision":"allow"},{"decision":"deny","rule":"/tools/t/limits/c"}"#, nil),
      (#"{"tool":"u"}"#, #"{"decision":"limit"}"#, "call 1 (u): expected limit, got deny (default deny)"),
      (
        #"{"tool":"u"}"#, #"{"decision":"deny","rule":"(hidden)"}"#,
        "call 1 (u): expected deny (hidden), got deny (default deny)"
      ),
      (#"{"tool":"a"}"#, #"{"decision":"approval","rule":"/tools/a/action"}"#, nil),
      (#"{"tool":"t"}"#, #"{"decision":"invalid"}"#, "call 1 (t): expected invalid, got allow"),
      (#"{"tool":"t"}"#, "", "1 outcomes, but 0 expected"),
      ("", #"{"decision":"invalid"}"#, "0 outcomes, but 1 expected"),
      // Grants count apart; the clock of a call is that of the one before unless given.
      (#"{"tool":"t","grant":"x"},{"tool":"t","grant":"y"}"#, #"{"decision":"allow"},{"decision":"allow"}"#, nil),
      (
        #"{"tool":"t","at":"2026-05-04T10:00:59Z"},{"tool":"t","at":"2026-05-04T12:01:00+02:00"},{"tool":"t"}"#,
        #"{"decision":"allow"},{"decision":"allow"},{"decision":"limit"}"#, nil
      ),
    ] as [(String, String, String?)])
  func run(_ calls: String, _ expect: String, _ difference: String?) throws {
    #expect(try self.difference(policy: Self.limited, calls: calls, expect: expect) == difference)
  }

  @Test("without a policy every call is denied, including those of the grant default")
  func noPolicy() throws {
    let expected = #"{"decision":"deny","rule":"(no policy)"}"#
    #expect(try difference(policy: "null", calls: #"{"tool":"t"}"#, expect: expected) == nil)
  }

  @Test("an invalid policy makes every call invalid, and its problems are reported")
  func invalid() throws {
    let policy = #"{"version":"2","default":"deny"}"#
    #expect(try difference(policy: policy, calls: "", expect: #"{"decision":"invalid","rule":null}"#) == nil)
    #expect(try difference(policy: policy, calls: #"{"tool":"t"}"#, expect: #"{"decision":"invalid"}"#) == nil)
    let told = try difference(policy: policy, calls: "", expect: #"{"decision":"allow"}"#)
    #expect(told?.contains("/version") == true)
  }

  @Test("each case has its own counters")
  func apart() throws {
    let one = #"{"name":"n","policy":\#(Self.limited),"calls":[{"tool":"t"}],"expect":[{"decision":"allow"}]}"#
    #expect(try results("[\(one),\(one)]").allSatisfy(\.isOK))
  }

  @Test(
    "a file that is not a list of cases is refused, with the location",
    arguments: [
      ("", "1:1: invalid JSON"), ("{}", "1:1: expected a list"), ("[1]", "1:2: /0: expected an object"),
      (#"[{"name":"n"}]"#, "1:2: /0: \"policy\" is missing"),
      (#"[{"name":1,"policy":null,"calls":[],"expect":[]}]"#, "1:3: /0/name: expected text"),
      (#"[{"name":"n","policy":null,"calls":{},"expect":[]}]"#, "/0/calls: expected a list"),
      (#"[{"name":"n","policy":null,"calls":[{}],"expect":[]}]"#, "/0/calls/0: \"tool\" is missing"),
      (#"[{"name":"n","policy":null,"calls":[{"tool":"t","arg":{}}],"expect":[]}]"#, "did you mean \"args\""),
      (
        #"[{"name":"n","policy":null,"calls":[{"tool":"t","args":[]}],"expect":[]}]"#,
        "/0/calls/0/args: expected an object"
      ),
      (
        #"[{"name":"n","policy":null,"calls":[{"tool":"t","at":"10:00"}],"expect":[]}]"#,
        "/0/calls/0/at: expected a time"
      ),
      (#"[{"name":"n","policy":null,"calls":[{"tool":"t","at":5}],"expect":[]}]"#, "/0/calls/0/at: expected a time"),
      (#"[{"name":"n","policy":null,"calls":[],"expect":[{}]}]"#, "/0/expect/0: \"decision\" is missing"),
      (#"[{"name":"n","policy":null,"calls":[],"expect":[{"decision":"alow"}]}]"#, "did you mean \"allow\""),
      (
        #"[{"name":"n","policy":null,"calls":[],"expect":[{"decision":"deny","rule":1}]}]"#,
        "/0/expect/0/rule: expected text"
      ),
    ])
  func refused(_ text: String, _ fragment: String) {
    let found = problems(text)
    #expect(found.contains { $0.contains(fragment) }, "\(found)")
  }
}

import Basics
import Testing

@testable import Policy

/// Explanations of verdicts: every rule that was evaluated, and the access to a tool before any call.
@Suite("Explained verdicts") struct ExplainTests {
  static let rules =
    #""require":[{"path":"args.n","op":"exists","value":true}],"#
    + #""deny_if":[{"conditions":[{"path":"args.n","op":"gt","value":10},{"path":"args.secret.word","op":"eq","value":"x"}]},"#
    + #"{"path":"args.n","op":"eq","value":3,"action":"require_approval"}],"#
    + #""limits":[{"counter":"c","window":"day","max":1}]"#

  private func steps(_ arguments: String) throws -> [String] {
    let (_, steps) = PolicyDocument.explain(try PolicyFixture.call(arguments), by: try PolicyFixture.rules(Self.rules))
    return steps.map { step in
      let findings = step.results.map { "\($0.condition) \($0.saw) \($0.isSatisfied)" }
      return ([step.outcome.rawValue, step.rule] + findings).joined(separator: "|")
    }
  }

  @Test("every evaluated rule is reported in order, with the kinds of values, up to the denial")
  func all() throws {
    #expect(
      try steps(#"{"n":3,"secret":{"word":"geheim"}}"#) == [
        "passes|(hidden)", "passes|(default deny)", "passes|/tools/t/require/args.n-exists|args.n-exists a number true",
        "passes|/tools/t/deny_if/args.n-gt|args.n-gt a number false|args.secret.word-eq text false",
        "asks|/tools/t/deny_if/args.n-eq|args.n-eq a number true", "counts|/tools/t/limits/c",
      ])
    #expect(
      try steps("{}") == [
        "passes|(hidden)", "passes|(default deny)", "denies|/tools/t/require/args.n-exists|args.n-exists missing false",
      ])
  }

  @Test(
    "explaining a call gives the same verdict as evaluating it",
    arguments: ["{}", #"{"n":3}"#, #"{"n":11,"secret":{"word":"x"}}"#, #"{"n":1}"#])
  func same(_ arguments: String) throws {
    let policy = try PolicyFixture.rules(Self.rules)
    let call = try PolicyFixture.call(arguments)
    #expect(PolicyDocument.explain(call, by: policy).0 == PolicyDocument.evaluate(call, by: policy))
  }

  @Test(
    "access to a tool follows from the rules that apply to every call",
    arguments: [
      (#""hide":["t"]"#, "hidden (hidden)"), (#""tools":{}"#, "deny (default deny)"), (#""tools":{"t":{}}"#, "allow "),
      (#""tools":{"t":{"action":"deny"}}"#, "deny /tools/t/action"),
      (#""tools":{"t":{"action":"require_approval"}}"#, "approval /tools/t/action"),
      (#""tools":{"t":{"deny_if":[{"conditions":[]}]}}"#, "deny /tools/t/deny_if/0"),
      (#""tools":{"t":{"deny_if":[{"conditions":[],"action":"require_approval"}]}}"#, "approval /tools/t/deny_if/0"),
    ])
  func access(_ members: String, _ expected: String) throws {
    let policy = try PolicyFixture.policy(#"{"version":"1","default":"deny",\#(members)}"#)
    let access = PolicyDocument.access(to: "t", under: policy)
    #expect(access.decision.rawValue + " " + access.rule == expected)
    #expect(PolicyDocument.access(to: "t", under: nil).rule == "(no policy)")
  }

  @Test("conditions are described in words")
  func conditions() throws {
    #expect(
      PolicyDocument.access(to: "t", under: try PolicyFixture.rules(Self.rules)).conditions == [
        "require args.n exists true", #"deny_if args.n gt 10 and args.secret.word eq "x""#,
        "deny_if args.n eq 3 (approval)",
      ])
  }
}

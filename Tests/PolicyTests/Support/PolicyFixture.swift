import Basics
import Testing

@testable import Policy

/// What the tests of this module say over and over.
enum PolicyFixture {
  /// A policy from its text.
  static func policy(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> PolicyDocument {
    do throws(InvalidPolicy) {
      return try PolicyDocument(reading: Array(text.utf8))
    } catch {
      Issue.record("\(text) is refused: \(error.problems.map(\.text))", sourceLocation: sourceLocation)
      throw error
    }
  }

  /// A policy that denies by default and lists the tool `t` with these rules, given as the members of an object.
  static func rules(_ members: String) throws -> PolicyDocument {
    try policy(#"{"version":"1","default":"deny","tools":{"t":{\#(members)}}}"#)
  }

  /// The problems of a policy text, as they are shown; none when it is valid.
  static func problems(_ text: String) -> [String] {
    do throws(InvalidPolicy) {
      _ = try PolicyDocument(reading: Array(text.utf8))
      return []
    } catch {
      return error.problems.map(\.text)
    }
  }

  /// The problems of a tool's rules, given as the members of an object.
  static func problems(rules members: String) -> [String] {
    problems(#"{"version":"1","default":"deny","tools":{"t":{\#(members)}}}"#)
  }

  /// A call of `t` with arguments given as JSON.
  static func call(_ arguments: String = "{}", tool: String = "t", grant: String = "g") throws -> PolicyCall {
    let object = try #require(try JSONValue.parse(arguments).object)
    return PolicyCall(tool: tool, arguments: object, grant: grant)
  }

  /// True when a condition holds for `args.a` of the arguments.
  static func holds(_ op: String, _ value: String, _ arguments: String) throws -> Bool {
    let policy = try rules(#""deny_if":[{"path":"args.a","op":"\#(op)","value":\#(value)}]"#)
    switch PolicyDocument.evaluate(try call(arguments), by: policy) {
    case .deny: return true
    case .allow, .approval: return false
    }
  }
}

extension RuleVerdict {
  /// `allow`, `deny RULE` or `approval RULE`.
  var shown: String {
    switch self {
    case .allow: "allow"
    case .deny(let denial): "deny " + denial.rule
    case .approval(let rule, _, _): "approval " + rule
    }
  }

  /// What a refusal says.
  var message: String? {
    switch self {
    case .allow: nil
    case .deny(let denial): denial.message
    case .approval(_, let message, _): message
    }
  }

  /// What the call would count.
  var uses: [LimitUse] {
    switch self {
    case .deny: []
    case .allow(let uses), .approval(_, _, let uses): uses
    }
  }
}

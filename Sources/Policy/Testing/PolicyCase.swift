import Basics

/// A policy, calls one after the other, and what is expected of each: a test somebody wrote for a policy.
public struct PolicyCase: Sendable {
  /// What the gate would say of a call.
  public enum Decision: String, Sendable, CaseIterable {
    case allow, deny, limit, approval
    /// The policy itself is refused.
    case invalid
  }

  /// A decision, and the rule it came from: empty when nothing fired.
  public struct Outcome: Sendable, Equatable {
    /// What was decided.
    public var decision: Decision
    /// The rule's identifier.
    public var rule: String
  }

  /// What a case expects of one call.
  public struct Expectation: Sendable, Equatable {
    /// `deny` is content with a limit, too.
    public var decision: Decision
    /// Nil when any rule will do.
    public var rule: String?

    /// True when an outcome is the expected one.
    public func accepts(_ outcome: Outcome) -> Bool {
      let isDecision = decision == outcome.decision || (decision == .deny && outcome.decision == .limit)
      return isDecision && (rule.map { $0.isIdentical(to: outcome.rule) } ?? true)
    }
  }

  /// A policy as a case gives it.
  enum Subject: Sendable {
    case none
    case policy(PolicyDocument)
    /// Refused, with its problems.
    case invalid([String])
  }

  /// What the case is about, in its own words.
  public var name: String
  var subject: Subject
  /// The calls and when each is made, in seconds since 1970.
  var calls: [(call: PolicyCall, at: Int)]
  /// One for each call; for a policy that is refused, one.
  public var expectations: [Expectation]
}

extension PolicyCase {
  /// Judges all calls in their order, with counters of the case's own and no other clock than the calls'.
  public func run() -> Result {
    let policy: PolicyDocument?
    switch subject {
    case .none: policy = nil
    case .policy(let document): policy = document
    case .invalid(let problems):
      // A policy that is refused refuses every call; without calls that is still one thing to tell.
      let outcomes = [Outcome](repeating: Outcome(decision: .invalid, rule: ""), count: max(1, calls.count))
      return Result(policyCase: self, outcomes: outcomes, problems: problems)
    }
    var counters = Counters()
    let outcomes = calls.map { call, second -> Outcome in
      switch PolicyDocument.evaluate(call, by: policy) {
      case .deny(let denial): return Outcome(decision: .deny, rule: denial.rule)
      case .approval(let rule, _, _): return Outcome(decision: .approval, rule: rule)
      case .allow(let charges):
        guard let hit = counters.acquire(charges, now: second) else { return Outcome(decision: .allow, rule: "") }
        return Outcome(decision: .limit, rule: hit.limit.rule)
      }
    }
    return Result(policyCase: self, outcomes: outcomes, problems: [])
  }

  /// What became of a case.
  public struct Result: Sendable {
    /// The case.
    public var policyCase: PolicyCase
    /// What was decided for each call.
    public var outcomes: [Outcome]
    /// Why the policy is refused, when it is.
    public var problems: [String]

    /// True when everything is as expected.
    public var isOK: Bool { difference == nil }

    /// The first thing that is not as expected, in words; nil when there is none.
    public var difference: String? {
      let expected = policyCase.expectations
      for (index, (expectation, outcome)) in zip(expected, outcomes).enumerated()
      where !expectation.accepts(outcome) {
        let call = policyCase.calls.isEmpty ? "the policy" : "call \(index + 1) (\(policyCase.calls[index].call.tool))"
        let reason = problems.first.map { " (\($0))" } ?? ""
        return "\(call): expected \(Self.shown(expectation.decision, expectation.rule)), got "
          + Self.shown(outcome.decision, outcome.rule) + reason
      }
      if expected.count == outcomes.count { return nil }
      return "\(outcomes.count) outcomes, but \(expected.count) expected"
    }

    private static func shown(_ decision: Decision, _ rule: String?) -> String {
      [decision.rawValue, rule ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    }
  }
}

import Basics

/// A test case for a policy: a sequence of calls and the expected outcome of each.
public struct PolicyCase: Sendable {
  /// The decision on a call.
  public enum Decision: String, Sendable, CaseIterable {
    case allow, deny, limit, approval
    /// The policy itself is invalid.
    case invalid
  }

  /// A decision and the rule that made it.
  public struct Outcome: Sendable, Equatable {
    /// The decision.
    public var decision: Decision
    /// The rule's identifier; empty if no rule applied.
    public var rule: String
  }

  /// The expected outcome of one call.
  public struct Expectation: Sendable, Equatable {
    /// The decision; `deny` also accepts `limit`.
    public var decision: Decision
    /// The rule; nil accepts any.
    public var rule: String?

    /// True if an outcome is as expected.
    public func accepts(_ outcome: Outcome) -> Bool {
      let isExpected = decision == outcome.decision || (decision == .deny && outcome.decision == .limit)
      return isExpected && (rule.map { $0.isIdentical(to: outcome.rule) } ?? true)
    }
  }

  /// The policy of a case.
  enum Subject: Sendable {
    case none
    case policy(PolicyDocument)
    /// Invalid, with its problems.
    case invalid([String])
  }

  /// The case's name.
  public var name: String
  var subject: Subject
  /// The calls and their times, in seconds since 1970.
  var calls: [(call: PolicyCall, at: Int)]
  /// One for each call; one for an invalid policy.
  public var expectations: [Expectation]
}

extension PolicyCase {
  /// Evaluates all calls in order, with counters of its own and the times of the calls as the clock.
  public func run() -> Result {
    let policy: PolicyDocument?
    switch subject {
    case .none: policy = nil
    case .policy(let document): policy = document
    case .invalid(let problems):
      // An invalid policy makes every call invalid; without calls there is still one outcome.
      let outcomes = [Outcome](repeating: Outcome(decision: .invalid, rule: ""), count: max(1, calls.count))
      return Result(policyCase: self, outcomes: outcomes, problems: problems)
    }
    var counters = Counters()
    let outcomes = calls.map { call, second -> Outcome in
      switch PolicyDocument.evaluate(call, by: policy) {
      case .deny(let denial): return Outcome(decision: .deny, rule: denial.rule)
      case .approval(let rule, _, _): return Outcome(decision: .approval, rule: rule)
      case .allow(let uses):
        guard let exceeded = counters.acquire(uses, now: second) else { return Outcome(decision: .allow, rule: "") }
        return Outcome(decision: .limit, rule: exceeded.limit.rule)
      }
    }
    return Result(policyCase: self, outcomes: outcomes, problems: [])
  }

  /// The result of running a case.
  public struct Result: Sendable {
    /// The case.
    public var policyCase: PolicyCase
    /// The outcome of each call.
    public var outcomes: [Outcome]
    /// The problems of an invalid policy.
    public var problems: [String]

    /// True if all outcomes are as expected.
    public var isOK: Bool { difference == nil }

    /// The first difference from the expectations, in words; nil if there is none.
    public var difference: String? {
      let expected = policyCase.expectations
      for (index, (expectation, outcome)) in zip(expected, outcomes).enumerated()
      where !expectation.accepts(outcome) {
        let call = policyCase.calls.isEmpty ? "the policy" : "call \(index + 1) (\(policyCase.calls[index].call.tool))"
        let reason = problems.first.map { " (\($0))" } ?? ""
        return "\(call): expected \(Self.describe(expectation.decision, expectation.rule)), got "
          + Self.describe(outcome.decision, outcome.rule) + reason
      }
      if expected.count == outcomes.count { return nil }
      return "\(outcomes.count) outcomes, but \(expected.count) expected"
    }

    private static func describe(_ decision: Decision, _ rule: String?) -> String {
      [decision.rawValue, rule ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    }
  }
}

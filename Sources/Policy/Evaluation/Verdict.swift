import Basics

/// What a call looks like to the policy.
public struct PolicyCall: Sendable {
  /// The tool's name, exactly as called.
  public var tool: String
  /// The arguments as the caller gave them, names resolved to ids.
  public var arguments: JSONObject
  /// The identity the call is made under.
  public var grant: String
  /// The account the call acts in where its arguments name none. No rule sees it; a person's yes is bound to it.
  public var account: String?

  /// Makes a call to be judged.
  public init(tool: String, arguments: JSONObject, grant: String, account: String? = nil) {
    self.tool = tool
    self.arguments = arguments
    self.grant = grant
    self.account = account
  }
}

/// A rule that refuses a call.
public struct Denial: Sendable, Equatable {
  /// The rule's identifier.
  public var rule: String
  /// Why, beginning with `[POLICY DENIED] `.
  public var message: String

  init(_ rule: String, _ reason: String) {
    self.rule = rule
    self.message = Denial.prefix + reason
  }

  /// What every denial's text begins with.
  public static let prefix = "[POLICY DENIED] "
}

/// What the rules alone, without counters, say of a call.
public enum RuleVerdict: Sendable, Equatable {
  /// The first denial is the answer.
  case deny(Denial)
  /// No rule denies, but one wants a person's yes; with it, all uses must still be taken.
  case approval(rule: String, message: String, uses: [LimitUse])
  /// Allowed, if all of these can be taken.
  case allow([LimitUse])
}

/// One counter a call wants to be counted in.
public struct LimitUse: Sendable, Equatable {
  /// The counter's key in the limits file: the grant (or `*` for all grants together) and the rule.
  public var key: String
  /// The limit that is counted.
  public var limit: Limit
  /// How much the call counts; `Int.max` stands for more than can be counted, which never fits.
  public var amount: Int

  init(key: String, limit: Limit, amount: Int) {
    self.key = key
    self.limit = limit
    self.amount = amount
  }

  /// What a call of a grant is counted in by a limit.
  public init(_ limit: Limit, grant: String, amount: Int = 1) {
    self.init(key: (limit.scope == .grant ? grant : "*") + " " + limit.rule, limit: limit, amount: amount)
  }
}

/// One rule that was looked at on the way to a verdict. Holds kinds of values, never values.
public struct TraceStep: Sendable, Equatable {
  /// What the rule said.
  public enum Outcome: String, Sendable {
    case passes, denies
    /// Wants a person's yes.
    case asks
    /// Counts the call.
    case counts
  }

  /// What one condition saw.
  public struct ConditionResult: Sendable, Equatable {
    /// The condition's name, for example `args.amount-gt`.
    public var condition: String
    /// The kind of the argument's value, or `missing`.
    public var saw: String
    /// True when the condition held.
    public var isSatisfied: Bool
  }

  /// The rule's identifier.
  public var rule: String
  /// What it said.
  public var outcome: Outcome
  /// What its conditions saw, in order.
  public var results: [ConditionResult] = []
}

import Basics

/// A call as the policy sees it.
public struct PolicyCall: Sendable {
  /// The tool's name, exactly as called.
  public var tool: String
  /// The arguments as given by the caller, with names resolved to IDs.
  public var arguments: JSONObject
  /// What follows from the arguments, such as the duration of an entry with a start and an end. Conditions and counts see
  /// it; approvals and records do not.
  public var derived: JSONObject
  /// The identity the call is made under.
  public var grant: String
  /// The account the call acts in unless its arguments name one. Rules do not see it, but an approval covers only it.
  public var account: String?
  /// True for a tool that a policy covers only by name, not by its default.
  public var mustBeNamed: Bool

  /// Makes a call to be evaluated.
  public init(
    tool: String, arguments: JSONObject, derived: JSONObject = JSONObject(), grant: String, account: String? = nil,
    mustBeNamed: Bool = false
  ) {
    self.tool = tool
    self.arguments = arguments
    self.derived = derived
    self.grant = grant
    self.account = account
    self.mustBeNamed = mustBeNamed
  }

  /// What conditions and counts see: the arguments and what follows from them.
  var judged: JSONObject { derived.members.reduce(into: arguments) { $0[$1.key] = $1.value } }
}

/// The denial of a call by a rule.
public struct Denial: Sendable, Equatable {
  /// The rule's identifier.
  public var rule: String
  /// The reason, starting with `[POLICY DENIED] `.
  public var message: String

  init(_ rule: String, _ reason: String) {
    self.rule = rule
    self.message = Denial.prefix + reason
  }

  /// The prefix of every denial message.
  public static let prefix = "[POLICY DENIED] "
}

/// The verdict of the rules alone, without counters.
public enum RuleVerdict: Sendable, Equatable {
  /// Denied by this rule, the first that applies.
  case deny(Denial)
  /// No rule denies the call, but one requires approval. Even with approval, all uses must fit.
  case approval(rule: String, message: String, uses: [LimitUse])
  /// Allowed if all of these uses fit.
  case allow([LimitUse])
}

/// One call's use of one limit.
public struct LimitUse: Sendable, Equatable {
  /// The counter's key, together with the window: the grant (or `*` for all grants together) and the rule.
  public var key: String
  /// The limit.
  public var limit: Limit
  /// The amount the call counts; `Int.max` means more than can be counted, which never fits.
  public var amount: Int

  init(key: String, limit: Limit, amount: Int) {
    self.key = key
    self.limit = limit
    self.amount = amount
  }

  /// The use of a limit by one call of a grant.
  public init(_ limit: Limit, grant: String, amount: Int = 1) {
    self.init(key: (limit.scope == .grant ? grant : "*") + " " + limit.rule, limit: limit, amount: amount)
  }
}

/// One rule evaluated for a verdict. Contains the kinds of values, never the values.
public struct TraceStep: Sendable, Equatable {
  /// The result of evaluating a rule.
  public enum Outcome: String, Sendable {
    case passes, denies
    /// Requires approval.
    case asks
    /// Counts the call.
    case counts
  }

  /// The result of one condition.
  public struct ConditionResult: Sendable, Equatable {
    /// The condition's name, for example `args.amount-gt`.
    public var condition: String
    /// The kind of the argument's value, or `missing`.
    public var saw: String
    /// True if the condition was met.
    public var isSatisfied: Bool
  }

  /// The rule's identifier.
  public var rule: String
  /// The result.
  public var outcome: Outcome
  /// The results of its conditions, in order.
  public var results: [ConditionResult] = []
}

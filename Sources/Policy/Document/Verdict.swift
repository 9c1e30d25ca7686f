import Basics

/// What a call looks like to the policy.
public struct PolicyCall: Sendable {
  /// The tool's name, exactly as called.
  public var tool: String
  /// The arguments as the caller gave them, names resolved to ids.
  public var arguments: JSONObject
  /// The identity the call is made under.
  public var grant: String

  /// Makes a call to be judged.
  public init(tool: String, arguments: JSONObject, grant: String) {
    self.tool = tool
    self.arguments = arguments
    self.grant = grant
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

  static let prefix = "[POLICY DENIED] "
}

/// What the rules alone, without counters, say of a call.
public enum RuleVerdict: Sendable, Equatable {
  /// The first denial is the answer.
  case deny(Denial)
  /// Allowed, if all of these can be taken.
  case allow([Charge])
}

/// One counter a call wants to be counted in.
public struct Charge: Sendable, Equatable {
  /// The counter's key in the limits file: the grant (or `*` for all grants together) and the rule.
  public var key: String
  /// The limit that is counted.
  public var limit: Limit
  /// How much the call counts.
  public var amount: Int
}

extension PolicyDocument {
  /// Judges a call by the rules, in the contract's order: no policy, hidden, default deny, then what limits apply, the
  /// tool's own first. Takes nothing and reads no clock.
  ///
  /// - Parameter document: nil when no policy is attached to the grant.
  public static func judge(_ call: PolicyCall, by document: PolicyDocument?) -> RuleVerdict {
    guard let document else {
      return .deny(Denial("(no policy)", "No policy is attached to the grant \"\(call.grant)\"; every call is denied."))
    }
    if document.hides(call.tool) {
      return .deny(Denial("(hidden)", "The policy hides the tool \(call.tool)."))
    }
    let rules = document.rules(for: call.tool)
    if rules == nil, document.default == .deny {
      return .deny(Denial("(default deny)", "The policy does not list the tool \(call.tool), and denies by default."))
    }
    let limits = (rules?.limits ?? []) + document.allToolsLimits
    return .allow(
      limits.map { limit in
        let holder = limit.scope == .grant ? call.grant : "*"
        return Charge(key: holder + " " + limit.rule, limit: limit, amount: 1)
      })
  }
}

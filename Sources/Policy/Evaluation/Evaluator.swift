import Basics

extension PolicyDocument {
  /// Evaluates a call in a fixed order: no policy, hidden, default deny, require, deny_if, approval, then limits (the
  /// tool's own first). Counts nothing and reads no clock.
  ///
  /// - Parameter document: nil if the grant has no policy.
  public static func evaluate(_ call: PolicyCall, by document: PolicyDocument?) -> RuleVerdict {
    var evaluator = Evaluator(call: call)
    return evaluator.verdict(document)
  }

  /// The verdict of `evaluate`, with every rule that was evaluated, in order.
  public static func explain(_ call: PolicyCall, by document: PolicyDocument?) -> (RuleVerdict, [TraceStep]) {
    var evaluator = Evaluator(call: call, steps: [])
    let verdict = evaluator.verdict(document)
    return (verdict, evaluator.steps ?? [])
  }
}

/// The evaluation of one call.
private struct Evaluator {
  let call: PolicyCall
  private let judged: JSONObject
  /// The rules evaluated so far; nil if no trace was requested.
  var steps: [TraceStep]?
  /// The first rule that requires approval. A denial found later takes precedence.
  private var approval: (rule: String, message: String)?

  init(call: PolicyCall, steps: [TraceStep]? = nil) {
    self.call = call
    judged = call.judged
    self.steps = steps
  }

  mutating func verdict(_ document: PolicyDocument?) -> RuleVerdict {
    guard let document else {
      return deny("(no policy)", "No policy is attached to the grant \"\(call.grant)\"; every call is denied.")
    }
    if document.hides(call.tool) { return deny("(hidden)", "The tool \(call.tool) is hidden by the policy.") }
    trace("(hidden)", .passes)
    let rules = document.rules(for: call.tool)
    if rules == nil, document.default == .deny || call.mustBeNamed {
      let reason = document.default == .deny ? "denies unlisted tools" : "it is one that a policy has to name"
      return deny("(default deny)", "The policy does not list the tool \(call.tool) and \(reason).")
    }
    trace("(default deny)", .passes)
    if let rules, let denial = evaluate(rules) { return denial }
    return count(rules?.limits ?? [], document.allToolsLimits)
  }

  /// The denial by the tool's rules, or nil.
  private mutating func evaluate(_ rules: ToolRules) -> RuleVerdict? {
    let action = JSONPointer(["tools", call.tool, "action"]).text
    if rules.action == .deny { return deny(action, rules.reason ?? "The policy denies the tool \(call.tool).") }
    for rule in rules.require {
      if let denial = evaluate(rule, isRequired: true, reason: rules.reason) { return denial }
    }
    for rule in rules.denyIf {
      if let denial = evaluate(rule, isRequired: false, reason: rules.reason) { return denial }
    }
    if rules.action == .requireApproval { requireApproval(action, rules.reason) }
    return nil
  }

  private mutating func evaluate(_ rule: Rule, isRequired: Bool, reason: String?) -> RuleVerdict? {
    let isHit = rule.isSatisfied(by: judged) != isRequired
    trace(rule.identifier, !isHit ? .passes : rule.action == .deny ? .denies : .asks, conditions: rule.conditions)
    guard isHit else { return nil }
    let text = rule.onDeny ?? reason
    if rule.action == .deny {
      return .deny(Denial(rule.identifier, text ?? defaultDenialMessage(rule, isRequired: isRequired)))
    }
    if approval == nil { approval = (rule.identifier, text ?? defaultApprovalMessage) }
    return nil
  }

  private func defaultDenialMessage(_ rule: Rule, isRequired: Bool) -> String {
    let names = rule.conditions.map(\.name).joined(separator: ", ")
    if isRequired { return "The policy requires \(names) for the tool \(call.tool)." }
    return names.isEmpty
      ? "The policy denies the tool \(call.tool)."
      : "The policy denies calls of the tool \(call.tool) that match \(names)."
  }

  private mutating func requireApproval(_ rule: String, _ text: String?) {
    trace(rule, .asks)
    if approval == nil { approval = (rule, text ?? defaultApprovalMessage) }
  }

  private var defaultApprovalMessage: String { "The policy requires approval for the tool \(call.tool)." }

  private mutating func deny(_ rule: String, _ reason: String) -> RuleVerdict {
    trace(rule, .denies)
    return .deny(Denial(rule, reason))
  }

  private mutating func trace(_ rule: String, _ outcome: TraceStep.Outcome, conditions: [Condition] = []) {
    guard steps != nil else { return }
    let results = conditions.map { condition in
      let value = condition.path.value(in: judged)
      return TraceStep.ConditionResult(
        condition: condition.name, saw: value?.kindName ?? "missing",
        isSatisfied: condition.isSatisfied(by: judged))
    }
    steps?.append(TraceStep(rule: rule, outcome: outcome, results: results))
  }
}

extension Evaluator {
  /// The amount the call adds to each limit. An invalid amount denies the call before anyone is asked for approval.
  private mutating func count(_ tool: [Limit], _ all: [Limit]) -> RuleVerdict {
    var uses: [LimitUse] = []
    uses.reserveCapacity(tool.count + all.count)
    for limit in tool + all {
      var amount = 1
      if let path = limit.incrementFrom {
        let value = path.value(in: judged)
        guard case .number(let number)? = value, case let exact = ExactDecimal(number), exact.sign >= 0 else {
          let found = value.map { $0.double == nil ? $0.kindName : "negative" } ?? "missing"
          return deny(limit.rule, "The limit counts \(path.text), which must be a non-negative number but is \(found).")
        }
        amount = exact.whole ?? .max
      }
      trace(limit.rule, .counts)
      uses.append(LimitUse(limit, grant: call.grant, amount: amount))
    }
    guard let approval else { return .allow(uses) }
    return .approval(rule: approval.rule, message: approval.message, uses: uses)
  }
}

import Basics

extension PolicyDocument {
  /// Judges a call by the rules, in the contract's order: no policy, hidden, default deny, require, deny_if, approval,
  /// then what limits apply, the tool's own first. Takes nothing and reads no clock.
  ///
  /// - Parameter document: nil when no policy is attached to the grant.
  public static func evaluate(_ call: PolicyCall, by document: PolicyDocument?) -> RuleVerdict {
    var judge = Evaluator(call: call)
    return judge.verdict(document)
  }

  /// The verdict of `judge`, with every rule that was looked at, in order.
  public static func explain(_ call: PolicyCall, by document: PolicyDocument?) -> (RuleVerdict, [TraceStep]) {
    var judge = Evaluator(call: call, steps: [])
    let verdict = judge.verdict(document)
    return (verdict, judge.steps ?? [])
  }
}

/// One call on its way through the rules.
private struct Evaluator {
  let call: PolicyCall
  /// What was looked at; nil when nobody asked.
  var steps: [TraceStep]?
  /// The first rule that wants a person's yes. A denial found later still wins.
  private var approval: (rule: String, message: String)?

  init(call: PolicyCall, steps: [TraceStep]? = nil) {
    self.call = call
    self.steps = steps
  }

  mutating func verdict(_ document: PolicyDocument?) -> RuleVerdict {
    guard let document else {
      return deny("(no policy)", "No policy is attached to the grant \"\(call.grant)\"; every call is denied.")
    }
    if document.hides(call.tool) { return deny("(hidden)", "The policy hides the tool \(call.tool).") }
    trace("(hidden)", .passes)
    let rules = document.rules(for: call.tool)
    if rules == nil, document.default == .deny {
      return deny("(default deny)", "The policy does not list the tool \(call.tool), and denies by default.")
    }
    trace("(default deny)", .passes)
    if let rules, let denial = evaluate(rules) { return denial }
    return use(rules?.limits ?? [], document.allToolsLimits)
  }

  /// The denial the tool's rules come to, or nil.
  private mutating func evaluate(_ rules: ToolRules) -> RuleVerdict? {
    let action = JSONPointer(["tools", call.tool, "action"]).text
    if rules.action == .deny { return deny(action, rules.reason ?? "The policy denies the tool \(call.tool).") }
    for rule in rules.require {
      if let denial = evaluate(rule, isRequired: true, rules.reason) { return denial }
    }
    for rule in rules.denyIf {
      if let denial = evaluate(rule, isRequired: false, rules.reason) { return denial }
    }
    if rules.action == .requireApproval { ask(action, rules.reason) }
    return nil
  }

  private mutating func evaluate(_ rule: Rule, isRequired: Bool, _ reason: String?) -> RuleVerdict? {
    let isHit = rule.isSatisfied(by: call.arguments) != isRequired
    trace(rule.identifier, !isHit ? .passes : rule.action == .deny ? .denies : .asks, rule.conditions)
    guard isHit else { return nil }
    let text = rule.onDeny ?? reason
    if rule.action == .deny {
      return .deny(Denial(rule.identifier, text ?? standardDenial(rule, isRequired: isRequired)))
    }
    if approval == nil { approval = (rule.identifier, text ?? standardQuestion) }
    return nil
  }

  private func standardDenial(_ rule: Rule, isRequired: Bool) -> String {
    let names = rule.conditions.map(\.name).joined(separator: ", ")
    if isRequired { return "The policy requires \(names) of the tool \(call.tool)." }
    return names.isEmpty
      ? "The policy denies the tool \(call.tool)." : "The policy denies the tool \(call.tool) with \(names)."
  }

  private mutating func ask(_ rule: String, _ text: String?) {
    trace(rule, .asks)
    if approval == nil { approval = (rule, text ?? standardQuestion) }
  }

  private var standardQuestion: String { "The policy wants a person's yes for the tool \(call.tool)." }

  private mutating func deny(_ rule: String, _ reason: String) -> RuleVerdict {
    trace(rule, .denies)
    return .deny(Denial(rule, reason))
  }

  private mutating func trace(_ rule: String, _ outcome: TraceStep.Outcome, _ conditions: [Condition] = []) {
    guard steps != nil else { return }
    let results = conditions.map { condition in
      let value = condition.path.value(in: call.arguments)
      return TraceStep.ConditionResult(
        condition: condition.name, saw: value?.kindName ?? "missing",
        isSatisfied: condition.isSatisfied(by: call.arguments))
    }
    steps?.append(TraceStep(rule: rule, outcome: outcome, results: results))
  }
}

extension Evaluator {
  /// What the call counts in each limit. An amount that is none denies at once, before a person is asked in vain.
  private mutating func use(_ tool: [Limit], _ all: [Limit]) -> RuleVerdict {
    var uses: [LimitUse] = []
    uses.reserveCapacity(tool.count + all.count)
    for limit in tool + all {
      var amount = 1
      if let path = limit.incrementFrom {
        let value = path.value(in: call.arguments)
        guard case .number(let number)? = value, case let exact = ExactDecimal(number), exact.sign >= 0 else {
          let found = value.map { $0.double == nil ? $0.kindName : "less than 0" } ?? "missing"
          return deny(limit.rule, "The limit counts \(path.text), a number from 0 up, which is \(found).")
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

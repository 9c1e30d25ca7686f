import Basics

extension PolicyDocument {
  /// Warnings about rules that are valid but probably mistakes: rules that can never match, unknown names, and rules
  /// that a caller can bypass.
  ///
  /// - Parameters:
  ///   - bytes: the document's text, for locating warnings.
  ///   - tools: all known tools.
  public func warnings(in bytes: [UInt8], tools: [ToolSignature]) -> [PolicyDiagnostic] {
    var linter = Linter(policy: self, signatures: tools)
    linter.lint()
    let warnings = linter.warnings.map { PolicyDiagnostic($0.place, in: bytes, $0.message) }
    return warnings.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
  }
}

/// Checks a valid policy and collects warnings.
struct Linter {
  let policy: PolicyDocument
  let signatures: [ToolSignature]
  private(set) var warnings: [(place: JSONPointer, message: String)] = []

  init(policy: PolicyDocument, signatures: [ToolSignature]) {
    self.policy = policy
    self.signatures = signatures
  }

  mutating func warn(_ place: JSONPointer, _ message: String) { warnings.append((place, message)) }

  mutating func lint() {
    for (index, name) in policy.hide.enumerated() where !name.isIdentical(to: "*") {
      checkName(name, JSONPointer(["hide", String(index)]))
    }
    lint(policy.allToolsLimits, JSONPointer(["all_tools", "limits"]), signature: nil)
    for (name, rules) in policy.tools {
      let place = JSONPointer(["tools", name])
      checkName(name, place)
      if policy.hides(name) { warn(place, "the tool is hidden, so these rules are never evaluated") }
      lint(rules, at: place, signatures.first { $0.name.isIdentical(to: name) })
    }
  }

  private mutating func checkName(_ name: String, _ place: JSONPointer) {
    let names = signatures.map(\.name)
    guard !names.contains(where: { $0.isIdentical(to: name) }) else { return }
    let nearest = Spelling.closestMatch(to: name, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
    warn(place, "unknown tool \"\(name)\"" + nearest)
  }

  private mutating func lint(_ rules: ToolRules, at place: JSONPointer, _ signature: ToolSignature?) {
    if rules.action == .deny, !(rules.require + rules.denyIf).isEmpty || !rules.limits.isEmpty {
      warn(place.appending("action"), "the tool is always denied, so its other rules are never evaluated")
    }
    for (index, rule) in rules.require.enumerated() {
      lint(rule, at: place.appending("require").appending(index), signature, isRequired: true)
      if rule.conditions.isEmpty {
        warn(place.appending("require").appending(index), "an entry without conditions requires nothing")
      }
    }
    var isDecided = false
    for (index, rule) in rules.denyIf.enumerated() {
      let entry = place.appending("deny_if").appending(index)
      if isDecided { warn(entry, "an earlier entry always denies, so this one is never evaluated") }
      isDecided = isDecided || (rule.conditions.isEmpty && rule.action == .deny)
      lint(rule, at: entry, signature, isRequired: false)
      if let signature { checkBypass(of: rule, require: rules.require, tool: signature, at: entry) }
    }
    if isDecided, !rules.limits.isEmpty {
      warn(place.appending("limits"), "an entry of deny_if always denies, so no call is ever counted")
    }
    lint(rules.limits, place.appending("limits"), signature: signature)
    checkHiddenLimits(rules.limits, place)
  }

  private mutating func lint(
    _ rule: Rule, at entry: JSONPointer, _ signature: ToolSignature?, isRequired: Bool
  ) {
    let consequence = isRequired ? "so every call is denied" : "so this entry never denies"
    for (index, condition) in rule.conditions.enumerated() {
      let place = rule.conditions.count == 1 ? entry : entry.appending("conditions").appending(index)
      guard let signature else { continue }
      if let evasion = NameCheck.evasion(of: condition, isRequired: isRequired) { warn(place, evasion) }
      if let reason = ConditionCheck(condition, of: signature).unsatisfiableReason {
        warn(place, "\(condition.name) can never be met: \(reason), \(consequence)")
      } else if let warning = ConditionCheck(condition, of: signature).typeMismatch {
        warn(place, warning)
      }
    }
    if let reason = Contradiction.of(rule.conditions) {
      warn(entry, "the conditions can never all be met: \(reason), \(consequence)")
    }
  }
}

import Basics

extension PolicyDocument {
  /// What is valid in a policy but probably not meant: rules that can never match, names nobody has, and rules that a
  /// caller walks around.
  ///
  /// - Parameters:
  ///   - bytes: the document's text, for the places.
  ///   - tools: all tools there are.
  public func warnings(in bytes: [UInt8], tools: [ToolSignature]) -> [PolicyDiagnostic] {
    var linter = Linter(policy: self, signatures: tools)
    linter.lint()
    let warnings = linter.warnings.map { PolicyDiagnostic($0.place, in: bytes, $0.message) }
    return warnings.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
  }
}

/// Walks a valid policy and collects warnings.
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
      if policy.hides(name) { warn(place, "the tool is hidden, so these rules are never looked at") }
      lint(rules, place, signatures.first { $0.name.isIdentical(to: name) })
    }
  }

  private mutating func checkName(_ name: String, _ place: JSONPointer) {
    let names = signatures.map(\.name)
    guard !names.contains(where: { $0.isIdentical(to: name) }) else { return }
    let nearest = Spelling.closestMatch(to: name, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
    warn(place, "there is no tool \"\(name)\"" + nearest)
  }

  private mutating func lint(_ rules: ToolRules, _ place: JSONPointer, _ signature: ToolSignature?) {
    if rules.action == .deny, !(rules.require + rules.denyIf).isEmpty || !rules.limits.isEmpty {
      warn(place.appending("action"), "the tool is always denied, so its other rules are never looked at")
    }
    for (index, rule) in rules.require.enumerated() {
      lint(rule, place.appending("require").appending(index), signature, isRequired: true)
      if rule.conditions.isEmpty {
        warn(place.appending("require").appending(index), "an entry without conditions requires nothing")
      }
    }
    var isDecided = false
    for (index, rule) in rules.denyIf.enumerated() {
      let entry = place.appending("deny_if").appending(index)
      if isDecided { warn(entry, "an entry before it always denies, so this one is never looked at") }
      isDecided = isDecided || (rule.conditions.isEmpty && rule.action == .deny)
      lint(rule, entry, signature, isRequired: false)
      if let signature { checkBypass(rule, rules.require, signature, entry) }
    }
    if isDecided, !rules.limits.isEmpty {
      warn(place.appending("limits"), "an entry of deny_if always denies, so nothing is ever counted")
    }
    lint(rules.limits, place.appending("limits"), signature: signature)
    checkHiddenLimits(rules.limits, place)
  }

  private mutating func lint(
    _ rule: Rule, _ entry: JSONPointer, _ signature: ToolSignature?, isRequired: Bool
  ) {
    let consequence = isRequired ? "so every call is denied" : "so this entry never denies"
    for (index, condition) in rule.conditions.enumerated() {
      let place = rule.conditions.count == 1 ? entry : entry.appending("conditions").appending(index)
      guard let signature else { continue }
      if let why = ConditionCheck(condition, of: signature).unsatisfiableReason {
        warn(place, "\(condition.name) can never hold: \(why), \(consequence)")
      } else if let remark = ConditionCheck(condition, of: signature).otherType {
        warn(place, remark)
      }
    }
    if let why = Contradiction.of(rule.conditions) {
      warn(entry, "the conditions can never hold together: \(why), \(consequence)")
    }
  }
}

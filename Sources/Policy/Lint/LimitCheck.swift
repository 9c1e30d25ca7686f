import Basics

extension Linter {
  /// Warns about arguments that cannot be counted.
  mutating func lint(_ limits: [Limit], _ place: JSONPointer, signature: ToolSignature?) {
    for (index, limit) in limits.enumerated() {
      guard let path = limit.incrementFrom, let signature else { continue }
      let argument = signature.argument(path.steps[0])
      let entry = place.appending(index)
      if argument == nil {
        warn(entry, "\(signature.name) has no argument \"\(path.steps[0])\", so every call is denied")
      } else if let argument, argument.kind != .json, !argument.kind.takesNumbers || path.steps.count > 1 {
        warn(entry, "\(argument.name) is \(argument.kind.description) and cannot be counted, so every call is denied")
      } else if let argument, argument.kind == .id {
        warn(entry, "\(argument.name) is an ID, not an amount, so counting it makes no sense")
      }
    }
  }

  /// Warns about limits of a tool that are never reached because another one is always reached first.
  mutating func checkHiddenLimits(_ limits: [Limit], _ place: JSONPointer) {
    for (index, limit) in limits.enumerated() {
      let others = limits.enumerated().filter { $0.offset != index }.map { ($0.offset < index, $0.element) }
      let all = policy.allToolsLimits.map { (false, $0) }
      guard let (_, other) = (others + all).first(where: { Self.hides($0.1, limit, isFirst: $0.0) }) else { continue }
      let isShort = limit.rule.hasSuffix("/rate_limit") && limit.counter == "rate_limit"
      warn(
        isShort ? place.appending("rate_limit") : place.appending("limits").appending(index),
        "the limit is never reached: \(other.rule) (\(other.text)) is always reached first")
    }
  }

  /// True if the calls that one limit allows can never reach the other.
  ///
  /// - Parameter isFirst: breaks the tie between limits that are reached together.
  private static func hides(_ one: Limit, _ other: Limit, isFirst: Bool) -> Bool {
    guard one.scope == other.scope || one.scope == .server, one.incrementFrom == other.incrementFrom else {
      return false
    }
    let (length, otherLength) = (one.window.seconds, other.window.seconds)
    if length == otherLength { return one.max < other.max || (one.max == other.max && isFirst) }
    // A longer window with the same alignment allows no more in each part than in total.
    if length % otherLength == 0 { return one.max <= other.max }
    guard otherLength % length == 0 else { return false }
    let (allowed, overflow) = one.max.multipliedReportingOverflow(by: otherLength / length)
    return !overflow && allowed <= other.max
  }
}

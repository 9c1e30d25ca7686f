import Basics

/// Rules on names, which do not hold: the service compares names without regard to case and blanks, the policy by code
/// points.
enum NameCheck {
  /// How a caller gets around a rule on the name of an object; nil if it cannot.
  ///
  /// - Parameter isRequired: true if calls have to meet the condition, false if those that meet it are denied.
  static func evasion(of condition: Condition, isRequired: Bool) -> String? {
    guard condition.path.steps.count == 1, case let name = condition.path.steps[0], isName(name) else { return nil }
    let holds =
      switch condition.test {
      case .equals, .isAmong, .matches, .contains: isRequired
      case .differs, .isNotAmong: !isRequired
      case .compares, .exists: true
      }
    if holds { return nil }
    let id = name.hasSuffix("_name") ? "; a rule on \(name.dropLast(5))_id holds" : ""
    return "\(condition.name) is got around by other case or blanks: the service compares names without them\(id)"
  }

  private static func isName(_ argument: String) -> Bool { argument.hasSuffix("_name") || argument == "name" }
}

/// Seconds as they were tracked, and rounded.
public struct ReportAmount: Equatable, Sendable {
  /// Seconds as they were tracked.
  public var seconds: Int
  /// The rounded seconds; equal to `seconds` where the report is not rounded.
  public var rounded: Int

  /// An amount; zero unless given.
  public init(seconds: Int = 0, rounded: Int = 0) {
    self.seconds = seconds
    self.rounded = rounded
  }

  static func += (sum: inout ReportAmount, amount: ReportAmount) {
    sum.seconds += amount.seconds
    sum.rounded += amount.rounded
  }
}

/// A group of a report with its subgroups, whose amounts add up to its own.
public struct ReportGroup: Equatable, Sendable {
  /// The level it belongs to.
  public var level: ReportLevel
  /// What it is called.
  public var label: ReportLabel
  /// The time in it.
  public var amount: ReportAmount
  /// Its groups on the next level; empty on the last one.
  public var groups: [ReportGroup]

  /// A group from its parts.
  public init(level: ReportLevel, label: ReportLabel, amount: ReportAmount, groups: [ReportGroup] = []) {
    self.level = level
    self.label = label
    self.amount = amount
    self.groups = groups
  }

  /// A group on the last level, with the labels that lead to it.
  struct Leaf: Sendable {
    var path: [ReportLabel]
    var amount: ReportAmount
  }

  /// Arranges leaves into groups, from the first of the levels down.
  static func tree(_ leaves: [Leaf], _ levels: ArraySlice<ReportLevel>) -> [ReportGroup] {
    guard let level = levels.first else { return [] }
    let below = levels.dropFirst()
    let groups = Dictionary(grouping: leaves) { $0.path[levels.startIndex] }.map { label, leaves in
      ReportGroup(level: level, label: label, amount: sum(leaves.map(\.amount)), groups: tree(leaves, below))
    }
    return groups.sorted(by: level.isCalendar ? isEarlier : isLarger)
  }

  static func sum(_ amounts: [ReportAmount]) -> ReportAmount { amounts.reduce(into: ReportAmount()) { $0 += $1 } }

  private static func isEarlier(_ first: ReportGroup, _ second: ReportGroup) -> Bool {
    (first.label.name ?? "") < (second.label.name ?? "")
  }

  private static func isLarger(_ first: ReportGroup, _ second: ReportGroup) -> Bool {
    if first.amount.seconds != second.amount.seconds { return first.amount.seconds > second.amount.seconds }
    return (first.label.name ?? "", first.label.id ?? 0) < (second.label.name ?? "", second.label.id ?? 0)
  }
}

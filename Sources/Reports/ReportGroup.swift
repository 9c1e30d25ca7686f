/// A group of a report with those below it; its amount is their sum.
struct ReportGroup: Equatable, Sendable {
  var level: ReportLevel
  var label: ReportLabel
  var amount: ReportAmount
  var groups: [ReportGroup] = []

  /// A group on the last level, with the labels that lead to it.
  struct Leaf: Sendable {
    var path: [ReportLabel]
    var amount: ReportAmount
  }

  /// Puts leaves together from the first of the levels down.
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

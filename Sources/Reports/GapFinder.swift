import Basics

/// Finds the time between entries that is not accounted for, and the time that is accounted for twice.
public struct GapFinder: Equatable, Sendable {
  /// The gaps, by person and start. A gap lies between two entries that start on the same local day.
  public internal(set) var gaps: [TimeRange] = []
  /// The overlaps, by person and start. Entries overlap in pairs, whatever the day.
  public internal(set) var overlaps: [TimeRange] = []

  /// Examines the spans of each person.
  ///
  /// - Parameter minSeconds: shorter gaps and overlaps are left out.
  init(_ spans: [WorkSpan], minSeconds: Int) {
    let spansByUser = Dictionary(grouping: spans) { $0.user }
    for user in spansByUser.keys.sorted(by: { ($0.name ?? "", $0.id ?? 0) < ($1.name ?? "", $1.id ?? 0) }) {
      let own = spansByUser[user] ?? []
      examine(own.sorted { Self.order($0) < Self.order($1) }, minSeconds: max(1, minSeconds))
    }
  }

  private static func order(_ span: WorkSpan) -> (Instant, Int) { (span.start.instant, span.entryID ?? 0) }

  /// - Parameter spans: one person's, by their start.
  private mutating func examine(_ spans: [WorkSpan], minSeconds: Int) {
    var active: [WorkSpan] = []
    var covered: (end: ZonedInstant, day: LocalTime)?
    for span in spans {
      active.removeAll { $0.end.instant <= span.start.instant }
      for other in active {
        let end = other.end.instant < span.end.instant ? other.end : span.end
        let pair = [other.entryID, span.entryID].compactMap { $0 }
        let overlap = TimeRange(user: span.user, start: span.start, end: end, entries: pair)
        if overlap.seconds >= minSeconds { overlaps.append(overlap) }
      }
      let day = span.localStart.midnight
      if let covered, covered.day == day {
        let gap = TimeRange(user: span.user, start: covered.end, end: span.start)
        if gap.seconds >= minSeconds { gaps.append(gap) }
      }
      active.append(span)
      let endsLater = covered.map { $0.end.instant < span.end.instant } ?? true
      covered = (endsLater ? span.end : covered?.end ?? span.end, day)
    }
  }
}

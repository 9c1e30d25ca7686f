import Basics

/// When somebody worked.
struct WorkSpan: Sendable {
  var entry: Int?
  var user: ReportLabel
  /// The local wall clock at the start.
  var local: LocalTime
  var start: ZonedInstant
  var end: ZonedInstant

  /// A point in time and the offset of the clock it is told on.
  struct ZonedInstant: Equatable, Sendable {
    var instant: Instant
    var offset: UTCOffset

    init(_ instant: Instant, in zone: TimeZone) {
      self.instant = instant
      offset = zone.offset(at: instant)
    }

    /// Local wall clock, `yyyy-MM-dd HH:mm:ss`.
    var text: String { LocalTime(instant, at: offset).text }
    var rfc3339: String { instant.rfc3339(offset) }
  }

  /// The span of an entry that has a start and a length.
  init?(_ entry: ReportEntry, _ account: TimeZone) {
    guard let local = entry.start, let start = entry.startInstant(account), entry.seconds > 0 else { return nil }
    let zone = entry.zone(account)
    self.entry = entry.id
    user = entry.user
    self.local = local
    self.start = ZonedInstant(start, in: zone)
    end = ZonedInstant(Instant(seconds: start.seconds + entry.seconds), in: zone)
  }
}

/// A stretch of a person's time.
struct TimeRange: Equatable, Sendable {
  var user: ReportLabel
  var start: WorkSpan.ZonedInstant
  var end: WorkSpan.ZonedInstant
  /// The entries that overlap there; empty for a gap.
  var entries: [Int] = []

  /// The local day on which it begins, `yyyy-MM-dd`.
  var day: String { String(start.text.prefix(10)) }
  var seconds: Int { end.instant.seconds - start.instant.seconds }
}

/// Time nobody accounted for, and time that was accounted for twice.
struct GapFinder: Equatable, Sendable {
  private(set) var gaps: [TimeRange] = []
  private(set) var overlaps: [TimeRange] = []

  /// Looks through the spans of each person.
  ///
  /// A gap lies between two entries that start on the same local day. Entries overlap in pairs, whatever the day.
  /// - Parameter shortest: seconds; what is shorter is left out.
  init(_ spans: [WorkSpan], shortest: Int = 1) {
    let people = Dictionary(grouping: spans) { $0.user }
    for user in people.keys.sorted(by: { ($0.name ?? "", $0.id ?? 0) < ($1.name ?? "", $1.id ?? 0) }) {
      let own = people[user] ?? []
      look(through: own.sorted { Self.order($0) < Self.order($1) }, max(1, shortest))
    }
  }

  private static func order(_ span: WorkSpan) -> (Instant, Int) { (span.start.instant, span.entry ?? 0) }

  private mutating func look(through spans: [WorkSpan], _ shortest: Int) {
    var active: [WorkSpan] = []
    var last: (end: WorkSpan.ZonedInstant, day: LocalTime)?
    for span in spans {
      active.removeAll { $0.end.instant <= span.start.instant }
      for other in active {
        let end = other.end.instant < span.end.instant ? other.end : span.end
        let pair = [other.entry, span.entry].compactMap { $0 }
        let overlap = TimeRange(user: span.user, start: span.start, end: end, entries: pair)
        if overlap.seconds >= shortest { overlaps.append(overlap) }
      }
      let day = span.local.midnight
      if let last, last.day == day {
        let gap = TimeRange(user: span.user, start: last.end, end: span.start)
        if gap.seconds >= shortest { gaps.append(gap) }
      }
      active.append(span)
      let isLater = last.map { $0.end.instant < span.end.instant } ?? true
      last = (isLater ? span.end : last?.end ?? span.end, day)
    }
  }
}

import Basics

/// When somebody worked.
struct WorkSpan: Sendable {
  var entry: Int?
  var user: ReportLabel
  /// The local wall clock at the start.
  var local: LocalTime
  var start: Instant
  var end: Instant
  /// The clock on which its end is told.
  var zone: Zone

  /// The span of an entry that has a start and a length.
  init?(_ entry: ReportEntry, _ account: Zone) {
    guard let local = entry.start, let start = entry.startInstant(account), entry.seconds > 0 else { return nil }
    self.entry = entry.id
    user = entry.user
    self.local = local
    self.start = start
    end = Instant(seconds: start.seconds + entry.seconds)
    zone = entry.zone(account)
  }
}

/// A stretch between two points, told as the service tells times.
struct Stretch: Equatable, Sendable {
  var user: ReportLabel
  /// The local day on which it begins, `yyyy-MM-dd`.
  var day: String { String(start.prefix(10)) }
  /// Local wall clock, `yyyy-MM-dd HH:mm:ss`.
  var start: String
  var startRFC3339: String
  var end: String
  var endRFC3339: String
  var seconds: Int
  /// The entries that overlap there; empty for a gap.
  var entries: [Int] = []

  init(_ user: ReportLabel, from start: Instant, in startZone: Zone, to end: Instant, in endZone: Zone) {
    self.user = user
    self.start = startZone.local(at: start).text
    startRFC3339 = start.rfc3339(startZone.offset(at: start))
    self.end = endZone.local(at: end).text
    endRFC3339 = end.rfc3339(endZone.offset(at: end))
    seconds = end.seconds - start.seconds
  }
}

/// Time nobody accounted for, and time that was accounted for twice.
struct GapFinder: Equatable, Sendable {
  private(set) var gaps: [Stretch] = []
  private(set) var overlaps: [Stretch] = []

  /// Looks through the spans of each person.
  ///
  /// A gap lies between two entries that start on the same local day. Entries overlap in pairs, whatever the day.
  /// - Parameter shortest: seconds; what is shorter is left out.
  init(_ spans: [WorkSpan], shortest: Int = 1) {
    let people = Dictionary(grouping: spans) { $0.user }
    for user in people.keys.sorted(by: { ($0.name ?? "", $0.id ?? 0) < ($1.name ?? "", $1.id ?? 0) }) {
      let own = people[user] ?? []
      look(through: own.sorted { ($0.start, $0.entry ?? 0) < ($1.start, $1.entry ?? 0) }, max(1, shortest))
    }
  }

  private mutating func look(through spans: [WorkSpan], _ shortest: Int) {
    var active: [WorkSpan] = []
    var last: (span: WorkSpan, day: LocalTime)?
    for span in spans {
      active.removeAll { $0.end <= span.start }
      for other in active {
        let end = other.end < span.end ? other : span
        var overlap = Stretch(span.user, from: span.start, in: span.zone, to: end.end, in: end.zone)
        overlap.entries = [other.entry, span.entry].compactMap { $0 }
        if overlap.seconds >= shortest { overlaps.append(overlap) }
      }
      let day = span.local.midnight
      if let last, last.day == day, last.span.end < span.start {
        let gap = Stretch(span.user, from: last.span.end, in: last.span.zone, to: span.start, in: span.zone)
        if gap.seconds >= shortest { gaps.append(gap) }
      }
      active.append(span)
      let reaches = last.map { $0.span.end > span.end ? $0.span : span } ?? span
      last = (reaches, day)
    }
  }
}

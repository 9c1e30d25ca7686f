import Basics

/// One person's time entries by local day, with the gaps and overlaps where they lie.
public struct DaySheet: Sendable {
  /// The part of an entry that lies within one day.
  public struct Part: Sendable {
    /// The row of the whole entry.
    public var row: JSONValue
    /// Where the part starts.
    public var start: ZonedInstant
    /// Where it ends; for the running entry now.
    public var end: ZonedInstant
    /// True if it is the last part of the running entry.
    public var isRunning: Bool

    /// Its length in seconds.
    public var seconds: Int { end.instant.seconds - start.instant.seconds }
  }

  /// What a day lists, in the order of time.
  public enum Item: Sendable {
    case entry(Part)
    /// Time between the entry above and the one below that neither covers.
    case gap(TimeRange)
    /// Time that the entry below shares with an earlier one.
    case overlap(TimeRange)
  }

  /// One day.
  public struct Day: Sendable {
    /// Its midnight.
    public var date: LocalTime
    /// What it lists.
    public var items: [Item] = []

    /// The parts of entries on it.
    public var parts: [Part] { items.compactMap { if case .entry(let part) = $0 { part } else { nil } } }
    /// The time of its entries in seconds. What overlaps counts twice.
    public var seconds: Int { parts.reduce(0) { $0 + $1.seconds } }
  }

  /// The days of the span up to today, and later ones that have entries.
  public private(set) var days: [Day] = []
  /// The number of entries of the span left out because they have no end; not counting the running one.
  public private(set) var openCount = 0
  /// The number of planned entries of the span, which are left out.
  public private(set) var plannedCount = 0

  private let span: DaySpan
  private let today: LocalTime

  /// Shorter gaps and overlaps are not listed, in seconds: times are shown to the minute.
  private static let minSeconds = 60

  /// Sorts entries into days, split at the midnights of the zone.
  ///
  /// - Parameters:
  ///   - rows: time entries with the full member names, of the span and of the day before it.
  ///   - zone: the zone whose days they are.
  ///   - runningID: the ID of the running entry, which counts up to `now`.
  /// - Throws: `api_error` for a duration that is not a plausible number of seconds.
  public init(
    _ rows: [JSONValue], span: DaySpan, zone: TimeZone, now: Instant, runningID: Int?
  ) throws(TTError) {
    self.span = span
    today = zone.local(at: now).midnight
    var entries: [(row: JSONValue, entry: ReportEntry, start: Instant)] = []
    for row in rows {
      var entry = try ReportEntry(row, levels: [])
      guard let start = entry.startInstant(zone) else { continue }
      // An entry that was recorded elsewhere is shown by this zone's clock.
      entry.start = zone.local(at: start)
      entry.offset = zone.offset(at: start)
      entry.user = ReportLabel()
      let isInSpan = (entry.start?.midnight).map { span.first <= $0 && $0 <= span.last } ?? false
      if entry.id != nil, entry.id == runningID {
        entry.seconds = max(0, now.seconds - start.seconds)
      } else if entry.isOpen {
        openCount += isInSpan ? 1 : 0
        continue
      } else if entry.isPlanned {
        plannedCount += isInSpan ? 1 : 0
        continue
      }
      entries.append((row, entry, start))
    }
    entries.sort { ($0.start, $0.entry.id ?? 0) < ($1.start, $1.entry.id ?? 0) }
    var between = GapFinder(entries.compactMap { WorkSpan($0.entry, zone) }, minSeconds: Self.minSeconds)
    var items: [LocalTime: [Item]] = [:]
    for (row, entry, start) in entries {
      let first = zone.local(at: start).midnight
      items[first, default: []] += between.takeItems(before: entry.id, startingAt: start)
      var cursor = start
      let parts = DaySplit.parts(entry, account: zone)
      for (index, part) in parts.enumerated() {
        let end = Instant(seconds: cursor.seconds + part.seconds)
        let isRunning = entry.id != nil && entry.id == runningID && index == parts.count - 1
        let shown = Part(
          row: row, start: ZonedInstant(cursor, in: zone), end: ZonedInstant(end, in: zone), isRunning: isRunning)
        items[part.day?.midnight ?? first, default: []].append(.entry(shown))
        cursor = end
      }
    }
    for date in span.days where date <= today || items[date] != nil {
      days.append(Day(date: date, items: items[date] ?? []))
    }
  }

  /// The time of all days in seconds.
  public var seconds: Int { days.reduce(0) { $0 + $1.seconds } }

  /// The target of the days of the span up to and including today, in seconds.
  ///
  /// - Parameter weekdays: the target of each weekday, from Monday on, in seconds.
  public func target(_ weekdays: [Int]) -> Int {
    span.days.filter { $0 <= today }.reduce(0) { sum, day in
      sum + (weekdays.indices.contains(day.weekday - 1) ? weekdays[day.weekday - 1] : 0)
    }
  }
}

extension GapFinder {
  /// Removes and returns what lies before an entry: the overlaps with earlier ones, and the gap.
  fileprivate mutating func takeItems(before id: Int?, startingAt start: Instant) -> [DaySheet.Item] {
    let shared = overlaps.filter { $0.start.instant == start && $0.entries.last == id }
    overlaps.removeAll { $0.start.instant == start && $0.entries.last == id }
    let gap = gaps.first { $0.end.instant == start }
    gaps.removeAll { $0.end.instant == start }
    return (gap.map { [.gap($0)] } ?? []) + shared.map { .overlap($0) }
  }
}

import Basics

/// What a report takes of a time entry.
struct ReportEntry: Sendable {
  var id: Int?
  var user: ReportLabel
  /// The group on each level of the report; nil for calendar levels, which depend on the day.
  var labels: [ReportLabel?]
  /// The local wall clock at the start, which is the account's.
  var start: LocalTime?
  /// The offset of that clock.
  var offset: UTCOffset?
  /// Its length by the service's own count, which is right across clock changes too.
  var seconds: Int
  /// True without an end: it has not ended, or was never tracked to any length.
  var isOpen: Bool
  /// True for planned time, which nobody has worked.
  var isPlanned: Bool

  /// Longer than this no entry is; a figure beyond it is not understood.
  private static let longest = 100 * 366 * 86_400

  /// Reads an entry of a list, with full names.
  init(_ row: JSONValue, levels: [ReportLevel]) throws(TTError) {
    id = row["id"]?.int
    user = ReportLevel.user.label(of: row) ?? ReportLabel()
    labels = levels.map { $0.label(of: row) }
    start = row["start"]?.string.flatMap { LocalTime(serviceText: $0) }
    offset = row["timezone"]?.string.flatMap { UTCOffset($0) }
    let end = row["end"]?.string.flatMap { LocalTime(serviceText: $0) }
    let given = row["duration"]?.int
    seconds = given ?? Self.length(start, end)
    isOpen = end == nil || end == start && seconds == 0
    isPlanned = row["event_type"]?.string == "NOT_LOGGED"
    guard seconds.magnitude <= Self.longest, given != nil || row["duration"].map(\.isNull) != false else {
      let name = id.map { "the time entry \($0)" } ?? "a time entry"
      throw TTError(.api, "\(name) has the duration \(row["duration"]?.compact ?? "?"), which is not understood")
    }
  }

  private static func length(_ start: LocalTime?, _ end: LocalTime?) -> Int {
    guard let start, let end else { return 0 }
    let clock = UTCOffset(seconds: 0)
    return end.instant(at: clock).seconds - start.instant(at: clock).seconds
  }

  /// The zone whose midnights divide the entry: the account's, unless the entry was made on another clock.
  func zone(_ account: TimeZone) -> TimeZone {
    guard let start, let offset, account.offset(at: start.instant(at: offset)) != offset else { return account }
    return TimeZone(fixed: offset)
  }

  /// The point at which it starts.
  func startInstant(_ account: TimeZone) -> Instant? {
    guard let start else { return nil }
    if let offset { return start.instant(at: offset) }
    return account.instants(of: start).first ?? account.startOfDay(of: start)
  }
}

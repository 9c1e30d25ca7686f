import Basics

/// The parts of a time entry that a report needs.
struct ReportEntry: Sendable {
  var id: Int?
  var user: ReportLabel
  /// The group on each level of the report; nil for calendar levels, which depend on the day.
  var labels: [ReportLabel?]
  /// The local wall clock at the start, in the account's zone.
  var start: LocalTime?
  /// The UTC offset of that clock.
  var offset: UTCOffset?
  /// The duration as the service counts it, which is right across clock changes too.
  var seconds: Int
  /// True without an end.
  var isOpen: Bool
  /// True for an entry that ends where it starts.
  var isEmpty: Bool
  /// True for planned time, which has not been worked.
  var isPlanned: Bool

  /// A hundred years; the service's longer durations are errors.
  private static let maxSeconds = 100 * 366 * 86_400

  /// Reads a row of a list of time entries, with the full member names.
  init(_ row: JSONValue, levels: [ReportLevel]) throws(TTError) {
    id = row["id"]?.int
    user = ReportLevel.user.label(of: row) ?? ReportLabel()
    labels = levels.map { $0.label(of: row) }
    start = row["start"]?.string.flatMap { LocalTime(serviceText: $0) }
    offset = row["timezone"]?.string.flatMap { UTCOffset($0) }
    let end = row["end"]?.string.flatMap { LocalTime(serviceText: $0) }
    let duration = row["duration"]?.int
    seconds = duration ?? Self.seconds(from: start, to: end)
    isOpen = end == nil
    isEmpty = end != nil && end == start && seconds == 0
    isPlanned = row["event_type"]?.string == "NOT_LOGGED"
    guard seconds.magnitude <= Self.maxSeconds, duration != nil || row["duration"].map(\.isNull) != false else {
      let name = id.map { "time entry \($0)" } ?? "a time entry"
      throw TTError(.api, "\(name) has an invalid duration: \(row["duration"]?.compact ?? "?")")
    }
  }

  private static func seconds(from start: LocalTime?, to end: LocalTime?) -> Int {
    guard let start, let end else { return 0 }
    let utc = UTCOffset(seconds: 0)
    return end.instant(at: utc).seconds - start.instant(at: utc).seconds
  }

  /// The zone whose midnights split the entry: the account's, unless the entry was recorded at another offset.
  func zone(_ account: TimeZone) -> TimeZone {
    guard let start, let offset, account.offset(at: start.instant(at: offset)) != offset else { return account }
    return TimeZone(fixed: offset)
  }

  /// The instant it starts.
  func startInstant(_ account: TimeZone) -> Instant? {
    guard let start else { return nil }
    if let offset { return start.instant(at: offset) }
    return account.instants(of: start).first ?? account.startOfDay(of: start)
  }
}

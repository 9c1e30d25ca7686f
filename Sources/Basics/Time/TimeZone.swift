/// A time zone: its past and future UTC offsets. A pure value; `TimeZone.load` and `TimeZone.system` make one from
/// files that the caller reads.
public struct TimeZone: Sendable {
  /// The zone's name in messages: an IANA name, a POSIX rule, `GMT+05:30` or `local time`.
  public let name: String

  private let firstOffset: Int
  private let changes: [ZoneTransition]
  private let rule: POSIXTimeZone?

  /// Coordinated universal time.
  public static let utc = TimeZone(fixed: UTCOffset(seconds: 0), name: "UTC")

  /// A zone with a fixed offset; its default name is the offset's `GMT+05:30` form.
  public init(fixed: UTCOffset, name: String? = nil) {
    self.init(name: name ?? fixed.gmtText, firstOffset: fixed.clamped, changes: [], rule: nil)
  }

  /// Reads a compiled zone file (TZif, RFC 8536, all versions); nil if the bytes are not one.
  public init?(tzif bytes: [UInt8], name: String) {
    guard let file = TZif(bytes) else { return nil }
    self.init(name: name, firstOffset: file.firstOffset, changes: file.changes, rule: file.footer)
  }

  /// Reads a rule in the notation of POSIX `TZ`: `CET-1CEST,M3.5.0,M10.5.0/3`, `<+0530>-5:30`; nil if it is invalid.
  public init?(posix: String) {
    guard let rule = POSIXTimeZone(posix) else { return nil }
    self.init(name: posix, firstOffset: rule.standard, changes: [], rule: rule)
  }

  private init(name: String, firstOffset: Int, changes: [ZoneTransition], rule: POSIXTimeZone?) {
    self.name = name
    self.firstOffset = firstOffset
    self.changes = changes
    self.rule = rule
  }

  /// The offset in force at a point in time.
  public func offset(at instant: Instant) -> UTCOffset {
    UTCOffset(seconds: offset(at: Civil.clamped(instant.seconds)))
  }

  /// The zone's local time at a point in time.
  public func local(at instant: Instant) -> LocalTime { LocalTime(instant, at: offset(at: instant)) }

  /// The points in time at which the zone's local time is `local`, earliest first: none in a gap, two in a fold, else
  /// one.
  public func instants(of local: LocalTime) -> [Instant] {
    let wall = local.wallSeconds
    var offsets: Set<Int> = [offset(at: wall - Self.maxOffset)]
    for change in changes(around: wall) { offsets.insert(change.offset) }
    return offsets.map { wall - $0 }.filter { $0 + offset(at: $0) == wall }.sorted().map { Instant(seconds: $0) }
  }

  /// The first point in time of a local day, even if midnight is skipped or occurs twice. For a day that the zone skips
  /// entirely, the point of the skip.
  public func startOfDay(of local: LocalTime) -> Instant {
    let midnight = local.midnight
    return instants(of: midnight).first ?? firstInstant(after: midnight)
  }

  /// The end of the gap that contains `skipped`.
  func firstInstant(after skipped: LocalTime) -> Instant {
    let wall = skipped.wallSeconds
    var before = offset(at: wall - Self.maxOffset)
    for change in changes(around: wall) {
      if change.at + before <= wall, wall < change.at + change.offset { return Instant(seconds: change.at) }
      before = change.offset
    }
    return Instant(seconds: wall - before)
  }

  /// An upper bound of UTC offsets: a local time is within this many seconds of the same figures in UTC.
  private static let maxOffset = 26 * 3600

  private func offset(at seconds: Int) -> Int {
    if let rule, seconds >= changes.last?.at ?? .min { return rule.offset(at: seconds) }
    let index = firstChange(after: seconds)
    return index == 0 ? firstOffset : changes[index - 1].offset
  }

  /// The changes that can affect a local time, in order.
  private func changes(around wall: Int) -> [ZoneTransition] {
    let (start, end) = (wall - Self.maxOffset, wall + Self.maxOffset)
    var found = Array(changes[firstChange(after: start)..<firstChange(after: end)])
    if let rule, end >= changes.last?.at ?? .min {
      let year = LocalTime(wallSeconds: wall).year
      found += rule.changes(year - 1...year + 1).filter {
        $0.at > start && $0.at <= end && $0.at > changes.last?.at ?? .min
      }
    }
    return found
  }

  /// The index of the first change after a point in time, by binary search.
  private func firstChange(after seconds: Int) -> Int {
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].at <= seconds { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

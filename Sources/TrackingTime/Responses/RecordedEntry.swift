import Basics

/// A time entry as the service has it, under full or abbreviated names.
public struct RecordedEntry: Sendable {
  /// When it began.
  public let start: Instant
  /// When it ended; nil if that is unknown. The service gives a running entry an end too.
  public var end: Instant?
  /// True for planned time, which was not tracked.
  public let isPlanned: Bool
  /// The UTC offset it was recorded at.
  public let offset: UTCOffset?

  /// Reads an entry; nil if its start cannot be read.
  public init?(_ value: JSONValue) {
    func member(_ name: String, _ short: String) -> JSONValue? { value[name] ?? value[short] }
    guard let offset = member("timezone", "tz")?.string.flatMap({ UTCOffset($0) }),
      let start = member("start", "s")?.string.flatMap({ LocalTime(serviceText: $0) })
    else { return nil }
    self.start = start.instant(at: offset)
    self.offset = offset
    isPlanned = member("event_type", "ety")?.string == "NOT_LOGGED"
    let last = member("end", "e")?.string.flatMap { LocalTime(serviceText: $0) }
    // The end is local time too, at an offset of its own that the service does not tell; the duration is exact.
    if let duration = member("duration", "d")?.int, duration > 0 || last != nil {
      end = Instant(seconds: self.start.seconds + duration)
    } else {
      end = last?.instant(at: offset)
    }
  }
}

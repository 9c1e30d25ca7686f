import Basics

/// A time entry as the service has it, under full or abbreviated names.
public struct RecordedEntry: Sendable {
  /// The entry's ID.
  public let id: Int?
  /// When it began.
  public let start: Instant
  /// When it ended; nil if that is unknown. The service gives a running entry an end too.
  public var end: Instant?
  /// The UTC offset it was recorded at.
  public let offset: UTCOffset
  /// True for planned time, which was not tracked.
  public let isPlanned: Bool
  /// The task's ID.
  public let taskID: Int?
  /// The task with its project, or the one that the entry has.
  public let title: String

  /// Reads an entry; nil if its start cannot be read.
  public init?(_ value: JSONValue) {
    func member(_ name: String, _ short: String) -> JSONValue? { value[name] ?? value[short] }
    guard let offset = member("timezone", "tz")?.string.flatMap({ UTCOffset($0) }),
      let start = member("start", "s")?.string.flatMap({ LocalTime(serviceText: $0) })
    else { return nil }
    id = value["id"]?.int
    self.start = start.instant(at: offset)
    self.offset = offset
    isPlanned = member("event_type", "ety")?.string == "NOT_LOGGED"
    taskID = member("task_id", "tid")?.int
    let names = [member("task", "t")?.string, member("project", "p")?.string].compactMap { $0 }
      .filter { !$0.isEmpty }.map { $0.truncated(toBytes: APIError.maxTextBytes) }
    title = names.count == 2 ? "\(names[0]) (\(names[1]))" : names.first ?? "time without a task"
    let last = member("end", "e")?.string.flatMap { LocalTime(serviceText: $0) }
    // The end is local time at an offset of its own, which the service does not tell; the duration is exact.
    if let duration = member("duration", "d")?.int, duration > 0 || last != nil {
      end = Instant(seconds: self.start.seconds + duration)
    } else {
      end = last?.instant(at: offset)
    }
  }

  /// The zone in which its times are read: the machine's if it was recorded by the machine's clock, else its own offset.
  public func zone(on machine: TimeZone) -> TimeZone {
    machine.offset(at: start) == offset ? machine : TimeZone(fixed: offset)
  }

  /// True if its end is unknown or equals its start, as that of a running entry may.
  var mayBeRunning: Bool { end.map { $0 <= start } ?? true }
}

import Basics

/// The start, end and duration of a time entry, in a call of `create_event` or `update_event`. Two of them determine the
/// third.
struct EntryTimes {
  /// The arguments with the times of an entry.
  static let ends = ["start", "end"]
  static let duration = "duration"

  private(set) var start: ResolvedTime?
  private(set) var end: ResolvedTime?
  /// In seconds.
  private(set) var duration: Int?
  /// A leap year, in seconds: a bound against overflow, far above any real entry.
  private static let maxDuration = 366 * 86400

  /// Works out what the given times leave open. A duration alone means an entry that ends now, where a new entry is added.
  ///
  /// - Throws: a usage error for an end before the start, no length, or a duration that contradicts them.
  init(
    _ call: ValidatedCall, start: ResolvedTime?, end: ResolvedTime?, now: Instant, zone: TimeZone
  ) throws(TTError) {
    (self.start, self.end) = (start, end)
    duration = call.arguments.integer(Self.duration)
    let isNew = call.tool.name == "create_event"
    if let duration, duration > Self.maxDuration, isNew || start != nil || end != nil {
      throw call.naming.error("\(call.naming.label(Self.duration)) is more than a year: \(duration) s")
    }
    switch (start, end, duration) {
    case (let start?, let end?, _): try check(from: start, to: end, of: call)
    case (let start?, nil, let length?): self.end = start.moved(by: length, in: zone)
    case (nil, let end?, let length?): self.start = end.moved(by: -length, in: zone)
    case (nil, nil, let length?) where isNew:
      let end = ResolvedTime(now, in: zone)
      (self.start, self.end) = (end.moved(by: -length, in: zone), end)
    default: break
    }
    if let start = self.start, let end = self.end, start.instant.seconds == end.instant.seconds {
      throw call.naming.error("the entry would have no length: it starts and ends at \(start.local.text)")
    }
  }

  /// Rejects times that lie ahead, where no time was tracked yet, unless their day was written. A time that follows from
  /// the other one is as good as that.
  static func refuseFuture(
    _ times: [(name: String, time: ResolvedTime?)], of call: ValidatedCall, now: Instant, _ zone: TimeZone
  ) throws(TTError) {
    for (name, time) in times {
      guard let time, time.instant.seconds > now.seconds + CallTimes.tolerance else { continue }
      let written = call.arguments.time(name) ?? ends.compactMap(call.arguments.time).first
      if written?.hasDay == false { throw call.inFuture(name, time, now: now, zone) }
    }
  }

  private mutating func check(from start: ResolvedTime, to end: ResolvedTime, of call: ValidatedCall) throws(TTError) {
    let length = end.instant.seconds - start.instant.seconds
    let naming = call.naming
    if length < 0 {
      throw naming.error(
        "\(naming.label("end")) (\(end.local.text)) is before \(naming.label("start")) (\(start.local.text))",
        remedy: overMidnight(call))
    }
    if let duration, duration != length {
      throw naming.error(
        "\(naming.label(Self.duration)) (\(DurationText.clock(duration))) is not the time from "
          + "\(naming.label("start")) to \(naming.label("end")) (\(DurationText.clock(length)))")
    }
    duration = length
  }

  /// What to write when an entry over midnight was meant: two times of day, the end the smaller one.
  private func overMidnight(_ call: ValidatedCall) -> Remedy? {
    guard let first = call.arguments.time("start")?.timeOfDay, call.arguments.time("end")?.timeOfDay != nil else {
      return nil
    }
    return .useValue("yesterday \(first.text)", for: call.naming.label("start"), purpose: "an entry over midnight")
  }

  /// The times as arguments of a call.
  var arguments: ArgumentValues {
    var values = Self.arguments(from: start, to: end)
    values[Self.duration] = duration.map(ArgumentValue.integer)
    return values
  }

  /// Points in time as arguments of a call.
  static func arguments(from start: ResolvedTime?, to end: ResolvedTime?) -> ArgumentValues {
    var values: ArgumentValues = [:]
    for (name, time) in zip(ends, [start, end]) {
      values[name] = time.map { .time(.exact($0.instant, $0.offset), text: $0.local.text) }
    }
    return values
  }
}

extension ResolvedTime {
  /// The time some seconds later, or earlier when `seconds` is negative.
  fileprivate func moved(by seconds: Int, in zone: TimeZone) -> ResolvedTime {
    ResolvedTime(Instant(seconds: instant.seconds + seconds), in: zone)
  }
}

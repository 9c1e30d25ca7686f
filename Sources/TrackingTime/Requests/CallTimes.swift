import Basics

/// The days and times of a call, resolved, and the arguments that follow from them.
struct CallTimes {
  /// The arguments with their days as dates, and with those that follow from the times.
  private(set) var arguments: ArgumentValues
  /// The resolved times, by parameter.
  private(set) var times: [(name: String, time: ResolvedTime)] = []
  /// The arguments that follow from those given: the times of an entry.
  private(set) var derived: ArgumentValues = [:]
  private(set) var notes: [Note] = []

  /// How far ahead of this machine's clock a time may lie before it counts as future, in seconds.
  static let tolerance = 60

  init(_ arguments: ArgumentValues) { self.arguments = arguments }

  /// Replaces days by their dates.
  mutating func resolveDays(
    of call: ValidatedCall, now: Instant, _ zone: ZoneFinder
  ) throws(TTError) {
    for name in arguments.names {
      guard case .day(let day, _, let direction)? = arguments[name] else { continue }
      if case .date(let date) = day {
        arguments[name] = .text(date.dateText)
      } else {
        arguments[name] = .text(day.resolve(today: try zone.machine().local(at: now), direction).dateText)
      }
    }
  }

  /// Resolves the points in time, and sets `date` and `timezone` of a timer or the times of an entry.
  mutating func resolve(
    _ call: ValidatedCall, now: Instant, _ zone: ZoneFinder
  ) throws(TTError) {
    let parameters = call.tool.parameters.filter { $0.kind == .dateTime }
    guard !parameters.isEmpty else { return }
    let zone = try zone.zone(of: call)
    for parameter in parameters {
      guard let expression = arguments.time(parameter.name) else { continue }
      let time = try expression.resolve(now: now, in: zone)
      if let note = Self.repetitionNote(time, in: zone) { notes.append(note) }
      times.append((parameter.name, time))
    }
    if call.tool.carriesTimer {
      try setDate(call, now: now, zone)
    } else {
      try setEntryTimes(call, now: now, zone)
    }
  }

  /// That a local time occurs twice; nil if it does not.
  static func repetitionNote(_ time: ResolvedTime, in zone: TimeZone) -> Note? {
    guard time.isRepeatedHour else { return nil }
    return Note(
      "\(time.local.text) happens twice in \(zone.name); the first occurrence (\(time.offset.gmtText)) is used")
  }

  private func time(_ name: String) -> ResolvedTime? { times.first { $0.name == name }?.time }

  private mutating func setDate(_ call: ValidatedCall, now: Instant, _ zone: TimeZone) throws(TTError) {
    let date = time("date") ?? ResolvedTime(now, in: zone)
    if date.instant.seconds > now.seconds + Self.tolerance { throw call.inFuture("date", date, now: now, zone) }
    times = [("date", date)]
    arguments["date"] = .time(.exact(date.instant, date.offset), text: date.local.text)
    arguments["timezone"] = .offset(date.offset)
  }

  private mutating func setEntryTimes(_ call: ValidatedCall, now: Instant, _ zone: TimeZone) throws(TTError) {
    let entry = try EntryTimes(call, start: time("start"), end: time("end"), now: now, zone: zone)
    let ends = [(name: "start", time: entry.start), (name: "end", time: entry.end)]
    if arguments.text("event_type") != "NOT_LOGGED" {
      try EntryTimes.refuseFuture(ends, of: call, now: now, zone)
    }
    times = ends.compactMap { end in end.time.map { (end.name, $0) } }
    derived = entry.arguments
    arguments = arguments.merging(derived)
    for name in call.arguments.names { derived[name] = nil }
    if case .offset? = call.arguments["timezone"] { return }
    if let offset = (entry.start ?? entry.end)?.offset {
      arguments["timezone"] = .offset(offset)
    } else if call.arguments["timezone"] != nil {
      arguments["timezone"] = .offset(zone.offset(at: now))
    }
  }
}

/// Finds time zones.
public struct ZoneFinder {
  /// Returns the machine's zone.
  public var machine: () throws(TTError) -> TimeZone
  /// Returns the zone of an IANA name, or nil if there is none.
  public var named: (String) throws(TTError) -> TimeZone?

  /// Creates a finder from its parts.
  public init(
    machine: @escaping () throws(TTError) -> TimeZone,
    named: @escaping (String) throws(TTError) -> TimeZone? = { _ in nil }
  ) {
    self.machine = machine
    self.named = named
  }

  /// The zone of a call's times: that of its `timezone`, else the machine's.
  func zone(of call: ValidatedCall) throws(TTError) -> TimeZone {
    switch call.arguments["timezone"] {
    case .offset(let offset)?: return TimeZone(fixed: offset)
    case .zone(let name)?:
      if let zone = try named(name) { return zone }
      throw call.naming.error(
        "invalid value \(JSONValue.string(name).compact) for \(call.naming.label("timezone")): expected "
          + Parameter.Kind.utcOffset.expectation)
    default: return try machine()
    }
  }
}

extension ValidatedCall {
  /// The error for a time that lies ahead. The same time of the day before is suggested where no day was written.
  func inFuture(_ name: String, _ time: ResolvedTime, now: Instant, _ zone: TimeZone) -> TTError {
    let label = naming.label(name)
    let clock = arguments.time(name)?.timeOfDay
    let before = clock.map { "yesterday \($0.text)" }
    return naming.error(
      "\(label) is in the future: \(time.local.text) (it is \(zone.local(at: now).text))",
      remedy: before.map { .useValue($0, for: label) })
  }
}

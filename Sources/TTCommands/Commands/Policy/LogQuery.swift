import Basics
import Policy

/// The records a command line of `tt policy log` selects.
struct LogQuery {
  var filter = AuditFilter()
  /// The number of last records; nil for all.
  var last: Int?
  /// True to go on with new records.
  var follows: Bool

  /// Reads the flags.
  ///
  /// - Throws: a usage error for invalid values and for flags that cannot be combined.
  init(_ arguments: Arguments, _ session: Session) throws(TTError) {
    filter.grants = session.context.lockedGrant.map { [$0] } ?? arguments.values("grant")
    filter.tools = arguments.values("tool")
    filter.verdicts = arguments.values("verdict")
    filter.since = try Self.time(of: "since", arguments, session)?.rfc3339
    filter.until = try Self.time(of: "until", arguments, session)?.rfc3339
    if let since = filter.since, let until = filter.until, until < since {
      throw .usage("--until (\(until)) is before --since (\(since))")
    }
    follows = arguments.has("follow")
    if follows, filter.until != nil { throw .cannotCombine("--follow", with: "--until") }
    if follows, arguments.format == .json {
      throw .cannotCombine("--follow", with: "--json", hint: "for one document per line: --output jsonl")
    }
    if let word = arguments.value("last") {
      guard let count = Int(word), count >= 0 else {
        throw .invalidValue(word, for: "--last", expected: "a non-negative integer")
      }
      last = count
    } else if follows, filter.since == nil {
      last = 10
    }
  }

  /// The time of `--since` or `--until`. A day means its first second, or its last one for `--until`.
  private static func time(
    of flag: String, _ arguments: Arguments, _ session: Session
  ) throws(TTError) -> Instant? {
    guard let word = arguments.value(flag) else { return nil }
    let zone = try session.zone()
    let now = session.context.clock()
    if let day = DayExpression(word)?.resolve(today: zone.local(at: now)) {
      if flag == "since" { return zone.startOfDay(of: day) }
      return Instant(seconds: zone.startOfDay(of: day.adding(days: 1)).seconds - 1)
    }
    guard let time = TimeExpression(word) else {
      throw .invalidValue(
        word, for: "--\(flag)", expected: "a day or time: \(DayExpression.forms), \(TimeExpression.forms)")
    }
    return try time.resolve(now: now, in: zone).instant
  }
}

@testable import Basics
@testable import TTCommands

/// A line of arguments, separated by zero bytes: a request, or a usage error with a text.
func fuzzArguments(_ bytes: [UInt8]) {
  let words = bytes.split(separator: 0, omittingEmptySubsequences: false).map { text($0) }
  do throws(TTError) {
    _ = try ArgumentParser().parse(words)
  } catch {
    require(error.failure == .usage && !error.message.isEmpty, "a line that is wrong is a usage error: \(error)")
  }
}

/// Forms of moments, days, spans, durations and offsets: what is suggested is right, and durations are printed as they
/// are read.
func fuzzTimes(_ bytes: [UInt8]) {
  let written = text(bytes)
  let now = Instant(seconds: 1_780_000_000)
  let zone = TimeZone(posix: "CET-1CEST,M3.5.0,M10.5.0/3") ?? .utc
  let today = zone.local(at: now)
  if let time = TimeExpression(written) {
    _ = try? time.resolve(now: now, in: zone)
  } else if let suggestion = TimeExpression.suggestion(for: written) {
    require(TimeExpression(suggestion) != nil, "\(suggestion) is suggested for \(written)")
  }
  if let day = DayExpression(written) {
    _ = (day.resolve(today: today), day.resolve(today: today, .coming))
  } else if let suggestion = DayExpression.suggestion(for: written) {
    require(DayExpression(suggestion) != nil, "\(suggestion) is suggested for \(written)")
  }
  if let seconds = DurationText.parse(written) {
    require(seconds >= 0, "durations are not negative: \(written)")
    _ = (DurationText.short(seconds), DurationText.clock(seconds), DurationText.wait(seconds))
  } else if let suggestion = DurationText.suggestion(for: written) {
    _ = suggestion
  }
  _ = (DaySpan(week: written), DaySpan(month: written), DaySpan(year: written), DaySpan.days(written))
  if let offset = UTCOffset(written) { require(UTCOffset(offset.gmtText) == offset, "\(offset.gmtText)") }
  if let local = LocalTime(written) { require(LocalTime(local.text) == local, local.text) }
  _ = (LocalTime(serviceText: written), Instant(httpDate: written), LocalTime.namesNoDay(written))
}

/// A zone file, or a POSIX rule: a local time that exists is found again.
func fuzzZones(_ bytes: [UInt8]) {
  for zone in [TimeZone(tzif: bytes, name: "x"), TimeZone(posix: text(bytes))].compactMap({ $0 }) {
    for second in [0, 1_780_000_000, 1_793_494_800, -4_000_000_000, 40_000_000_000, .max, .min] {
      let instant = Instant(seconds: second)
      let local = zone.local(at: instant)
      for found in zone.instants(of: local) { require(zone.local(at: found) == local, "\(local.text) is \(found)") }
      _ = zone.startOfDay(of: local)
    }
  }
}

/// A document: every form it is printed in is read as the same.
func fuzzJSON(_ bytes: [UInt8]) {
  _ = try? JSONValue.parse(bytes, as: .lenient)
  guard let value = try? JSONValue.parse(bytes) else { return }
  require((try? JSONValue.parse(value.compact)) == value, "compact")
  require((try? JSONValue.parse(value.pretty)) == value, "pretty")
  require((try? JSONValue.parse(value.canonical))?.canonical == value.canonical, "canonical")
}

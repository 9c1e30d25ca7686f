import Basics
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension LocalTime {
  /// Parses a date-time parameter, `yyyy-MM-dd HH:mm:ss`; leading zeros may be missing. Stricter than
  /// `init(serviceText:)`: like the service, it rejects a `T` between date and time, and a time without seconds.
  init?(parameter text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == 2, parts[1].filter({ $0 == ":" }).count == 2 else { return nil }
    self.init(serviceText: parts.joined(separator: " "))
  }

  /// Parses an ISO 8601 date-time parameter, `yyyy-MM-ddTHH:mm:ss` with an optional fraction of a second, which is dropped.
  /// With `Z` or an offset it is converted to `zone`; without one it is in `zone`.
  init?(isoParameter text: String, in zone: UTCOffset) {
    let halves = text.split(separator: "T", omittingEmptySubsequences: false)
    guard halves.count == 2 else { return nil }
    let clock = halves[1].prefix { $0.isNumber || $0 == ":" }
    let rest = halves[1].dropFirst(clock.count)
    let offsetText = rest.first == "." ? rest.dropFirst().drop(while: \.isNumber) : rest
    guard let wall = LocalTime(parameter: "\(halves[0]) \(clock)") else { return nil }
    if offsetText.isEmpty {
      self = wall
      return
    }
    guard let offset = offsetText == "Z" ? UTCOffset(seconds: 0) : UTCOffset(parameter: "GMT" + offsetText) else {
      return nil
    }
    self = LocalTime(wall.instant(at: offset), at: zone)
  }

  /// Parses a date parameter, `yyyy-MM-dd`, as midnight of that day; leading zeros may be missing.
  init?(dateParameter text: String) { self.init(serviceText: text + " 00:00") }

  /// `dd.MM.yyyy HH:mm:ss`, the format of an account with German settings.
  var localizedText: String {
    dateText.split(separator: "-").reversed().joined(separator: ".") + " " + timeText
  }
}

extension UTCOffset {
  /// Parses a `timezone` parameter, for example `GMT+03:00` or `GMT+3`. Stricter than `init(_:)`: like the service, it
  /// requires the prefix `GMT`.
  init?(parameter text: String) {
    guard text.hasPrefix("GMT") else { return nil }
    self.init(text)
  }
}

extension Instant {
  /// The whole second of a date, rounded down.
  init(_ date: Date) { self.init(seconds: Int(date.timeIntervalSince1970.rounded(.down))) }
}

extension Int {
  /// The number in decimal, with zeros in front up to a width.
  func padded(_ width: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(0, width - digits.utf8.count)) + digits
  }
}

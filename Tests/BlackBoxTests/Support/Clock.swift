import Foundation
import Testing

/// The service's wall clock text as an instant in a zone.
func wallClock(_ text: String?, in zone: TimeZone = .gmt) throws -> Date {
  let format = DateFormatter()
  format.locale = Locale(identifier: "en_US_POSIX")
  format.calendar = Calendar(identifier: .gregorian)
  format.timeZone = zone
  format.dateFormat = "yyyy-MM-dd HH:mm:ss"
  let text = try #require(text)
  let date = try #require(format.date(from: text), "\(text) is not yyyy-MM-dd HH:mm:ss")
  #expect(format.string(from: date) == text)
  return date
}

/// True if an instant with a resolution of seconds lies between two times of this process's clock.
func isBetween(_ date: Date, from first: Date, to last: Date) -> Bool {
  first.timeIntervalSince1970.rounded(.down) <= date.timeIntervalSince1970 && date <= last
}

/// Runs a body within one window of the clock, aligned to UTC, and returns what it found. A body that straddles the end of
/// a window has counted in two, so it is run again, in a fixture of its own.
func withinOneWindow<Result>(of seconds: Int, needing room: Int = 15, _ body: () async throws -> Result) async throws
  -> Result
{
  for _ in 1...3 {
    let left = seconds - Int(Date().timeIntervalSince1970) % seconds
    if left < room { try await Task.sleep(for: .seconds(left)) }
    let window = Int(Date().timeIntervalSince1970) / seconds
    let result = try await body()
    if Int(Date().timeIntervalSince1970) / seconds == window { return result }
  }
  Issue.record("three times the body took longer than a window of \(seconds) s has left")
  throw CancellationError()
}

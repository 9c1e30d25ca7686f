import Basics
import Testing

@Suite("Time expressions")
struct TimeExpressionTests {
  private let berlin = TimeZone(posix: "CET-1CEST,M3.5.0,M10.5.0/3") ?? .utc
  /// 2026-03-02 09:00:00 in Berlin.
  private let now = Instant(seconds: 1_772_438_400, nanoseconds: 5)

  @Test("every documented form is understood")
  func forms() throws {
    let nine = try wall("2026-03-02 09:00")
    #expect(TimeExpression("2026-03-02 09:00:00") == .local(nine))
    #expect(TimeExpression("2026-03-02 09:00") == .local(nine))
    #expect(TimeExpression("2026-03-02T09:00:00") == .local(nine))
    #expect(TimeExpression("09:00") == .timeOfDay(hour: 9, minute: 0, second: 0))
    #expect(TimeExpression("9:05:30") == .timeOfDay(hour: 9, minute: 5, second: 30))
    let exact = Instant(seconds: 1_772_438_400)
    #expect(TimeExpression("2026-03-02T08:00:00Z") == .exact(exact, UTCOffset(seconds: 0)))
    #expect(TimeExpression("2026-03-02T09:00:00.999+01:00") == .exact(exact, UTCOffset(seconds: 3600)))
    #expect(TimeExpression("2026-03-02 04:30:00-03:30") == .exact(exact, UTCOffset(seconds: -12_600)))
    for (text, seconds) in [("-15m", 900), ("-1h30m", 5400), ("-90s", 90), ("-2h", 7200), ("-1d", 86_400)] {
      #expect(TimeExpression(text) == .ago(seconds: seconds))
    }
  }

  @Test(
    "other text is refused",
    arguments: [
      "", "-", "now", "yesterday", "15m", "-15", "-1:30", "24:00", "12:60", "12:5", "2026-03-02", "2026-02-30 09:00",
      "2026-03-02T09:00:00+1", "2026-03-02T09:00:00 GMT+03", "2026-03-02T09:00:00GMT+03", "2026-03-02T09:00:00.Z",
      "2026-03-02T09:00:00+19:00", "2026-03-02T09:00:00+01:00x", "-99999999999999999999h", "--1h", "09:00Z",
    ])
  func refused(_ text: String) {
    #expect(TimeExpression(text) == nil)
  }

  @Test("a local time gets the offset of its own day, not of today")
  func ownOffset() throws {
    let summer = try #require(TimeExpression("2026-07-01 09:00")).resolve(now: now, in: berlin)
    #expect(summer.offset.gmtText == "GMT+02:00")
    #expect(summer.instant.rfc3339 == "2026-07-01T07:00:00Z")
    #expect(summer.local.text == "2026-07-01 09:00:00")
    let today = try #require(TimeExpression("07:15")).resolve(now: now, in: berlin)
    #expect(today.local.text == "2026-03-02 07:15:00")
    #expect(today.offset.gmtText == "GMT+01:00")
  }

  @Test("today is the current day in the zone")
  func today() throws {
    let kolkata = TimeZone(fixed: UTCOffset(seconds: 19_800))
    let lateInUTC = Instant(seconds: 1_772_438_400 + 12 * 3600)
    let moment = try #require(TimeExpression("00:30")).resolve(now: lateInUTC, in: kolkata)
    #expect(moment.local.text == "2026-03-03 00:30:00")
  }

  @Test("in a repeated hour the first occurrence is used, and reported")
  func repeatedHour() throws {
    let fold = try #require(TimeExpression("2026-10-25 02:30")).resolve(now: now, in: berlin)
    #expect(fold.instant.rfc3339 == "2026-10-25T00:30:00Z")
    #expect(fold.offset.gmtText == "GMT+02:00")
    #expect(fold.isRepeatedHour)
    let second = try #require(TimeExpression("2026-10-25T02:30:00+01:00")).resolve(now: now, in: berlin)
    #expect(second.instant.rfc3339 == "2026-10-25T01:30:00Z")
    #expect(second.offset.gmtText == "GMT+01:00")
    #expect(!second.isRepeatedHour)
  }

  @Test("a local time in a gap is a usage error with the time, the zone and the next valid time")
  func gap() throws {
    let moment = try #require(TimeExpression("2026-03-29 02:30"))
    let error = try #require(throws: TTError.self) { try moment.resolve(now: now, in: berlin) }
    #expect(error.failure == .usage)
    for part in ["2026-03-29 02:30:00", berlin.name, "2026-03-29 03:00:00"] { #expect(error.message.contains(part)) }
  }

  @Test("an exact time keeps its instant and is converted to the zone")
  func exact() throws {
    let moment = try #require(TimeExpression("2026-07-01T00:00:00-03:30")).resolve(now: now, in: berlin)
    #expect(moment.instant.rfc3339 == "2026-07-01T03:30:00Z")
    #expect(moment.local.text == "2026-07-01 05:30:00")
    #expect(moment.offset.gmtText == "GMT+02:00")
  }

  @Test("ago counts from now across clock changes, and cannot overflow")
  func ago() throws {
    let afterChange = Instant(seconds: 1_774_746_000 + 600)
    let moment = try #require(TimeExpression("-15m")).resolve(now: afterChange, in: berlin)
    #expect(moment.local.text == "2026-03-29 01:55:00")
    #expect(moment.offset.gmtText == "GMT+01:00")
    #expect(try TimeExpression.ago(seconds: 0).resolve(now: now, in: berlin).instant == now)
    #expect(throws: TTError.self) { try TimeExpression.ago(seconds: .max).resolve(now: now, in: berlin) }
    #expect(throws: TTError.self) { try TimeExpression.ago(seconds: .min).resolve(now: now, in: berlin) }
  }
}

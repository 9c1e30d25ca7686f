import Basics
import Testing

@Suite("Time expressions")
struct TimeExpressionTests {
  private let berlin = TimeZone(posix: "CET-1CEST,M3.5.0,M10.5.0/3") ?? .utc
  /// 2026-03-02 09:00:00 in Berlin.
  private let now = Instant(seconds: 1_772_438_400, nanoseconds: 5)

  /// The local time in Berlin that an expression means.
  private func meant(_ text: String) throws -> String {
    try #require(TimeExpression(text), "\(text)").resolve(now: now, in: berlin).local.text
  }

  @Test(
    "every documented form is understood, in any case",
    arguments: [
      ("2026-03-02 09:00:00", "2026-03-02 09:00:00"), ("2026-03-02 09:00", "2026-03-02 09:00:00"),
      ("2026-03-02T09:00:00", "2026-03-02 09:00:00"), ("2026-03-01 9pm", "2026-03-01 21:00:00"),
      ("07:00", "2026-03-02 07:00:00"), ("7:05:30", "2026-03-02 07:05:30"), ("9am", "2026-03-02 09:00:00"),
      ("9:30pm", "2026-03-02 21:30:00"), ("9:30 PM", "2026-03-02 21:30:00"), ("12am", "2026-03-02 00:00:00"),
      ("12pm", "2026-03-02 12:00:00"), ("noon", "2026-03-02 12:00:00"), ("Midnight", "2026-03-02 00:00:00"),
      ("yesterday 17:30", "2026-03-01 17:30:00"), ("today 9:00", "2026-03-02 09:00:00"),
      ("tomorrow 9am", "2026-03-03 09:00:00"), ("monday 8:00", "2026-03-02 08:00:00"),
      ("Sunday 9:00", "2026-03-01 09:00:00"), ("tue noon", "2026-02-24 12:00:00"), ("now", "2026-03-02 09:00:00"),
      ("-15m", "2026-03-02 08:45:00"), ("-1h30m", "2026-03-02 07:30:00"), ("-1.5h", "2026-03-02 07:30:00"),
      ("-90s", "2026-03-02 08:58:30"), ("-1d", "2026-03-01 09:00:00"), ("15m ago", "2026-03-02 08:45:00"),
      ("2 hours ago", "2026-03-02 07:00:00"), ("1 hour 30 minutes ago", "2026-03-02 07:30:00"),
      ("2026-03-02T08:00:00Z", "2026-03-02 09:00:00"), ("2026-03-02T09:00:00.999+01:00", "2026-03-02 09:00:00"),
      ("2026-03-02 04:30:00-03:30", "2026-03-02 09:00:00"), ("2026-03-02T10:00:00+0200", "2026-03-02 09:00:00"),
      ("2026-03-02 10:00 +02:00", "2026-03-02 09:00:00"), ("2026-03-02 10:00+02", "2026-03-02 09:00:00"),
      ("2026-03-02 08:00 Z", "2026-03-02 09:00:00"),
    ])
  func forms(text: String, local: String) throws {
    #expect(try meant(text) == local)
    #expect(try meant(text.uppercased()) == local)
  }

  @Test("a time has a day if one is written or does not matter")
  func days() throws {
    for text in ["9:00", "noon"] { #expect(try #require(TimeExpression(text)).hasDay == false) }
    for text in ["today 9:00", "2026-03-02 9:00", "-15m", "now", "2026-03-02T09:00Z"] {
      #expect(try #require(TimeExpression(text)).hasDay)
    }
  }

  @Test(
    "other text is refused",
    arguments: [
      "", "-", "yesterday", "15m", "-15", "-1:30", "24:00", "12:60", "12:5", "2026-03-02", "2026-02-30 09:00",
      "2026-03-02T09:00:00+1", "2026-03-02T09:00:00 GMT+03", "2026-03-02T09:00:00GMT+03", "2026-03-02T09:00:00.Z",
      "2026-03-02T09:00:00+19:00", "2026-03-02T09:00:00+01:00x", "-99999999999999999999h", "--1h", "09:00Z", "0am",
      "13pm", "9", "nowish", "9amx", "todayT9:00", "ago", "15 ago", "yesterday  ", " 9:00", "9:00 ", "in 5m", "+5m",
      "monday", "today 25:00", "yesterday 9:00 Z", "5mago", "heute 9:00",
    ])
  func refused(_ text: String) {
    #expect(TimeExpression(text) == nil)
  }

  @Test(
    "for refused text the nearest valid form is suggested",
    arguments: [
      ("15m", "15m ago"), ("2 hours", "2 hours ago"), ("yesterday", "yesterday 09:00"), ("9", "09:00"),
      ("1730", "17:30"), ("17.30", "17:30"), ("17h30", "17:30"), ("yestrday 9:00", "yesterday 9:00"),
      ("monday 17.30", "monday 17:30"), ("yesterday 1730", "yesterday 17:30"), ("2026-03-02", "2026-03-02 09:00"),
      ("02.03.2026 9:00", "2026-03-02 9:00"), ("xyz", nil), ("25:00", nil),
      ("-4d", nil), ("-4d ", nil),
    ] as [(String, String?)])
  func suggestions(text: String, suggestion: String?) {
    #expect(TimeExpression.suggestion(for: text) == suggestion)
    if let suggestion { #expect(TimeExpression(suggestion) != nil) }
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

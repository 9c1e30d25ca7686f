import Basics
import Testing

@Suite("Days")
struct DayExpressionTests {
  /// A Wednesday.
  private let today = LocalTime(wallSeconds: 0).adding(days: 20_782)

  @Test(
    "every documented form is understood, a weekday as the latest one or the next one",
    arguments: [
      ("today", "2026-11-25", "2026-11-25"), ("Yesterday", "2026-11-24", "2026-11-24"),
      ("tomorrow", "2026-11-26", "2026-11-26"), ("-7d", "2026-11-18", "2026-11-18"),
      ("-0d", "2026-11-25", "2026-11-25"),
      ("2026-02-28", "2026-02-28", "2026-02-28"), ("wednesday", "2026-11-25", "2026-12-02"),
      ("thu", "2026-11-19", "2026-11-26"), ("TUES", "2026-11-24", "2026-12-01"), ("monday", "2026-11-23", "2026-11-30"),
    ])
  func forms(text: String, past: String, coming: String) throws {
    let day = try #require(DayExpression(text))
    #expect(day.resolve(today: today).dateText == past)
    #expect(day.resolve(today: today, .coming).dateText == coming)
  }

  @Test(
    "other text is refused",
    arguments: ["", "2026-02-30", "2026-2-3", "0000-01-01", "-7", "7d", "mo", "mondays", "today ", "-99999999d", "now"])
  func refused(text: String) { #expect(DayExpression(text) == nil) }

  @Test(
    "for refused text the nearest valid form is suggested",
    arguments: [
      ("01.11.2026", "2026-11-01"), ("1/11/2026", "2026-11-01"), ("2026/11/1", "2026-11-01"), ("tommorow", "tomorrow"),
      ("yestrday", "yesterday"), ("31.02.2026", nil), ("x", nil),
    ] as [(String, String?)])
  func suggestions(text: String, suggestion: String?) {
    #expect(DayExpression.suggestion(for: text) == suggestion)
  }

  @Test("days far away stay within four-digit years")
  func bounds() {
    #expect(DayExpression.relative(days: -9_999_999).resolve(today: today).year >= 0)
  }
}

@Suite("Spans of days")
struct DaySpanTests {
  private let today = LocalTime(wallSeconds: 0).adding(days: 20_782)

  @Test(
    "weeks of ISO 8601, months and years are read",
    arguments: [
      (DaySpan(week: "2026-W48"), "2026-11-23", "2026-11-29"), (DaySpan(week: "2026-W1"), "2025-12-29", "2026-01-04"),
      (DaySpan(week: "2026-W53"), "2026-12-28", "2027-01-03"), (DaySpan(month: "2026-10"), "2026-10-01", "2026-10-31"),
      (DaySpan(month: "2028-02"), "2028-02-01", "2028-02-29"), (DaySpan(year: "2026"), "2026-01-01", "2026-12-31"),
    ])
  func written(span: DaySpan?, first: String, last: String) {
    #expect(span?.first.dateText == first)
    #expect(span?.last.dateText == last)
  }

  @Test("weeks, months and years that do not exist are refused")
  func refused() {
    for text in ["2025-W53", "2026-W54", "2026-W0", "2026-48", "W48", ""] { #expect(DaySpan(week: text) == nil) }
    for text in ["2026-13", "2026-1", "2026", "2026-10-01"] { #expect(DaySpan(month: text) == nil) }
    for text in ["26", "0000", "20266", "2026-10"] { #expect(DaySpan(year: text) == nil) }
  }

  @Test("the last days include today")
  func last() {
    let span = DaySpan.last(days: 7, to: today)
    #expect(span.first.dateText == "2026-11-19" && span.last.dateText == "2026-11-25")
    #expect(DaySpan.days("7d") == 7 && DaySpan.days("2w") == 14 && DaySpan.days("2 Weeks") == 14)
    for text in ["7", "0d", "d", "-7d", "99999d", "1m"] { #expect(DaySpan.days(text) == nil) }
  }
}

import Basics
import Testing

@Suite("Times as text")
struct TimeTextTests {
  @Test("the service's form is read and written")
  func roundTrip() throws {
    for text in ["2026-03-02 09:00:00", "2024-02-29 23:59:59", "0001-01-01 00:00:00", "9999-12-31 23:59:59"] {
      #expect(LocalTime(text)?.text == text)
    }
    #expect(LocalTime("2026-03-02 09:00")?.text == "2026-03-02 09:00:00")
    #expect(LocalTime("2026-03-02T09:00:07")?.text == "2026-03-02 09:00:07")
    #expect(LocalTime(dateText: "2026-03-02")?.text == "2026-03-02 00:00:00")
    #expect(LocalTime(serviceText: "2026-3-2 9:5:0")?.text == "2026-03-02 09:05:00")
  }

  @Test(
    "dates and times that do not exist are refused",
    arguments: [
      "2026-02-30 09:00:00", "2023-02-29 09:00", "1900-02-29 09:00", "2026-13-01 09:00", "2026-00-01 09:00",
      "2026-01-00 09:00", "2026-04-31 00:00", "2026-03-02 24:00:00", "2026-03-02 09:60", "2026-03-02 09:00:60",
      "2026-3-2 9:5:0", "2026-03-02", "2026-03-02 09", "2026-03-02  09:00", " 2026-03-02 09:00", "2026-03-02 09:00:00 ",
      "0000-01-01 00:00", "12026-01-01 00:00", "2026-03-02 09:00:00Z", "٢٠٢٦-03-02 09:00", "", "-", "2026-03-02 09:00:",
      "99999999999999999999999-01-01 00:00",
    ])
  func refused(_ text: String) {
    #expect(LocalTime(text) == nil)
  }

  @Test("days are counted over months, years and leap days")
  func calendar() throws {
    #expect(try wall("2024-02-28 10:00").adding(days: 1).text == "2024-02-29 10:00:00")
    #expect(try wall("2026-01-01 10:00").adding(days: -1).dateText == "2025-12-31")
    #expect(try wall("2026-03-02 10:00").weekday == 1)
    #expect(try wall("1970-01-01 00:00").weekday == 4)
    #expect(try wall("1969-12-28 00:00").weekday == 7)
    #expect(try wall("2026-01-01 00:00").adding(days: .max).year == 9999)
    #expect(try wall("2026-01-01 00:00").adding(days: .min).year == 0)
    let utc = UTCOffset(seconds: 0)
    var day = try wall("1899-12-31 12:00")
    for _ in 0..<100_000 {
      let next = day.adding(days: 1)
      let isNext =
        next.instant(at: utc).seconds - day.instant(at: utc).seconds == 86_400 && LocalTime(next.text) == next
        && next.weekday == day.weekday % 7 + 1
      if !isNext { Issue.record("\(next.text) after \(day.text)") }
      day = next
    }
    #expect(day.dateText == "2173-10-15")
  }

  @Test("instants are written in UTC or at an offset, and extreme ones do not trap")
  func rfc3339() {
    let instant = Instant(seconds: 1_772_438_400, nanoseconds: 999_999_999)
    #expect(instant.rfc3339 == "2026-03-02T08:00:00Z")
    #expect(instant.rfc3339(UTCOffset(seconds: 3600)) == "2026-03-02T09:00:00+01:00")
    #expect(instant.rfc3339(UTCOffset(seconds: -12_600)) == "2026-03-02T04:30:00-03:30")
    #expect(Instant(seconds: -1).rfc3339 == "1969-12-31T23:59:59Z")
    #expect(Instant(seconds: .max).rfc3339(UTCOffset(seconds: .max)) == "9999-12-31T23:59:59+25:59")
    #expect(Instant(seconds: .min).rfc3339(UTCOffset(seconds: .min)) == "0000-01-01T00:00:00-24:59")
    #expect(Instant(seconds: 1) < Instant(seconds: 1, nanoseconds: 1))
  }

  @Test("offsets are written in the service's form and in RFC 3339's")
  func offsets() {
    #expect(UTCOffset(seconds: 19_800).gmtText == "GMT+05:30")
    #expect(UTCOffset(seconds: -10_800).gmtText == "GMT-03:00")
    #expect(UTCOffset(seconds: 0).gmtText == "GMT+00:00")
    #expect(UTCOffset(seconds: -1800).isoText == "-00:30")
    #expect(UTCOffset(seconds: -59).isoText == "+00:00")
  }

  @Test(
    "offsets are read in every form the service is known to write",
    arguments: [
      ("GMT", 0), ("UTC", 0), ("Z", 0), ("z", 0), ("GMT+3", 10_800), ("GMT+03:00", 10_800), ("GMT 03:00", 10_800),
      ("+05:30", 19_800), ("-0330", -12_600), ("UTC-4", -14_400), ("GMT+00:00", 0), ("-00:00", 0), ("+18:00", 64_800),
      ("gmt-3:30", -12_600),
    ])
  func readOffsets(_ text: String, _ seconds: Int) {
    #expect(UTCOffset(text)?.seconds == seconds)
  }

  @Test(
    "other offsets are refused",
    arguments: [
      "", "GMT+", "GMT03:00", "+18:01", "+19", "+05:60", "+0560", "+5:3", " 03:00", "GMT+03:00:00", "+030", "Zulu",
      "GMTZ", "Europe/Berlin", "+99999999999999999999", "−03:00", "GMT++3",
    ])
  func refusedOffsets(_ text: String) {
    #expect(UTCOffset(text) == nil)
  }

  @Test(
    "durations are read with units or as a clock",
    arguments: [
      ("90s", 90), ("15m", 900), ("1h30m", 5400), ("1h 30m", 5400), ("2h", 7200), ("1.5h", 5400), ("0.25h", 900),
      ("7.5m", 450), ("1.001h", 3604), ("1d", 86_400), ("1:30", 5400),
      ("01:30:00", 5400), ("0m", 0), ("1d2h3m4s", 93_784), ("100:00", 360_000), ("90min", 5400), ("90 MIN", 5400),
      ("2 hours", 7200), ("1 hour 30 minutes", 5400), ("1,5h", 5400), ("1.5 hours", 5400), ("1H", 3600),
      ("PT1H30M", 5400), ("pt90m", 5400), ("P1DT2H", 93_600), ("P2D", 172_800), ("1h  30m", 5400),
    ])
  func durations(_ text: String, _ seconds: Int) {
    #expect(DurationText.parse(text) == seconds)
  }

  @Test(
    "durations without units, out of order, repeated or too long are refused",
    arguments: [
      "", "90", "1h30", "30m1h", "1h1h", "-1h", "+1h", "1.5", "1.5s", ".5h", "1.h", "1.5h30m", "1.2345h", "h", "1:3",
      "1:60", "1:30:60", "1:30:00:00", " 1h",
      "1h ",
      "9223372036854775807h", "99999999999999999999s", "999999999999999999999:00", "9223372036854775807s1s",
      "١h", "P", "PT", "P1H", "P1M", "PT1D", "P1DT", "PT1H 30M", "P1DT2HT3M", "1hm", "1mo", "5 m h",
    ])
  func refusedDurations(_ text: String) {
    #expect(DurationText.parse(text) == nil)
  }

  @Test("durations are written in clock form or short form")
  func writtenDurations() {
    #expect(DurationText.clock(5400) == "1:30:00")
    #expect(DurationText.clock(-59) == "-0:00:59")
    #expect(DurationText.clock(360_005) == "100:00:05")
    #expect(DurationText.clock(.min).hasPrefix("-2562047788015215:30:08"))
    let short = [5400: "1h 30m", 7200: "2h", 7259: "2h", 320: "5m 20s", 300: "5m", 45: "45s", 0: "0s", -90: "-1m 30s"]
    for (seconds, text) in short { #expect(DurationText.short(seconds) == text) }
  }
}

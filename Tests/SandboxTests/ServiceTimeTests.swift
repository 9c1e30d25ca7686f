import Basics
import Testing

@testable import Sandbox

@Suite("Times and offsets as the service writes them") struct ServiceTimeTests {
  @Test(
    "a date and time is parsed and written",
    arguments: [
      ("1970-01-01 00:00:00", 0), ("2000-02-29 12:00:00", 951_825_600), ("2026-03-02 09:00:00", 1_772_442_000),
      ("1969-12-31 23:59:59", -1), ("2100-12-31 23:59:59", 4_133_980_799),
    ])
  func times(text: String, seconds: Int) {
    #expect(LocalTime(parameter: text)?.wallSeconds == seconds)
    #expect(LocalTime(wallSeconds: seconds).text == text)
  }

  @Test("missing leading zeros and repeated spaces are tolerated")
  func missingZeros() {
    #expect(LocalTime(parameter: "2026-3-2 9:5:0")?.text == "2026-03-02 09:05:00")
    #expect(LocalTime(parameter: " 2026-03-02  09:05:00 ")?.text == "2026-03-02 09:05:00")
    #expect(LocalTime(dateParameter: "2026-3-2")?.text == "2026-03-02 00:00:00")
  }

  @Test(
    "anything else is not a time",
    arguments: [
      "", "2026-03-02", "2026-03-02T09:00:00", "2026-02-29 09:00:00", "2026-13-01 00:00:00", "2026-03-02 24:00:00",
      "2026-03-02 09:60:00", "2026-03-02 09:00", "2026-03-02 09:00:00 +1", "-2026-03-02 09:00:00", "x-y-z a:b:c",
    ])
  func invalidTimes(text: String) {
    #expect(LocalTime(parameter: text) == nil)
  }

  @Test(
    "anything else is not a date",
    arguments: ["", "2026-03", "2026-02-29", "2026-03-02 09:00:00", "2026-03-02T", "03/02/2026", "today"])
  func invalidDates(text: String) {
    #expect(LocalTime(dateParameter: text) == nil)
  }

  @Test("a localized time is written as in Germany")
  func localized() {
    #expect(LocalTime(wallSeconds: 1_772_442_000).localizedText == "02.03.2026 09:00:00")
  }

  @Test(
    "an offset is parsed and written",
    arguments: [
      ("GMT", "GMT+00:00"), ("GMT+3", "GMT+03:00"), ("GMT 03:00", "GMT+03:00"), ("GMT-03:30", "GMT-03:30"),
      ("GMT+05:45", "GMT+05:45"), ("GMT+14:00", "GMT+14:00"),
    ])
  func offsets(text: String, written: String) {
    #expect(UTCOffset(parameter: text)?.gmtText == written)
  }

  @Test(
    "anything else is not an offset",
    arguments: [
      "", "UTC", "Z", "+01:00", "Europe/Berlin", "GMT+", "GMT+25", "GMT+03:60", "GMT+3:0:0", "gmt+3", "GMT+x",
    ])
  func invalidOffsets(text: String) {
    #expect(UTCOffset(parameter: text) == nil)
  }
}

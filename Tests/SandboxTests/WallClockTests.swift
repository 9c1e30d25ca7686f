import Sandbox
import Testing

@Suite struct WallClockTests {
  @Test(arguments: [
    ("1970-01-01 00:00:00", 0), ("2000-02-29 12:00:00", 951_825_600), ("2026-03-02 09:00:00", 1_772_442_000),
    ("1969-12-31 23:59:59", -1), ("2100-12-31 23:59:59", 4_133_980_799),
  ])
  func aTimeIsReadAndWritten(_ text: String, _ seconds: Int) {
    #expect(WallClock(text)?.seconds == seconds)
    #expect(WallClock(seconds: seconds).text == text)
  }

  @Test func missingZerosAreTolerated() {
    #expect(WallClock("2026-3-2 9:5:0")?.text == "2026-03-02 09:05:00")
  }

  @Test(arguments: [
    "", "2026-03-02", "2026-03-02T09:00:00", "2026-02-29 09:00:00", "2026-13-01 00:00:00", "2026-03-02 24:00:00",
    "2026-03-02 09:60:00", "2026-03-02 09:00", "2026-03-02 09:00:00 +1", "-2026-03-02 09:00:00", "x-y-z a:b:c",
  ])
  func whatIsNoTimeIsRefused(_ text: String) {
    #expect(WallClock(text) == nil)
  }

  @Test(arguments: [
    ("GMT", "GMT+00:00"), ("GMT+3", "GMT+03:00"), ("GMT 03:00", "GMT+03:00"), ("GMT-03:30", "GMT-03:30"),
    ("GMT+05:45", "GMT+05:45"), ("GMT+14:00", "GMT+14:00"),
  ])
  func aZoneIsReadAndWritten(_ text: String, _ written: String) {
    #expect(ZoneOffset(text)?.text == written)
  }

  @Test(arguments: ["", "UTC", "Europe/Berlin", "GMT+", "GMT+25", "GMT+03:60", "GMT+3:0:0", "gmt+3", "GMT+x"])
  func whatIsNoZoneIsRefused(_ text: String) {
    #expect(ZoneOffset(text) == nil)
  }
}

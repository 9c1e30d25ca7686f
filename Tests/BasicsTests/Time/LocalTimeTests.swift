import Basics
import Testing

@Suite("Arithmetic of local times") struct LocalTimeTests {
  @Test(
    "seconds are added across days, months and years",
    arguments: [
      ("2026-03-02 09:00:00", 4530, "2026-03-02 10:15:30"), ("2026-02-28 23:59:59", 1, "2026-03-01 00:00:00"),
      ("2026-01-01 00:00:00", -1, "2025-12-31 23:59:59"), ("2024-02-28 12:00:00", 86_400, "2024-02-29 12:00:00"),
      ("9999-12-31 23:59:59", Int.max, "9999-12-31 23:59:59"),
      ("2026-01-01 00:00:00", Int.min, "0000-01-01 00:00:00"),
    ])
  func adding(text: String, seconds: Int, sum: String) {
    #expect(LocalTime(text)?.adding(seconds: seconds).text == sum)
  }

  @Test("the seconds between two times are signed")
  func between() throws {
    let (start, end) = (LocalTime(wallSeconds: 0), LocalTime(wallSeconds: 86_461))
    #expect(end.text == "1970-01-02 00:01:01")
    #expect(end.seconds(since: start) == 86_461)
    #expect(start.seconds(since: end) == -86_461)
  }
}

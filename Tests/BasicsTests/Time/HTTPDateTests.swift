import Testing

@testable import Basics

@Suite("Dates of HTTP headers") struct HTTPDateTests {
  @Test(
    "dates in the form of RFC 9110 are read and written",
    arguments: [
      ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
      ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199), ("Fri, 31 Dec 2049 12:00:00 GMT", 2_524_564_800),
    ])
  func valid(text: String, seconds: Int) {
    #expect(Instant(httpDate: text) == Instant(seconds: seconds))
    #expect(Instant(seconds: seconds, nanoseconds: 999_999_999).httpDate == text)
  }

  @Test(
    "any other form is refused",
    arguments: [
      "", "now", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:37 UTC",
      "Sun, 06 Nov 1994 08:49:37", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
      "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994  08:49:37 GMT", "06 Nov 1994 08:49:37 GMT",
    ])
  func invalid(text: String) {
    #expect(Instant(httpDate: text) == nil)
  }
}

import Basics
import Foundation
import Testing

@testable import Reports

@Suite("Gaps and overlaps of a person's entries") struct GapFinderTests {
  /// The gaps and overlaps of entries given as minutes since Monday, midnight.
  static func find(_ spans: [ClosedRange<Int>], user: Int = 9001, minSeconds: Int = 1) throws -> GapFinder {
    var rules = ReportSupport.rules(.project)
    rules.keepsSpans = true
    let rows = spans.enumerated().map { index, span in
      ReportSupport.row(
        index + 1, at: ReportSupport.monday + span.lowerBound * 60, in: .gmt, seconds: span.count * 60 - 60,
        changes: ["user_id": JSONValue(user)])
    }
    return try ReportSupport.aggregator(rows, rules).gaps(minSeconds: minSeconds)
  }

  @Test(
    "a gap lies between two entries that start on the same day",
    arguments: [
      ([540...600, 630...660], [1800]), ([630...660, 540...600], [1800]), ([540...600, 600...660], []),
      ([540...700, 560...600, 710...720], [600]), ([540...600, 1440 + 540...1440 + 600], []),
      ([1400...1500, 1600...1700], []), ([1400...1500, 1450...1460, 1600...1700], [6000]), ([], []),
    ] as [([ClosedRange<Int>], [Int])])
  func gaps(_ spans: [ClosedRange<Int>], _ lengths: [Int]) throws {
    #expect(try Self.find(spans).gaps.map(\.seconds) == lengths)
  }

  @Test(
    "entries overlap in pairs",
    arguments: [
      ([540...600, 590...660], [600]), ([540...600, 600...660], []), ([540...600, 550...560], [600]),
      ([540...600, 540...600], [3600]), ([540...600, 550...610, 590...595], [3000, 300, 300]),
      ([1430...1450, 1440...1450], [600]),
    ] as [([ClosedRange<Int>], [Int])])
  func overlaps(_ spans: [ClosedRange<Int>], _ lengths: [Int]) throws {
    let found = try Self.find(spans).overlaps
    #expect(found.map(\.seconds) == lengths)
    #expect(found.allSatisfy { $0.entries.count == 2 })
  }

  @Test("shorter gaps and overlaps are left out")
  func minSeconds() throws {
    let found = try Self.find([540...600, 601...700, 690...720, 725...730], minSeconds: 300)
    #expect(found.gaps.map(\.seconds) == [300])
    #expect(found.overlaps.map(\.seconds) == [600])
  }

  @Test("entries of different people have no gaps or overlaps")
  func people() throws {
    var rules = ReportSupport.rules(.project)
    rules.keepsSpans = true
    let rows = [9001, 9002].map { user in
      ReportSupport.row(
        user, at: ReportSupport.monday + user, in: .gmt, seconds: 600, changes: ["user_id": JSONValue(user)])
    }
    let found = try ReportSupport.aggregator(rows, rules).gaps()
    #expect(found.gaps.isEmpty && found.overlaps.isEmpty)
  }

  @Test("a gap across a clock change has its real length", arguments: [("2026-03-29", 3600), ("2026-10-25", 10_800)])
  func clockChange(_ day: String, _ length: Int) throws {
    let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
    let week = ChangeWeek(zone: "Europe/Berlin", monday: day, oddDay: day, hours: 0)
    let midnight = try week.midnight(day)
    // To 01:30 and from 03:30 by the wall.
    let second = midnight + 5400 + length
    var rules = ReportSupport.rules(.project)
    rules.keepsSpans = true
    let rows = [
      ReportSupport.row(1, at: midnight, in: berlin, seconds: 5400),
      ReportSupport.row(2, at: second, in: berlin, seconds: 600),
    ]
    let zone = try ReportSupport.zone("Europe/Berlin")
    let gap = try #require(try ReportSupport.aggregator(rows, rules, in: zone).gaps().gaps.first)
    #expect(gap.seconds == length)
    #expect(gap.start.text == "\(day) 01:30:00")
    #expect(gap.end.text == "\(day) 03:30:00")
    #expect(gap.start.rfc3339.hasPrefix("\(day)T01:30:00+0"))
    #expect(gap.start.rfc3339.suffix(6) != gap.end.rfc3339.suffix(6))
  }
}

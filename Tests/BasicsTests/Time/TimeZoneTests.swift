import Basics
import Testing

@Suite("Time zones", .enabled(if: Oracle.hasZoneFiles))
struct TimeZoneTests {
  @Test("a local time has no instant in a gap, two in a fold, else one")
  func gapsAndFolds() throws {
    let berlin = try zone("Europe/Berlin")
    #expect(berlin.instants(of: try wall("2026-03-29 02:30")).isEmpty)
    #expect(berlin.instants(of: try wall("2026-03-29 01:59:59")).map(\.rfc3339) == ["2026-03-29T00:59:59Z"])
    #expect(berlin.instants(of: try wall("2026-03-29 03:00")).map(\.rfc3339) == ["2026-03-29T01:00:00Z"])
    #expect(
      berlin.instants(of: try wall("2026-10-25 02:30")).map(\.rfc3339) == [
        "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z",
      ])
    #expect(berlin.instants(of: try wall("2026-10-25 03:00")).count == 1)
  }

  @Test("half-hour changes have half-hour gaps and folds")
  func lordHowe() throws {
    let lordHowe = try zone("Australia/Lord_Howe")
    #expect(lordHowe.instants(of: try wall("2026-10-04 02:15")).isEmpty)
    #expect(lordHowe.instants(of: try wall("2026-10-04 02:30")).count == 1)
    #expect(
      lordHowe.instants(of: try wall("2026-04-05 01:45")).map { $0.rfc3339(lordHowe.offset(at: $0)) } == [
        "2026-04-05T01:45:00+11:00", "2026-04-05T01:45:00+10:30",
      ])
    #expect(lordHowe.instants(of: try wall("2026-04-05 01:29:59")).count == 1)
  }

  @Test("summer time is right in both hemispheres, and beyond the table of the file")
  func hemispheres() throws {
    let cases = [
      ("Europe/Berlin", "2026-07-01 12:00", "+02:00"), ("Europe/Berlin", "2050-01-01 12:00", "+01:00"),
      ("Europe/Berlin", "2050-07-01 12:00", "+02:00"), ("America/New_York", "2050-07-01 12:00", "-04:00"),
      ("Australia/Lord_Howe", "2050-01-01 12:00", "+11:00"), ("Australia/Lord_Howe", "2050-07-01 12:00", "+10:30"),
      ("America/St_Johns", "2026-01-01 12:00", "-03:30"), ("Asia/Kathmandu", "2026-01-01 12:00", "+05:45"),
      ("Asia/Kathmandu", "1980-01-01 12:00", "+05:30"), ("Asia/Kolkata", "2026-01-01 12:00", "+05:30"),
      ("UTC", "2026-01-01 12:00", "+00:00"), ("Africa/Casablanca", "2026-03-01 12:00", "+00:00"),
    ]
    for (name, text, offset) in cases {
      let zone = try zone(name)
      let instant = try #require(zone.instants(of: try wall(text)).first)
      #expect(zone.offset(at: instant).isoText == offset, "\(name) \(text)")
    }
  }

  @Test("a day starts at its first instant, even if midnight does not exist or occurs twice")
  func startOfDay() throws {
    let saoPaulo = try zone("America/Sao_Paulo")
    let spring = saoPaulo.startOfDay(of: try wall("2018-11-04 15:00"))
    #expect(saoPaulo.local(at: spring).text == "2018-11-04 01:00:00")
    // Havana turns 01:00 back to 00:00, so its midnight comes twice.
    let havana = try zone("America/Havana")
    #expect(havana.startOfDay(of: try wall("2026-11-01 12:00")).rfc3339 == "2026-11-01T04:00:00Z")
    // Samoa had no 30 December 2011.
    let apia = try zone("Pacific/Apia")
    let skipped = apia.startOfDay(of: try wall("2011-12-30 12:00"))
    #expect(apia.local(at: skipped).text == "2011-12-31 00:00:00")
    let kolkata = try zone("Asia/Kolkata")
    #expect(kolkata.startOfDay(of: try wall("2026-03-02 23:59:59")).rfc3339 == "2026-03-01T18:30:00Z")
  }

  #if canImport(Glibc)
    @Test("offsets agree with the C library", .enabled(if: Oracle.hasGNUDate), arguments: Oracle.zones)
    func offsetsAgreeWithGlibc(_ name: String) throws {
      let zone = try zone(name)
      var instants = Array(stride(from: -3_000_000_000, through: 8_000_000_000, by: 2_345_678))
      for year in [1999, 2015, 2026, 2037, 2038, 2050, 2099] {
        let start = try wall("\(year)-01-01 00:00").instant(at: UTCOffset(seconds: 0)).seconds
        instants += stride(from: start, to: start + 31_622_400, by: 1800 * 13)
      }
      let expected = try #require(Oracle.glibcOffsets(instants, zone: name))
      #expect(expected.count == instants.count)
      let wrong = zip(instants, expected).filter { zone.offset(at: Instant(seconds: $0)).seconds != $1 }
      #expect(wrong.isEmpty, "\(name): \(wrong.prefix(3))")
    }

    @Test(
      "POSIX rules agree with the C library", .enabled(if: Oracle.hasGNUDate),
      arguments: [
        "CET-1CEST,M3.5.0,M10.5.0/3", "<+0530>-5:30", "EST5EDT,M3.2.0,M11.1.0", "EST5EDT", "IST-1GMT0,M10.5.0,M3.5.0/1",
        "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "XXX3YYY,J60/0,J300",
        "XXX3YYY,59/0,299/5", "IST-2IDT,M3.4.4/26,M10.5.0", "UTC0",
      ])
    func rulesAgreeWithGlibc(_ text: String) throws {
      let zone = try #require(TimeZone(posix: text))
      let instants = Array(stride(from: 1_700_000_000, through: 1_800_000_000, by: 5400))
      let expected = try #require(Oracle.glibcOffsets(instants, zone: text))
      #expect(expected.count == instants.count)
      let wrong = zip(instants, expected).filter { zone.offset(at: Instant(seconds: $0)).seconds != $1 }
      #expect(wrong.isEmpty, "\(text): \(wrong.prefix(3))")
    }
  #endif
}

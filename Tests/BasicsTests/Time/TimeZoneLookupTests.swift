import Basics
import Testing

@Suite("Time zone lookup")
struct TimeZoneLookupTests {
  /// A version 1 file with one type: `offset` seconds ahead of UTC, for ever.
  private func file(offset: Int32) -> [UInt8] {
    var bytes: [UInt8] = Array("TZif".utf8) + [UInt8](repeating: 0, count: 16)
    for count: UInt8 in [0, 0, 0, 0, 1, 4] { bytes += [0, 0, 0, count] }
    let bits = UInt32(bitPattern: offset)
    bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: bits >> $0) } + [0, 0]
    return bytes + Array("ABC\0".utf8)
  }

  @Test("an IANA name is looked up in the known folders, also after a colon")
  func names() throws {
    var asked: [String] = []
    let found = TimeZone.load(named: ":Asia/Kolkata") { path in
      asked.append(path)
      return path == "/etc/zoneinfo/Asia/Kolkata" ? file(offset: 19_800) : nil
    }
    #expect(found?.name == "Asia/Kolkata")
    #expect(found?.offset(at: Instant(seconds: 0)).gmtText == "GMT+05:30")
    #expect(asked.count == 3)
  }

  @Test(
    "names that are not plausible zone names read no file",
    arguments: [
      "../../etc/passwd", "Europe/../x", "/etc/localtime", "Europe//Berlin", "a b", "Europe/", ".hidden", "x\0y",
    ])
  func refused(_ name: String) {
    let found = TimeZone.load(named: name) { path in
      Issue.record("read \(path)")
      return nil
    }
    #expect(found == nil)
  }

  @Test("a POSIX rule is accepted as a name, and UTC needs no files")
  func withoutFiles() {
    #expect(
      TimeZone.load(named: "CET-1CEST,M3.5.0,M10.5.0/3", readFile: { _ in nil })?.name == "CET-1CEST,M3.5.0,M10.5.0/3")
    #expect(TimeZone.load(named: "UTC", readFile: { _ in nil })?.offset(at: Instant(seconds: 0)).seconds == 0)
    #expect(TimeZone.load(named: "Europe/Nowhere", readFile: { _ in nil }) == nil)
  }

  @Test("TZ overrides the machine's file; an invalid TZ is nil; without both the zone is UTC")
  func system() {
    let readFile: (String) -> [UInt8]? = { path in
      switch path {
      case "/etc/localtime": file(offset: 3600)
      case "/opt/zones/mine": file(offset: 7200)
      default: nil
      }
    }
    let epoch = Instant(seconds: 0)
    #expect(TimeZone.system(tz: nil, readFile: readFile)?.offset(at: epoch).seconds == 3600)
    #expect(TimeZone.system(tz: "", readFile: readFile)?.offset(at: epoch).seconds == 3600)
    #expect(TimeZone.system(tz: "/opt/zones/mine", readFile: readFile)?.offset(at: epoch).seconds == 7200)
    #expect(TimeZone.system(tz: "<+03>-3", readFile: readFile)?.offset(at: epoch).seconds == 10_800)
    #expect(TimeZone.system(tz: "Nowhere/Land", readFile: readFile) == nil)
    #expect(TimeZone.system(tz: "/opt/zones/none", readFile: readFile) == nil)
    #expect(TimeZone.system(tz: nil, readFile: { _ in nil })?.name == "UTC")
  }

  @Test("broken files are refused and never trap", .enabled(if: Oracle.hasZoneFiles))
  func brokenFiles() throws {
    let whole = try #require(Oracle.readFile("/usr/share/zoneinfo/Europe/Berlin"))
    #expect(TimeZone(tzif: whole, name: "x") != nil)
    for length in 0..<whole.count { #expect(TimeZone(tzif: Array(whole.prefix(length)), name: "x") == nil) }
    for index in whole.indices {
      for value: UInt8 in [0, 0x7F, 0x80, 0xFF] {
        var bytes = whole
        bytes[index] = value
        let zone = TimeZone(tzif: bytes, name: "x")
        _ = zone?.instants(of: try wall("2026-03-29 02:30"))
        _ = zone?.startOfDay(of: try wall("2026-03-29 02:30"))
      }
    }
  }

  @Test(
    "broken POSIX rules are refused",
    arguments: [
      "", "X", "CET", "CE-1", "CET-25", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
      "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J365", "CET-1CEST,J1,366", "CET-1CEST,M3.5.0/168,M10.5.0", "<+05-5",
      "CET-1CEST,M3.5.0,M10.5.0x", "CET-99999999999999999999",
    ])
  func brokenRules(_ text: String) {
    #expect(TimeZone(posix: text) == nil)
  }

  @Test("summer time that ends when the next starts lasts all year")
  func allYearSummer() throws {
    let zone = try #require(TimeZone(posix: "EST5EDT,0/0,J365/25"))
    for seconds in stride(from: 1_760_000_000, to: 1_840_000_000, by: 3600) {
      #expect(zone.offset(at: Instant(seconds: seconds)).seconds == -14_400)
    }
  }
}

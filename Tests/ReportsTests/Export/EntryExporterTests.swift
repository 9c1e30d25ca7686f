import Basics
import Testing

@testable import Reports

@Suite("Exported time entries") struct EntryExporterTests {
  private static let berlin = TimeZone(posix: "CET-1CEST,M3.5.0,M10.5.0/3") ?? .utc

  /// Entries with awkward texts, before, over and after both changes of the clock.
  private static let entries: [ExportedEntry] = {
    let texts = [
      ("Write report", "Website", "with Bob"), ("Ruf \"an\", jetzt; ok", "a\\", "one\ntwo\r\nthree"),
      ("äöü 🦊 " + String(repeating: "lang ", count: 30), "#tag tt:7", "#tt=7 # \"x\""), ("x", "", ""),
      ("", "Website", "'"),
    ]
    return [1_774_738_800, 1_774_746_000, 1_792_886_400, 1_792_890_000, 1_793_890_020].enumerated().map {
      index, start in
      ExportedEntry(
        id: index, start: Instant(seconds: start), end: Instant(seconds: start + 5400), task: texts[index].0,
        taskID: 42 + index, project: texts[index].1, notes: texts[index].2)
    }
  }()

  private func text(_ format: ExportFormat, _ entries: [ExportedEntry] = entries) -> (String, EntryExporter) {
    var exporter = EntryExporter(format, zone: Self.berlin, now: Instant(seconds: 1_793_890_000))
    let text = exporter.header + entries.map { exporter.text(of: $0) }.joined() + exporter.footer
    return (text, exporter)
  }

  @Test(
    "what is exported is read as the same tasks and instants again, in another zone, too",
    arguments: ExportFormat.allCases)
  func roundTrip(_ format: ExportFormat) throws {
    let (text, exporter) = text(format)
    #expect(exporter.omittedCount == 0)
    let zone = format == .klog ? Self.berlin : TimeZone(posix: "EST5EDT,M3.2.0,M11.1.0")
    let importFormat = try #require(ImportFormat(rawValue: format.rawValue))
    let file = imported(text, as: importFormat, zone: zone)
    #expect(file.problems == [] && file.skipped == [])
    #expect(file.entries.map(\.taskID) == Self.entries.map(\.taskID))
    #expect(ImportFormat(name: nil, bytes: Array(text.utf8)) == importFormat)
    let same = zip(file.entries, Self.entries).filter { $0.start == $1.start && $0.end == $1.end }.count
    #expect(same == Self.entries.count && exporter.inexactCount == 0)
    if format == .csv || format == .ics {
      let notes = Self.entries.map { $0.notes.replacing(part: "\r\n", with: format == .ics ? "\n" : "\r\n") }
      #expect(file.entries.map(\.notes) == notes)
    }
  }

  @Test("lines of a calendar are at most 75 bytes and end as RFC 5545 says")
  func folding() {
    let text = text(.ics).0
    for line in text.split(separator: "\r\n", omittingEmptySubsequences: false) {
      #expect(line.utf8.count <= 75 && !line.utf8.contains(0x0A))
    }
  }

  @Test("klog's entries are by day, whole minutes, and none of more than a night")
  func klog() {
    let start = Instant(seconds: 1_793_890_020)
    func entry(_ seconds: Int) -> ExportedEntry {
      ExportedEntry(id: 1, start: start, end: Instant(seconds: start.seconds + seconds), task: "x", taskID: 42)
    }
    let (text, exporter) = text(.klog, [entry(3630), entry(40_000), entry(200_000), entry(0), entry(20)])
    #expect(
      text
        == "2026-11-05\n    15:47 - 16:47 #task=\"x\" #tt=42\n    15:47 - 02:53> #task=\"x\" #tt=42\n    15:47 - 15:47 #task=\"x\" #tt=42\n"
    )
    #expect(exporter.omittedCount == 2 && exporter.inexactCount == 1)
  }

  @Test("where klog's local times do not tell how long an entry is, it has its duration, and its times in tags")
  func clockChanges() {
    func entry(_ start: Int, _ minutes: Int) -> ExportedEntry {
      ExportedEntry(
        id: 1, start: Instant(seconds: start), end: Instant(seconds: start + minutes * 60), task: "x", notes: "n")
    }
    // 25 October 2026 in summer time: 01:30 for 3 h, 02:50 for 20 min, 02:10 for 20 min, 02:30 for 1 h; then in winter
    // time 02:30 for 45 min. 29 March 2026: 01:30 for 1 h.
    let entries = [
      entry(1_792_884_600, 180), entry(1_792_889_400, 20), entry(1_792_887_000, 20), entry(1_792_888_200, 60),
      entry(1_792_891_800, 45), entry(1_774_744_200, 60),
    ]
    let (text, exporter) = text(.klog, entries)
    #expect(exporter.omittedCount == 0 && exporter.inexactCount == 0)
    let lines = text.split(separator: "\n").filter { $0.hasPrefix("    ") }.map { String($0.dropFirst(4)) }
    let times = { (from: String, to: String) in #" n #task="x" #tt-start="\#(from)" #tt-end="\#(to)""# }
    #expect(
      lines == [
        "3h" + times("2026-10-25T01:30:00+02:00", "2026-10-25T03:30:00+01:00"),
        "20m" + times("2026-10-25T02:50:00+02:00", "2026-10-25T02:10:00+01:00"), #"02:10 - 02:30 n #task="x""#,
        "1h" + times("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"), #"02:30 - 03:15 n #task="x""#,
        "1h" + times("2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00"),
      ])
    let file = imported(text, as: .klog, zone: Self.berlin)
    #expect(file.problems == [] && file.entries.map(\.start) == entries.map(\.start))
    #expect(file.entries.map(\.end) == entries.map(\.end) && file.entries.allSatisfy { $0.notes == "n" })
    // The duration is changed by hand, but not the tags.
    let changed = imported(text.replacing(part: "    3h ", with: "    2h "), as: .klog, zone: Self.berlin)
    #expect(changed.problems.count == 1)
  }
}

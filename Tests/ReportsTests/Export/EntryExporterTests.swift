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
    #expect(same == Self.entries.count - exporter.inexactCount)
    // Of the hour that happens twice, klog cannot say which one is meant.
    #expect(exporter.inexactCount == (format == .klog ? 2 : 0))
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

  @Test("an entry whose local time goes back is none of klog's")
  func backwards() {
    // 25 October 2026, 02:50 in summer time to 02:10 in winter time.
    let entry = ExportedEntry(
      id: 1, start: Instant(seconds: 1_792_889_400), end: Instant(seconds: 1_792_890_600), task: "x", taskID: 42)
    let (text, exporter) = text(.klog, [entry])
    #expect(text.isEmpty && exporter.omittedCount == 1)
  }
}

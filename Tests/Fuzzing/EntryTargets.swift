import Basics
import Reports

/// A file of time entries: whatever its format, what was read and is exported is read as the same again.
func fuzzEntries(_ bytes: [UInt8]) {
  let zone = TimeZone(posix: "CET-1CEST,M3.5.0,M10.5.0/3") ?? .utc
  _ = ImportFormat(name: "x", bytes: bytes)
  for format in ImportFormat.allCases {
    let file = EntryImporter(format, zone: zone, zoneNamed: { _ in zone }).read(bytes)
    for entry in file.entries { require(entry.start < entry.end && entry.line > 0, "an entry has a length and a line") }
    guard file.problems.isEmpty else { continue }
    for target in [ExportFormat.csv, .ics, .timewarrior] { export(file.entries, as: target, zone) }
  }
}

private func export(_ entries: [ImportedEntry], as format: ExportFormat, _ zone: TimeZone) {
  // Basic times have whole seconds and four digits of a year.
  let years = Instant(seconds: -62_000_000_000)...Instant(seconds: 253_000_000_000)
  let entries = entries.filter {
    years.contains($0.start) && years.contains($0.end) && $0.start.nanoseconds == 0 && $0.end.nanoseconds == 0
  }
  var exporter = EntryExporter(format, zone: zone, now: Instant(seconds: 1_780_000_000))
  var text = exporter.header
  for entry in entries {
    text += exporter.text(
      of: ExportedEntry(
        id: 1, start: entry.start, end: entry.end, task: entry.task ?? "", taskID: entry.taskID ?? 42,
        project: entry.project ?? "", notes: entry.notes))
  }
  text += exporter.footer
  guard let source = ImportFormat(rawValue: format.rawValue) else { return }
  let file = EntryImporter(source, zone: .utc).read(Array(text.utf8))
  require(file.problems.isEmpty, "what is exported can be read: \(file.problems)")
  require(file.entries.map(\.start) == entries.map(\.start), "starts in \(format)")
  require(file.entries.map(\.end) == entries.map(\.end), "ends in \(format)")
  require(file.entries.map(\.taskID) == entries.map { $0.taskID ?? 42 }, "tasks in \(format)")
}

import Basics

@testable import Reports

/// Reads a text in a zone: Berlin's rule, unless a test has another one.
func imported(
  _ text: String, as format: ImportFormat = .csv, zone: TimeZone? = TimeZone(posix: "CET-1CEST,M3.5.0,M10.5.0/3"),
  map: [ImportField: String] = [:]
) -> ImportedFile {
  let named: (String) -> TimeZone? = { $0 == "Asia/Kolkata" ? TimeZone(posix: "IST-5:30") : nil }
  return EntryImporter(format, zone: zone ?? .utc, zoneNamed: named, map: map).read(Array(text.utf8))
}

extension ImportedFile {
  /// The entries as text: start and end in UTC, task, its ID, project and notes.
  var texts: [String] {
    entries.map { entry in
      [
        entry.start.rfc3339, entry.end.rfc3339, entry.task ?? "-", entry.taskID.map(String.init) ?? "-",
        entry.project ?? "-", entry.notes,
      ].joined(separator: " | ")
    }
  }

  /// The problems as `line: text`.
  var problemTexts: [String] { problems.map { "\($0.line): \($0.text)" } }
}

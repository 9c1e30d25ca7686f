import Basics

/// Comma-separated values, RFC 4180.
public enum CSV {
  /// The columns of exported entries.
  static let columns =
    [ImportField.start, .end, .task, .project, .notes, .taskID, .startRFC3339, .endRFC3339].map(\.rawValue)

  /// A field: quoted if it contains a comma, a quote or a line end.
  public static func field(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else { return text }
    return "\"" + text.replacing(scalar: "\"", with: "\"\"") + "\""
  }

  /// A record with its line end.
  static func record(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") + "\r\n" }

  /// The record of an entry, its times local in a zone and as instants.
  static func record(of entry: ExportedEntry, _ zone: TimeZone) -> String {
    let times = [entry.start, entry.end]
    return record(
      times.map { zone.local(at: $0).text } + [entry.task, entry.project, entry.notes]
        + [entry.taskID.map(String.init) ?? ""] + times.map { $0.rfc3339(zone.offset(at: $0)) })
  }
}

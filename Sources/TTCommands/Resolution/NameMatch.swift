import Basics
import TrackingTime

/// Matching of names that people type with those of the service.
enum NameMatch {
  /// The rows that a name matches: all of exactly that name, else all of that name in another case, else all that begin
  /// with it in any case. Of several, those that are not archived are meant.
  static func rows(named name: String, in rows: [JSONValue], kind: ResourceKind) -> [JSONValue] {
    let folded = fold(name)
    guard !folded.isEmpty else { return [] }
    let tests: [(String) -> Bool] = [
      { $0.isIdentical(to: name) }, { fold($0) == folded }, { fold($0).hasPrefix(folded) },
    ]
    for test in tests {
      let found = rows.filter { row in !isHidden(row) && kind.names(row).contains(where: test) }
      if found.isEmpty { continue }
      let active = found.filter { $0["is_archived"]?.bool != true }
      return active.isEmpty ? found : active
    }
    return []
  }

  /// The rows whose names a misspelled one is closest to, or that contain it: at most three.
  static func nearest(to name: String, in rows: [JSONValue], kind: ResourceKind) -> [JSONValue] {
    let folded = fold(name)
    let visible = rows.filter { !isHidden($0) && $0["is_archived"]?.bool != true }
    var found: [JSONValue] = []
    if let closest = Spelling.closestMatch(to: name, among: visible.lazy.flatMap(kind.names)) {
      found = visible.filter { kind.names($0).contains(closest) }
    }
    if found.isEmpty, !folded.isEmpty {
      found = visible.filter { row in kind.names(row).contains { fold($0).containsText(folded) } }
    }
    return Array(found.prefix(3))
  }

  /// The name without blanks at its ends and without regard to case, by the rules of Unicode.
  private static func fold(_ name: String) -> String {
    // Upper case first: it spells out letters such as ß.
    var scalars = name.uppercased().lowercased().unicodeScalars[...]
    while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
    while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
    return String(scalars)
  }

  /// True for the hidden task that stands for a project.
  private static func isHidden(_ row: JSONValue) -> Bool {
    row["type"]?.string == "GHOST" || row["visibility"]?.string == "HIDDEN"
  }
}

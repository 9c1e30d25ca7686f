import Basics

/// Reads the values of columns from rows. Rows with the same names have them at the same places.
struct ColumnReader {
  let columns: [Column]
  /// The names of the last row.
  private var keys: [String] = []
  /// The place of each column in such a row; nil for one that it lacks, or that lies within a member.
  private var places: [Int?] = []

  init(_ columns: [Column]) { self.columns = columns }

  /// The values in a row, one for each column; nil for one that the row lacks.
  mutating func values(of row: JSONValue) -> [JSONValue?] {
    guard let object = row.object else { return columns.map { $0.value(row) } }
    if places.isEmpty || !object.hasKeys(keys) {
      places = columns.map { $0.path.count == 1 ? object.index(of: $0.path[0]) : nil }
    }
    keys = object.keys
    return columns.indices.map { index in
      if let place = places[index] { return object.values[place] }
      return columns[index].path.count == 1 ? nil : columns[index].value(row)
    }
  }
}

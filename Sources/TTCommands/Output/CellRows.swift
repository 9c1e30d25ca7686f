/// The cells of a table's rows in one block of memory, so that a long table needs little more than its text.
struct CellRows: Sequence {
  private var text: [UInt8] = []
  /// The number of rows.
  private(set) var count = 0
  private let columns: Int
  /// Ends a cell. It occurs in no UTF-8 text.
  private static let end: UInt8 = 0xFF

  /// Rows of this many cells each; none yet.
  init(columns: Int) { self.columns = columns }

  init(_ rows: [[String]]) {
    columns = rows.first?.count ?? 0
    for row in rows { append(row) }
  }

  mutating func append(_ row: [String]) {
    for cell in row {
      text += cell.utf8
      text.append(Self.end)
    }
    count += 1
  }

  func makeIterator() -> AnyIterator<[String]> {
    var (start, left) = (0, count)
    return AnyIterator {
      guard left > 0 else { return nil }
      left -= 1
      return (0..<columns).map { _ in
        let end = text[start...].firstIndex(of: Self.end) ?? text.endIndex
        defer { start = end + 1 }
        return String(decoding: text[start..<end], as: UTF8.self)
      }
    }
  }
}

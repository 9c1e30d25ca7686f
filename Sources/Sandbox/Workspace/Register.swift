/// Rows with an id, in the order they were entered. Ids are never given twice, not even after a removal.
public struct Register<Row: Identifiable & Sendable>: Sendable where Row.ID == Int {
  private var rows: [Int: Row] = [:]
  /// The ids in the order of entry.
  public private(set) var ids: [Int] = []
  /// The highest id ever entered, or the number before the first one that is given out.
  public private(set) var lastID: Int

  /// An empty register that gives out ids from `first`.
  public init(first: Int) { lastID = first - 1 }

  /// The id the next new row gets.
  public var nextID: Int { lastID + 1 }

  /// How many rows there are.
  public var count: Int { rows.count }

  /// All rows, in the order of entry.
  public var all: [Row] { ids.compactMap { rows[$0] } }

  /// A row; setting replaces or enters it, setting nil removes it.
  public subscript(id: Int) -> Row? {
    get { rows[id] }
    set {
      if let newValue {
        if rows[id] == nil { ids.append(id) }
        lastID = max(lastID, id)
        rows[id] = newValue
      } else if rows.removeValue(forKey: id) != nil {
        ids.removeAll { $0 == id }
      }
    }
  }

  /// A row that may be asked for without an id.
  public subscript(id: Int?) -> Row? { id.flatMap { rows[$0] } }

  /// Enters or replaces a row under its own id.
  public mutating func enter(_ row: Row) { self[row.id] = row }
}

/// Rows with an ID, in insertion order. An ID is never reused, not even after its row has been removed.
public struct Table<Row: Identifiable & Sendable>: Sendable where Row.ID == Int {
  /// All rows, in insertion order.
  public private(set) var all: [Row] = []
  private var indices: [Int: Int] = [:]
  /// The highest ID inserted so far; before the first insertion, one less than the first ID to assign.
  public private(set) var lastID: Int

  /// Creates an empty table that assigns IDs from `first`.
  public init(first: Int) { lastID = first - 1 }

  /// The ID for the next new row.
  public var nextID: Int { lastID + 1 }

  /// The number of rows.
  public var count: Int { all.count }

  /// The IDs, in insertion order.
  public var ids: [Int] { all.map(\.id) }

  /// The row with an ID. Setting a row inserts or replaces it; setting nil removes it.
  public subscript(id: Int) -> Row? {
    get { indices[id].map { all[$0] } }
    set {
      switch (indices[id], newValue) {
      case (let index?, let row?): all[index] = row
      case (let index?, nil): remove(at: index)
      case (nil, let row?):
        indices[id] = all.count
        all.append(row)
        lastID = max(lastID, id)
      case (nil, nil): break
      }
    }
  }

  /// The row with an optional ID; nil for a nil ID.
  public subscript(id: Int?) -> Row? { id.flatMap { self[$0] } }

  /// Inserts a row, or replaces the one with the same ID.
  public mutating func upsert(_ row: Row) { self[row.id] = row }

  private mutating func remove(at removed: Int) {
    indices[all.remove(at: removed).id] = nil
    for index in removed..<all.count { indices[all[index].id] = index }
  }
}

/// Rows with an id, in the order they were entered. Ids are never given twice, not even after a removal.
public struct Table<Row: Identifiable & Sendable>: Sendable where Row.ID == Int {
  /// All rows, in the order of entry.
  public private(set) var all: [Row] = []
  private var places: [Int: Int] = [:]
  /// The highest id ever entered, or the number before the first one that is given out.
  public private(set) var lastID: Int

  /// An empty register that gives out ids from `first`.
  public init(first: Int) { lastID = first - 1 }

  /// The id the next new row gets.
  public var nextID: Int { lastID + 1 }

  /// How many rows there are.
  public var count: Int { all.count }

  /// The ids in the order of entry.
  public var ids: [Int] { all.map(\.id) }

  /// A row; setting replaces or enters it, setting nil removes it.
  public subscript(id: Int) -> Row? {
    get { places[id].map { all[$0] } }
    set {
      switch (places[id], newValue) {
      case (let place?, let row?): all[place] = row
      case (let place?, nil): remove(at: place)
      case (nil, let row?):
        places[id] = all.count
        all.append(row)
        lastID = max(lastID, id)
      case (nil, nil): break
      }
    }
  }

  /// A row that may be asked for without an id.
  public subscript(id: Int?) -> Row? { id.flatMap { self[$0] } }

  /// Enters or replaces a row under its own id.
  public mutating func upsert(_ row: Row) { self[row.id] = row }

  private mutating func remove(at place: Int) {
    places[all.remove(at: place).id] = nil
    for index in place..<all.count { places[all[index].id] = index }
  }
}

import Basics

/// A record that is stored as a JSON object, described by a list of its members.
protocol StoredRow: Stored {
  /// A record with default values, into which the members are loaded.
  static var blank: Self { get }
  /// The members, in the order in which they are saved.
  static var members: [StoredMember<Self>] { get }
}

/// One member of a stored record: its name, and how to save and load it.
struct StoredMember<Row>: Sendable {
  let name: String
  let read: @Sendable (Row) -> JSONValue
  let write: @Sendable (inout Row, JSONValue) throws -> Void

  init<Value: Stored>(_ name: String, _ path: WritableKeyPath<Row, Value> & Sendable) {
    self.name = name
    read = { $0[keyPath: path].stored }
    write = { $0[keyPath: path] = try Value(stored: $1) }
  }
}

extension StoredRow {
  var stored: JSONValue {
    var object = JSONObject()
    for member in Self.members { object[member.name] = member.read(self) }
    return .object(object)
  }

  /// Loads a record. Missing members keep their default values.
  init(stored: JSONValue) throws {
    guard let object = stored.object else { throw StorageError(description: "expected an object") }
    self = .blank
    for member in Self.members {
      guard let value = object[member.name] else { continue }
      do { try member.write(&self, value) } catch {
        throw StorageError(description: "\(member.name): \(error)")
      }
    }
  }
}

extension Table: Stored where Row: Stored {
  var stored: JSONValue { ["last_id": JSONValue(lastID), "rows": .array(all.map(\.stored))] }

  init(stored: JSONValue) throws {
    self.init(first: try Int(stored: stored["last_id"] ?? .null) + 1)
    for (index, row) in (stored["rows"]?.array ?? []).enumerated() {
      do { upsert(try Row(stored: row)) } catch {
        throw StorageError(description: "rows[\(index)].\(error)")
      }
    }
  }
}

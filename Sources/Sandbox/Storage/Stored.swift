import Basics

/// Something that can be written to the state file and read back.
protocol Stored: Sendable {
  var stored: JSONValue { get }
  init(stored: JSONValue) throws
}

/// What is wrong with a state file.
struct StorageError: Error, CustomStringConvertible {
  var description: String
}

extension Int: Stored {
  var stored: JSONValue { JSONValue(self) }
  init(stored: JSONValue) throws { self = try require(stored.int, "an integer", stored) }
}

extension Bool: Stored {
  var stored: JSONValue { .bool(self) }
  init(stored: JSONValue) throws { self = try require(stored.bool, "true or false", stored) }
}

extension Double: Stored {
  var stored: JSONValue { .decimal(self) }
  init(stored: JSONValue) throws { self = try require(stored.double, "a number", stored) }
}

extension String: Stored {
  var stored: JSONValue { .string(self) }
  init(stored: JSONValue) throws { self = try require(stored.string, "text", stored) }
}

extension WallClock: Stored {
  var stored: JSONValue { .string(text) }
  init(stored: JSONValue) throws {
    self = try require(stored.string.flatMap { WallClock($0) }, "a time like 2026-03-02 09:00:00", stored)
  }
}

extension ZoneOffset: Stored {
  var stored: JSONValue { .string(text) }
  init(stored: JSONValue) throws { self = try require(stored.string.flatMap(ZoneOffset.init), "a zone", stored) }
}

extension Optional: Stored where Wrapped: Stored {
  var stored: JSONValue { self?.stored ?? .null }
  init(stored: JSONValue) throws { self = stored.isNull ? nil : try Wrapped(stored: stored) }
}

extension Array: Stored where Element: Stored {
  var stored: JSONValue { .array(map(\.stored)) }
  init(stored: JSONValue) throws { self = try require(stored.array, "a list", stored).map(Element.init(stored:)) }
}

extension Dictionary: Stored where Key == Int, Value: Stored {
  var stored: JSONValue {
    .list(sorted { $0.key < $1.key }.map { ["id": JSONValue($0.key), "value": $0.value.stored] })
  }

  init(stored: JSONValue) throws {
    self.init()
    for item in try require(stored.array, "a list", stored) {
      self[try Int(stored: item["id"] ?? .null)] = try Value(stored: item["value"] ?? .null)
    }
  }
}

private func require<Value>(_ value: Value?, _ what: String, _ found: JSONValue) throws -> Value {
  guard let value else { throw StorageError(description: "expected \(what), found \(found.kindName)") }
  return value
}

import Basics

/// A value that can be saved to the state file and loaded from it.
protocol Stored: Sendable {
  /// The value as JSON.
  var stored: JSONValue { get }

  /// Loads a value from its JSON.
  ///
  /// - Throws: a ``StorageError`` that names the offending member.
  init(stored: JSONValue) throws
}

/// Why a state file could not be loaded.
struct StorageError: Error, CustomStringConvertible {
  var description: String
}

extension Int: Stored {
  var stored: JSONValue { JSONValue(self) }
  init(stored: JSONValue) throws { self = try require(stored.int, "an integer", in: stored) }
}

extension Bool: Stored {
  var stored: JSONValue { .bool(self) }
  init(stored: JSONValue) throws { self = try require(stored.bool, "true or false", in: stored) }
}

extension Double: Stored {
  var stored: JSONValue { .decimal(self) }
  init(stored: JSONValue) throws { self = try require(stored.double, "a number", in: stored) }
}

extension String: Stored {
  var stored: JSONValue { .string(self) }
  init(stored: JSONValue) throws { self = try require(stored.string, "text", in: stored) }
}

extension LocalTime: Stored {
  var stored: JSONValue { .string(text) }
  init(stored: JSONValue) throws {
    let time = stored.string.flatMap(LocalTime.init(serviceText:))
    self = try require(time, "a time such as 2026-03-02 09:00:00", in: stored)
  }
}

extension UTCOffset: Stored {
  var stored: JSONValue { .string(gmtText) }
  init(stored: JSONValue) throws {
    self = try require(stored.string.flatMap(UTCOffset.init(_:)), "an offset such as GMT+01:00", in: stored)
  }
}

extension Optional: Stored where Wrapped: Stored {
  var stored: JSONValue { self?.stored ?? .null }
  init(stored: JSONValue) throws { self = stored.isNull ? nil : try Wrapped(stored: stored) }
}

extension Array: Stored where Element: Stored {
  var stored: JSONValue { .array(map(\.stored)) }
  init(stored: JSONValue) throws { self = try require(stored.array, "a list", in: stored).map(Element.init(stored:)) }
}

extension Dictionary: Stored where Key == Int, Value: Stored {
  var stored: JSONValue {
    .list(sorted { $0.key < $1.key }.map { ["id": JSONValue($0.key), "value": $0.value.stored] })
  }

  init(stored: JSONValue) throws {
    self.init()
    for item in try require(stored.array, "a list", in: stored) {
      self[try Int(stored: item["id"] ?? .null)] = try Value(stored: item["value"] ?? .null)
    }
  }
}

private func require<Value>(_ value: Value?, _ expected: String, in found: JSONValue) throws -> Value {
  guard let value else { throw StorageError(description: "expected \(expected), found \(found.kindName)") }
  return value
}

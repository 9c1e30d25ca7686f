import Basics

/// Small words for writing the service's objects.
extension JSONValue {
  /// A text, or null.
  static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

  /// An integer, or null.
  static func whole(_ number: Int?) -> JSONValue { number.map { JSONValue($0) } ?? .null }

  /// A number, or null.
  static func decimal(_ number: Double?) -> JSONValue { number.flatMap(JSONNumber.init).map(JSONValue.number) ?? .null }

  /// A list.
  static func list(_ elements: some Sequence<JSONValue>) -> JSONValue { .array(Array(elements)) }

  /// Seconds as hours, rounded to six places as the service does.
  static func hours(_ seconds: Int) -> JSONValue {
    .decimal((Double(seconds) / 3600 * 1_000_000).rounded() / 1_000_000)
  }

  /// Seconds as `HH:mm`.
  static func hoursText(_ seconds: Int) -> JSONValue { .string(String(WallClock.clockText(seconds).dropLast(3))) }
}

extension JSONObject {
  /// An object whose members are all null.
  static func nulls(_ names: String) -> JSONObject {
    JSONObject(names.split(separator: " ").flatMap { ([String($0): .null] as JSONObject).members })
  }

  /// The members of both; the names must differ.
  static func + (first: JSONObject, second: JSONObject) -> JSONObject {
    JSONObject(first.members + second.members)
  }
}

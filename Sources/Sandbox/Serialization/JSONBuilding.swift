import Basics

extension JSONValue {
  /// A string, or null.
  static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

  /// An integer, or null.
  static func whole(_ number: Int?) -> JSONValue { number.map { JSONValue($0) } ?? .null }

  /// A number, or null. Infinities and NaN become null.
  static func decimal(_ number: Double?) -> JSONValue { number.flatMap(JSONNumber.init).map(JSONValue.number) ?? .null }

  /// An array.
  static func list(_ elements: some Sequence<JSONValue>) -> JSONValue { .array(Array(elements)) }

  /// Seconds as a number of hours, rounded to six decimals as the service does.
  static func hours(_ seconds: Int) -> JSONValue {
    .decimal((Double(seconds) / 3600 * 1_000_000).rounded() / 1_000_000)
  }

  /// Seconds as `HH:mm`, rounded down to the minute; the hours can exceed 23.
  static func hoursText(_ seconds: Int) -> JSONValue { .string(String(clockText(seconds).dropLast(3))) }

  /// A number of hours as `HH:mm`. Clamped to a billion hours, so that the seconds fit an integer.
  static func hoursText(hours: Double) -> JSONValue { hoursText(Int(min(max(hours, -1e9), 1e9) * 3600)) }

  /// Seconds as `HH:mm:ss`; the hours can exceed 23.
  static func clock(_ seconds: Int) -> JSONValue { .string(clockText(seconds)) }

  /// Unlike `DurationText.clock`, the service writes at least two digits for the hours.
  private static func clockText(_ seconds: Int) -> String {
    let text = DurationText.clock(seconds)
    return text.utf8.count < 8 ? "0" + text : text
  }
}

extension JSONObject {
  /// An object whose members are all null. The names are separated by spaces.
  static func nulls(_ names: String) -> JSONObject {
    JSONObject(names.split(separator: " ").flatMap { ([String($0): .null] as JSONObject).members })
  }

  /// The members of both objects, which must have no name in common.
  static func + (first: JSONObject, second: JSONObject) -> JSONObject {
    JSONObject(first.members + second.members)
  }
}

import Basics

/// The merged parameters of query, form and JSON body. All accessors return nil for a parameter that is missing or blank and
/// throw status 500 for one that is invalid.
struct Parameters {
  /// A value from a query or form (text) or from a JSON body (JSON).
  enum Value {
    case text(String)
    case json(JSONValue)
  }

  private var values: [String: Value] = [:]

  /// Merges the three sources. For repeated names, the body takes precedence over the query, and within query and
  /// form the first occurrence.
  init(query: [(name: String, value: String)], form: [(name: String, value: String)], json: JSONObject?) {
    for member in json?.members ?? [] where !member.value.isNull { values[member.key] = .json(member.value) }
    for (name, value) in form + query where values[name] == nil { values[name] = .text(value) }
  }

  /// The names of all parameters, sorted.
  var names: [String] { values.keys.sorted() }

  /// Replaces a parameter, or removes it for nil.
  mutating func set(_ name: String, to text: String?) { values[name] = text.map(Value.text) }

  /// True when the parameter is present, even if blank.
  func has(_ name: String) -> Bool { values[name] != nil }

  /// True when the parameter is present but contains only white space.
  func isBlank(_ name: String) -> Bool {
    switch values[name] {
    case .text(let text), .json(.string(let text)): text.allSatisfy(\.isWhitespace)
    default: false
    }
  }

  /// The text as sent, even if blank. Scalars of a JSON body count as text.
  private func raw(_ name: String) throws(ServiceError) -> String? {
    switch values[name] {
    case nil: return nil
    case .text(let text): return text
    case .json(.string(let text)): return text
    case .json(.number(let number)): return number.literal
    case .json(.bool(let value)): return value ? "true" : "false"
    case .json: throw .invalid("The parameter \(name) has the wrong type")
    }
  }

  /// The text.
  func text(_ name: String) throws(ServiceError) -> String? {
    guard let text = try raw(name), !text.allSatisfy(\.isWhitespace) else { return nil }
    return text
  }

  /// The new value of an optional text: `current` when the parameter is missing, nil when it is blank.
  func text(_ name: String, replacing current: String?) throws(ServiceError) -> String? {
    try has(name) ? text(name) : current
  }

  /// The text. Throws when it is missing or blank.
  func required(_ name: String) throws(ServiceError) -> String {
    guard let text = try text(name) else { throw .invalid("The parameter \(name) is required") }
    return text
  }

  /// An integer.
  func int(_ name: String) throws(ServiceError) -> Int? {
    guard let text = try text(name) else { return nil }
    guard let number = Int(text) else { throw .invalid("The parameter \(name) must be an integer") }
    return number
  }

  /// A number.
  func double(_ name: String) throws(ServiceError) -> Double? {
    guard let text = try text(name) else { return nil }
    guard let number = Double(text), number.isFinite else { throw .invalid("The parameter \(name) must be a number") }
    return number
  }

  /// A boolean: `true`, `false`, `1` or `0`.
  func bool(_ name: String) throws(ServiceError) -> Bool? {
    switch try text(name)?.lowercased() {
    case nil: return nil
    case "true", "1": return true
    case "false", "0": return false
    default: throw .invalid("The parameter \(name) must be true or false")
    }
  }

  /// True when one of the parameters is true.
  func flag(_ names: String...) throws(ServiceError) -> Bool {
    for name in names where try bool(name) == true { return true }
    return false
  }

  /// A date and time, `yyyy-MM-dd HH:mm:ss`.
  func dateTime(_ name: String) throws(ServiceError) -> LocalTime? {
    guard let text = try text(name) else { return nil }
    guard let time = LocalTime(parameter: text) else { throw .invalid("Unparseable date: \"\(text)\"") }
    return time
  }

  /// A date and time of an entry in a time zone: `yyyy-MM-dd HH:mm:ss`, or ISO 8601, which the vendor's n8n node sends.
  func eventTime(_ name: String, in zone: UTCOffset) throws(ServiceError) -> LocalTime? {
    if let text = try text(name), let time = LocalTime(isoParameter: text, in: zone) { return time }
    return try dateTime(name)
  }

  /// Midnight of a date, `yyyy-MM-dd` with an optional time.
  func day(_ name: String) throws(ServiceError) -> LocalTime? {
    guard let text = try text(name) else { return nil }
    guard let day = LocalTime(dateParameter: text) ?? LocalTime(parameter: text)?.midnight else {
      throw .invalid("Unparseable date: \"\(text)\"")
    }
    return day
  }

  /// A UTC offset, for example `GMT+03:00`.
  func zone(_ name: String = "timezone") throws(ServiceError) -> UTCOffset? {
    guard let text = try text(name) else { return nil }
    guard let zone = UTCOffset(parameter: text) else { throw .invalid("Unknown time zone: \"\(text)\"") }
    return zone
  }

  /// One of some words, matched case-insensitively.
  func word(_ name: String, of words: [String]) throws(ServiceError) -> String? {
    guard let text = try text(name)?.uppercased() else { return nil }
    guard let word = words.first(where: { $0.uppercased() == text }) else {
      throw .invalid("The parameter \(name) must be one of \(words.joined(separator: ", "))")
    }
    return word
  }

  /// A list: JSON text in a query or form, an array in a JSON body, where text is an error as on the service.
  func list(_ name: String) throws(ServiceError) -> [JSONValue]? {
    let value: JSONValue?
    switch values[name] {
    case nil: return nil
    case .text(let text) where text.isEmpty: return nil
    case .text(let text): value = try? JSONValue.parse(text)
    case .json(let json): value = json
    }
    guard let list = value?.array else { throw .invalid("The parameter \(name) must be a JSON array") }
    return list
  }

  /// The IDs in a list of objects (`[{"id":1}]`) or of numbers. `textOnly` requires JSON text even in a JSON body.
  func ids(_ name: String, textOnly: Bool = false) throws(ServiceError) -> [Int]? {
    let isText = if case .json(.string) = values[name] { true } else { false }
    if case .json = values[name], textOnly, !isText { throw .invalid("java.util.ArrayList cannot be cast to String") }
    let items = textOnly && isText ? try text(name).flatMap { try? JSONValue.parse($0).array } : try list(name)
    guard let items else { return nil }
    var ids: [Int] = []
    for item in items {
      guard let id = item.int ?? item["id"]?.int else { throw .invalid("An item of \(name) has no id") }
      ids.append(id)
    }
    return ids
  }
}

import Basics

/// The parameters of a request: query, form and JSON body together.
struct Parameters {
  /// A value that came as text (query, form) or as JSON (JSON body).
  enum Value {
    case text(String)
    case json(JSONValue)
  }

  private var values: [String: Value] = [:]

  /// Merges the three sources; where a name stands twice, the body wins over the query and the first one wins within each.
  init(query: [(name: String, value: String)], form: [(name: String, value: String)], json: JSONObject?) {
    for member in json?.members ?? [] where !member.value.isNull { values[member.key] = .json(member.value) }
    for (name, value) in form + query where values[name] == nil { values[name] = .text(value) }
  }

  /// True when the parameter was sent, empty or not.
  func has(_ name: String) -> Bool { values[name] != nil }

  /// The text as sent, empty texts included; scalars of a JSON body count as text.
  func raw(_ name: String) throws(ServiceError) -> String? {
    switch values[name] {
    case nil: return nil
    case .text(let text): return text
    case .json(.string(let text)): return text
    case .json(.number(let number)): return number.literal
    case .json(.bool(let value)): return value ? "true" : "false"
    case .json: throw .invalid("The parameter \(name) has the wrong type")
    }
  }

  /// The text; nil when it is missing or blank.
  func text(_ name: String) throws(ServiceError) -> String? {
    guard let text = try raw(name), !text.allSatisfy(\.isWhitespace) else { return nil }
    return text
  }

  /// What an optional text becomes: as it was when the parameter is missing, nothing when it is blank.
  func text(_ name: String, replacing current: String?) throws(ServiceError) -> String? {
    try has(name) ? text(name) : current
  }

  /// The text, required.
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

  /// `true` or `false`; `1` and `0` work too.
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

  /// A date and time.
  func dateTime(_ name: String) throws(ServiceError) -> WallClock? {
    guard let text = try text(name) else { return nil }
    guard let time = WallClock(text) else { throw .invalid("Unparseable date: \"\(text)\"") }
    return time
  }

  /// A day.
  func day(_ name: String) throws(ServiceError) -> WallClock? {
    guard let text = try text(name) else { return nil }
    guard let day = WallClock(day: text) ?? WallClock(text)?.midnight else {
      throw .invalid("Unparseable date: \"\(text)\"")
    }
    return day
  }

  /// A zone like `GMT+03:00`.
  func zone(_ name: String = "timezone") throws(ServiceError) -> ZoneOffset? {
    guard let text = try text(name) else { return nil }
    guard let zone = ZoneOffset(text) else { throw .invalid("Unknown time zone: \"\(text)\"") }
    return zone
  }

  /// One of the given words, compared without regard to case.
  func word(_ name: String, of words: [String]) throws(ServiceError) -> String? {
    guard let text = try text(name)?.uppercased() else { return nil }
    guard let word = words.first(where: { $0.uppercased() == text }) else {
      throw .invalid("The parameter \(name) must be one of \(words.joined(separator: ", "))")
    }
    return word
  }

  /// A list: JSON text in a query or form, a real list in a JSON body (a text there is an error, as on the service).
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
}

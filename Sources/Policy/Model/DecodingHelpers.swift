import Basics

/// Helpers shared by the readers of all parts of a document.
extension PolicyDecoder {
  mutating func add(_ place: JSONPointer, _ message: String) { problems.append((place, message)) }

  mutating func object(_ value: JSONValue, _ place: JSONPointer) -> JSONObject? {
    if value.object == nil { add(place, "expected an object, not \(describe(value))") }
    return value.object
  }

  mutating func list(_ value: JSONValue, _ place: JSONPointer) -> [JSONValue]? {
    if value.array == nil { add(place, "expected a list, not \(describe(value))") }
    return value.array
  }

  /// - Parameter unit: the unit of the number, for the message, for example ` (seconds)`.
  mutating func integer(
    _ value: JSONValue, at place: JSONPointer, in range: ClosedRange<Int>, unit: String = ""
  ) -> Int? {
    guard let number = value.int, range.contains(number) else {
      let expected =
        range == 0...(.max)
        ? "a non-negative integer" : "an integer from \(range.lowerBound) to \(range.upperBound)"
      add(place, "expected \(expected)\(unit), not \(describe(value))")
      return nil
    }
    return number
  }

  mutating func readText(_ object: JSONObject, _ key: String, at place: JSONPointer) -> String? {
    guard let value = object[key] else { return nil }
    if value.string == nil { add(place.appending(key), "expected text, not \(describe(value))") }
    return value.string
  }

  mutating func readPath(_ value: JSONValue, _ place: JSONPointer) -> ArgumentPath? {
    if let path = value.string.flatMap(ArgumentPath.init) { return path }
    add(place, "expected a path such as \"args.task_id\", not \(describe(value))")
    return nil
  }

  /// A member with one of the values of an enumeration; nil if it is absent or (a problem) invalid.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ object: JSONObject, _ key: String, at place: JSONPointer
  ) -> Choice? where Choice.RawValue == String {
    if let choice = object[key]?.string.flatMap({ Choice(rawValue: $0) }) { return choice }
    return word(object, key, at: place, among: Choice.allCases.map { ($0.rawValue, $0) })
  }

  /// The meaning of a member's value; nil if the member is absent or (a problem) invalid.
  mutating func word<Meaning>(
    _ object: JSONObject, _ key: String, at place: JSONPointer, among words: [(word: String, meaning: Meaning)]
  ) -> Meaning? {
    guard let value = object[key] else { return nil }
    if let text = value.string, let found = words.first(where: { $0.word.isIdentical(to: text) }) {
      return found.meaning
    }
    let nearest = value.string.flatMap { Spelling.closestMatch(to: $0, among: words.map(\.word)) }
    let quoted = words.map { "\"\($0.word)\"" }
    let known = (quoted.count > 1 ? quoted.dropLast().joined(separator: ", ") + " or " : "") + (quoted.last ?? "")
    let hint = nearest.map { "; did you mean \"\($0)\"?" } ?? ""
    add(place.appending(key), "invalid \(key) \(describe(value)): expected \(known)" + hint)
    return nil
  }

  mutating func checkPresent(_ object: JSONObject, at place: JSONPointer, _ keys: [String]) {
    for key in keys where object[key] == nil { add(place, "\"\(key)\" is missing") }
  }

  mutating func checkKeys(_ object: JSONObject, at place: JSONPointer, known: [String]) {
    for key in object.keys where !known.contains(where: { $0.isIdentical(to: key) }) {
      let nearest = Spelling.closestMatch(to: key, among: known).map { "; did you mean \"\($0)\"?" }
      let expected = "; expected one of: " + known.joined(separator: ", ")
      add(place.appending(key), "unknown key \"\(key)\"" + (nearest ?? expected))
    }
  }

  func isBlank(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(\.properties.isWhitespace) }

  func describe(_ value: JSONValue) -> String {
    switch value {
    case .string, .number, .bool, .null:
      let text = value.compact
      return text.count <= 60 ? text : String(text.prefix(57)) + "..."
    case .array, .object: return value.kindName
    }
  }
}

import Basics

/// What every reader needs.
extension PolicyDecoder {
  mutating func add(_ place: JSONPointer, _ message: String) { problems.append((place, message)) }

  mutating func object(_ value: JSONValue, _ place: JSONPointer) -> JSONObject? {
    if value.object == nil { add(place, "an object is expected, not \(show(value))") }
    return value.object
  }

  mutating func list(_ value: JSONValue, _ place: JSONPointer) -> [JSONValue]? {
    if value.array == nil { add(place, "a list is expected, not \(show(value))") }
    return value.array
  }

  /// - Parameter unit: what the number counts, for the message: `seconds, `.
  mutating func wholeNumber(
    _ value: JSONValue, _ place: JSONPointer, from least: Int, to most: Int = .max, _ unit: String = ""
  ) -> Int? {
    guard let number = value.int, (least...most).contains(number) else {
      let range = most == .max ? "from \(least) up" : "from \(least) to \(most)"
      add(place, "\(unit)a whole number \(range) is expected, not \(show(value))")
      return nil
    }
    return number
  }

  mutating func readText(_ object: JSONObject, _ key: String, _ place: JSONPointer) -> String? {
    guard let value = object[key] else { return nil }
    if value.string == nil { add(place.appending(key), "a text is expected, not \(show(value))") }
    return value.string
  }

  mutating func readPath(_ value: JSONValue, _ place: JSONPointer) -> ArgumentPath? {
    if let path = value.string.flatMap(ArgumentPath.init) { return path }
    add(place, "a path such as \"args.task_id\" is expected, not \(show(value))")
    return nil
  }

  /// One of the words of an enumeration, or nil when the member is absent or (a problem) something else.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ object: JSONObject, _ key: String, _ place: JSONPointer
  ) -> Choice? where Choice.RawValue == String {
    if let choice = object[key]?.string.flatMap({ Choice(rawValue: $0) }) { return choice }
    return word(object, key, place, among: Choice.allCases.map { ($0.rawValue, $0) })
  }

  /// What a member's word stands for, or nil when the member is absent or (a problem) something else.
  mutating func word<Meaning>(
    _ object: JSONObject, _ key: String, _ place: JSONPointer, among words: [(word: String, meaning: Meaning)]
  ) -> Meaning? {
    guard let value = object[key] else { return nil }
    if let text = value.string, let found = words.first(where: { $0.word.isIdentical(to: text) }) {
      return found.meaning
    }
    let nearest = value.string.flatMap { Spelling.closestMatch(to: $0, among: words.map(\.word)) }
    let known = words.map { "\"\($0.word)\"" }.joined(separator: ", ")
    let hint = nearest.map { "; did you mean \"\($0)\"?" } ?? ""
    add(place.appending(key), "\(key) is \(show(value)); it can be \(known)" + hint)
    return nil
  }

  mutating func checkPresent(_ object: JSONObject, _ place: JSONPointer, _ keys: [String]) {
    for key in keys where object[key] == nil { add(place, "\"\(key)\" is missing") }
  }

  mutating func checkKeys(_ object: JSONObject, _ place: JSONPointer, known: [String]) {
    for key in object.keys where !known.contains(where: { $0.isIdentical(to: key) }) {
      let nearest = Spelling.closestMatch(to: key, among: known).map { "; did you mean \"\($0)\"?" }
      let rest = "; known here: " + known.joined(separator: ", ")
      add(place.appending(key), "the key \"\(key)\" is not known" + (nearest ?? rest))
    }
  }

  func isBlank(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(\.properties.isWhitespace) }

  func show(_ value: JSONValue) -> String {
    switch value {
    case .string, .number, .bool, .null:
      let text = value.compact
      return text.count <= 60 ? text : String(text.prefix(57)) + "..."
    case .array, .object: return value.kindName
    }
  }
}

import Basics

/// Why a value does not fit a parameter, as the end of a message: `: expected a positive integer`.
struct InvalidValue: Error, Equatable {
  /// Nil if it must not be printed.
  let value: JSONValue?
  let reason: String
  /// A value that was probably meant.
  var suggestion: String?

  /// The message for a parameter, under the name used in the call.
  ///
  /// - Parameter isWord: true for a value typed on the command line, which is always shown in quotes.
  func message(for name: String, isWord: Bool) -> String {
    "invalid value \(value.map { Self.show($0, isWord) + " " } ?? "")for \(name): \(reason)"
  }

  private static func show(_ value: JSONValue, _ isWord: Bool) -> String {
    switch value {
    case .array, .object: return value.kindName
    default:
      let text = isWord && value.string == nil ? JSONValue.string(value.compact).compact : value.compact
      return text.count <= 60 ? text : String(text.prefix(57)) + "..."
    }
  }
}

extension Parameter {
  /// Converts a value to the parameter's type. Numbers and booleans may be given as text, and integers with a zero
  /// fraction.
  func parse(_ value: JSONValue) throws(InvalidValue) -> ArgumentValue {
    if let text = value.string, text.unicodeScalars.contains("\u{0}") {
      throw InvalidValue(value: nil, reason: "must not contain a NUL character")
    }
    if let typed = typed(value) { return typed }
    if kind.isTime, let text = value.string, LocalTime.namesNoDay(text) {
      throw InvalidValue(value: value, reason: "no such day")
    }
    throw InvalidValue(
      value: value, reason: "expected " + kind.expectation, suggestion: value.string.flatMap(kind.suggestion))
  }

  private func typed(_ value: JSONValue) -> ArgumentValue? {
    switch kind {
    case .id: Self.integer(value).flatMap { $0 > 0 ? .integer($0) : nil }
    case .integer(let minimum): Self.integer(value).flatMap { $0 >= minimum ? .integer($0) : nil }
    case .hours, .amount: Self.number(value).map(ArgumentValue.number)
    case .boolean: (value.bool ?? ["true": true, "false": false][value.string ?? ""]).map(ArgumentValue.boolean)
    case .nonEmptyString:
      value.string.flatMap { $0.unicodeScalars.allSatisfy(\.properties.isWhitespace) ? nil : .text($0) }
    case .text: value.string.map(ArgumentValue.text)
    case .day(let direction):
      value.string.flatMap { text in DayExpression(text).map { .day($0, text: text, direction) } }
    case .dateTime: value.string.flatMap { text in TimeExpression(text).map { .time($0, text: text) } }
    case .utcOffset:
      value.string.flatMap { text in
        UTCOffset(text).map(ArgumentValue.offset) ?? (TimeZone.isName(text) ? .zone(text) : nil)
      }
    case .choice(let words):
      value.string.flatMap { word in words.contains { $0.isIdentical(to: word) } ? .text(word) : nil }
    case .list(let members): Self.list(value, of: members).map(ArgumentValue.json)
    case .ids: Self.ids(value).map(ArgumentValue.ids)
    }
  }

  /// IDs, each once: a list, its JSON text, or text with commas between them.
  private static func ids(_ value: JSONValue) -> [Int]? {
    var elements = value.array
    if let text = value.string {
      elements =
        (try? JSONValue.parse(text))?.array
        ?? text.split(separator: ",", omittingEmptySubsequences: false).map { .string(String($0).trimmed) }
    } else if value.int != nil {
      elements = [value]
    }
    guard let elements, !elements.isEmpty else { return nil }
    var ids: [Int] = []
    var known: Set<Int> = []
    for element in elements {
      guard let id = integer(element), id > 0 else { return nil }
      if known.insert(id).inserted { ids.append(id) }
    }
    return ids
  }

  /// A list of objects, or its JSON text. Members that are not known are passed on.
  private static func list(_ value: JSONValue, of members: [ListMember]) -> JSONValue? {
    let list = value.string.flatMap { try? JSONValue.parse($0) } ?? value
    let isValid = list.array?.allSatisfy { element in
      element.object != nil
        && members.allSatisfy { member in
          guard let value = element[member.name] else { return member.name != members.first?.name }
          return member.isID ? integer(value).map { $0 > 0 } ?? false : value.array == nil && value.object == nil
        }
    }
    // JSON values have a nil of their own.
    return isValid == true ? list : Optional.none
  }

  /// An integer, or text in plain decimal form; a zero fraction is allowed.
  private static func integer(_ value: JSONValue) -> Int? {
    guard var text = value.string else { return value.int }
    if let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) {
      let fraction = text.utf8[point...].dropFirst()
      guard !fraction.isEmpty, fraction.allSatisfy({ $0 == 0x30 }) else { return nil }
      text = String(text[..<point])
    }
    let digits = text.utf8
    guard !digits.isEmpty else { return nil }
    guard digits.allSatisfy({ (0x30...0x39).contains($0) }), digits.count == 1 || digits.first != 0x30 else {
      return nil
    }
    return Int(text)
  }

  /// A number of at least 0 within the range of a double, in its shortest form.
  private static func number(_ value: JSONValue) -> JSONNumber? {
    var number: JSONNumber?
    switch value {
    case .number(let given): number = given
    case .string(let text): number = literal(text)
    default: break
    }
    guard let number, number.double.isFinite, number.double >= 0 else { return nil }
    return number.int.map { JSONNumber($0) } ?? JSONNumber(number.double)
  }

  /// The number that a word is the literal of; surrounding blanks are not accepted.
  private static func literal(_ word: String) -> JSONNumber? {
    guard !word.utf8.contains(where: { $0 <= 0x20 }), case .number(let number)? = try? JSONValue.parse(word) else {
      return nil
    }
    return number
  }

  /// The JSON value of a word of the command line. A word that does not fit becomes a string, which `parse` rejects.
  public func value(from word: String) -> JSONValue {
    switch kind {
    case .id, .integer:
      if let value = Int(word), String(value) == word { return JSONValue(value) }
      return .string(word)
    case .hours, .amount: return Self.literal(word).map(JSONValue.number) ?? .string(word)
    case .boolean:
      switch word {
      case "true": return true
      case "false": return false
      default: return .string(word)
      }
    case .list, .ids:
      if let first = word.utf8.first, first == UInt8(ascii: "[") || first == UInt8(ascii: "{"),
        let value = try? JSONValue.parse(word)
      {
        return value
      }
      return .string(word)
    case .nonEmptyString, .text, .day, .dateTime, .utcOffset, .choice: return .string(word)
    }
  }
}

extension Parameter.Kind {
  /// True for a day or a point in time.
  var isTime: Bool {
    switch self {
    case .day, .dateTime: true
    default: false
    }
  }

  /// A valid value that a text was probably meant to be.
  func suggestion(for text: String) -> String? {
    switch self {
    case .day: DayExpression.suggestion(for: text)
    case .dateTime: TimeExpression.suggestion(for: text)
    default: nil
    }
  }

  /// The values that are accepted, for messages and help.
  public var expectation: String {
    switch self {
    case .id: "a positive integer"
    case .integer(let minimum): "an integer of at least \(minimum)"
    case .hours: "a number of hours, 0 or more"
    case .amount: "a number, 0 or more"
    case .boolean: "true or false"
    case .nonEmptyString: "text that is not blank"
    case .text: "text"
    case .day: "a day: " + DayExpression.forms
    case .dateTime: "a time: " + TimeExpression.forms
    case .utcOffset: "an offset such as GMT+05:30, or a zone such as Europe/Berlin"
    case .ids: "a list of positive integers such as [6401, 6402]"
    case .choice(let words): "one of " + words.joined(separator: ", ")
    case .list(let members):
      "a JSON list such as [{"
        + members.map { "\"\($0.name)\": " + ($0.isID ? "9001" : "\"x\"") }.joined(separator: ", ")
        + "}]"
    }
  }
}

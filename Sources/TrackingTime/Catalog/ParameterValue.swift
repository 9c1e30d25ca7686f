import Basics

extension Parameter {
  /// What is wrong with a value, as the end of a sentence that begins with the parameter's name; nil when it fits.
  public func problem(with value: JSONValue) -> String? {
    let fits =
      switch kind {
      case .id: Self.wholeText(value).map { Self.isID($0) } ?? false
      case .integer(let minimum): Self.wholeText(value).flatMap { Int($0) }.map { $0 >= minimum } ?? false
      case .hours, .amount: value.double.map { $0.isFinite && $0 >= 0 } ?? false
      case .boolean: value.bool != nil
      case .nonEmptyString: value.string.map { !$0.unicodeScalars.allSatisfy(\.properties.isWhitespace) } ?? false
      case .text: value.string != nil
      case .day: value.string.map { Self.isDay($0) } ?? false
      case .dateTime: value.string.flatMap { TimeExpression($0) } != nil
      case .utcOffset: value.string.flatMap { UTCOffset($0) } != nil
      case .choice(let words): value.string.map { word in words.contains { $0.isIdentical(to: word) } } ?? false
      case .json: value.array != nil || value.object != nil || value.string.map { !$0.isEmpty } ?? false
      }
    if fits {
      guard let text = value.string, text.unicodeScalars.contains("\u{0}") else { return nil }
      return "holds a NUL character"
    }
    if kind == .day || kind == .dateTime, let text = value.string, LocalTime.namesNoDay(text) {
      return "is \(Self.show(value)); there is no such day"
    }
    return "is \(Self.show(value)); it takes \(kind.expectation)"
  }

  /// The JSON value a word of the command line stands for.
  ///
  /// - Throws: nothing; a word that does not fit becomes a text, which the catalog's check then refuses by name.
  public func value(from word: String) -> JSONValue {
    switch kind {
    case .id, .integer, .hours, .amount:
      // Parsing a document would let blanks around the number pass.
      if !word.utf8.contains(where: { $0 <= 0x20 }), let number = try? JSONValue.parse(word), case .number = number {
        return number
      }
      return .string(word)
    case .boolean:
      switch word {
      case "true": return true
      case "false": return false
      default: return .string(word)
      }
    case .json:
      if let first = word.utf8.first, first == UInt8(ascii: "[") || first == UInt8(ascii: "{"),
        let value = try? JSONValue.parse(word)
      {
        return value
      }
      return .string(word)
    case .nonEmptyString, .text, .day, .dateTime, .utcOffset, .choice: return .string(word)
    }
  }

  /// The decimal text of a whole number, or of a text that is one.
  static func wholeText(_ value: JSONValue) -> String? {
    let text: String
    switch value {
    case .number(let number): text = number.literal
    case .string(let string): text = string
    default: return nil
    }
    let digits = text.utf8
    guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    guard digits.count == 1 || digits.first != 0x30 else { return nil }
    return text
  }

  private static func isID(_ digits: String) -> Bool { Int(digits).map { $0 > 0 } ?? false }

  private static func isDay(_ text: String) -> Bool {
    text.utf8.count == 10 && LocalTime(text + " 00:00:00") != nil
  }

  private static func show(_ value: JSONValue) -> String {
    switch value {
    case .array, .object: return value.kindName
    default:
      let text = value.compact
      return text.count <= 60 ? text : String(text.prefix(57)) + "..."
    }
  }
}

extension Parameter.Kind {
  /// What values are right, for messages and help.
  public var expectation: String {
    switch self {
    case .id: "a whole number from 1 up"
    case .integer(let minimum): "a whole number from \(minimum) up"
    case .hours: "a number of hours, 0 or more"
    case .amount: "a number, 0 or more"
    case .boolean: "true or false"
    case .nonEmptyString: "a text that is not blank"
    case .text: "a text"
    case .day: "a day as yyyy-MM-dd"
    case .dateTime: TimeExpression.forms
    case .utcOffset: "an offset such as GMT+05:30"
    case .choice(let words): words.joined(separator: ", ")
    case .json: "a JSON list or object"
    }
  }
}

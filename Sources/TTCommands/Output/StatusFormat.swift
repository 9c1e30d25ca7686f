import Basics

/// A text of `tt status --format` with placeholders: `{task}`, or a percent sign and a letter.
struct StatusFormat {
  /// The names in braces, and the letters of those that have one.
  static let placeholders: [(name: String, letter: Character?, summary: String)] = [
    ("task", "t", "task"), ("project", "p", "project"), ("customer", "c", "customer"), ("elapsed", "e", "elapsed time"),
    ("elapsed_seconds", "E", "elapsed seconds"), ("start", "s", "start time"), ("id", "i", "task ID"),
    ("stale", nil, "the word stale if it is"),
  ]

  /// The word that stands for the JSON object of a Waybar module.
  static let waybar = "waybar"

  private enum Part {
    case text(String)
    case value(String)
  }

  private var parts: [Part] = []

  /// Reads a format. Braces that enclose no name stand for themselves, so that a format may be JSON.
  ///
  /// - Throws: a usage error for an unknown placeholder.
  init(_ format: String) throws(TTError) {
    var rest = format[...]
    while let character = rest.popFirst() {
      switch character {
      case "%":
        let letter = rest.popFirst()
        if letter == "%" {
          parts.append(.text("%"))
        } else if let name = Self.placeholders.first(where: { $0.letter == letter && letter != nil })?.name {
          parts.append(.value(name))
        } else {
          throw Self.unknown("%" + (letter.map(String.init) ?? ""))
        }
      case "{":
        let name = rest.prefix { $0.isASCII && ($0.isLowercase || $0 == "_") }
        guard !name.isEmpty, rest.dropFirst(name.count).first == "}" else {
          parts.append(.text("{"))
          continue
        }
        guard Self.placeholders.contains(where: { $0.name == name }) else { throw Self.unknown("{\(name)}") }
        rest = rest.dropFirst(name.count + 1)
        parts.append(.value(String(name)))
      default: parts.append(.text(String(character)))
      }
    }
  }

  private static func unknown(_ placeholder: String) -> TTError {
    let known = placeholders.map { "{\($0.name)}" + ($0.letter.map { " or %\($0)" } ?? "") }.joined(separator: ", ")
    return .usage("invalid value for --format: unknown placeholder \(placeholder)", hint: "known: \(known), %%")
  }

  /// The text with the values of the placeholders.
  func text(_ value: (String) -> String?) -> String {
    parts.reduce(into: "") { text, part in
      switch part {
      case .text(let literal): text += literal
      case .value(let name): text += value(name) ?? ""
      }
    }
  }
}

import Basics

/// Quoting for POSIX shells.
enum Shell {
  /// The word, in single quotes if a shell would not take it literally.
  static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "-._/:@%+=,".utf8.contains(byte)
    }
    if isPlain, !word.isEmpty { return word }
    return "'" + word.replacing(scalar: "'", with: #"'\''"#) + "'"
  }
}

extension String {
  /// The text as messages quote it: in double quotes, escaped as in JSON, and cut to 60 characters.
  var inQuotes: String {
    let maxLength = 60
    guard count > maxLength else { return JSONValue.string(self).compact }
    return JSONValue.string(prefix(maxLength - 3) + "...").compact
  }
}

/// The wording of usage errors that many commands share.
extension TTError {
  /// `invalid value "abc" for --last: expected a non-negative integer`.
  static func invalidValue(
    _ value: String, for name: String, expected: String, hint: String? = nil
  ) -> TTError {
    .usage("invalid value \(value.inQuotes) for \(name): expected \(expected)", hint: hint)
  }

  /// `invalid value "xml" for --output: expected one of table, json`, with the closest choice as the hint.
  static func invalidChoice(_ value: String, for name: String, choices: [String]) -> TTError {
    invalidValue(
      value, for: name, expected: oneOf(choices), hint: Spelling.suggestion(for: value, among: choices))
  }

  /// The error for a duration that cannot be read, with both readings of a plain number as the hint.
  static func invalidDuration(_ value: String, for name: String, expected: String) -> TTError {
    invalidValue(
      value, for: name, expected: expected, hint: DurationText.suggestion(for: value).map { "did you mean \($0)?" })
  }

  /// `--today cannot be combined with --week`.
  static func cannotCombine(_ first: String, with second: String, hint: String? = nil) -> TTError {
    .usage("\(first) cannot be combined with \(second)", hint: hint)
  }

  /// `one of table, json, csv`.
  static func oneOf(_ choices: [String]) -> String { "one of " + choices.joined(separator: ", ") }
}

extension Spelling {
  /// The hint `did you mean track?`, or nil when no candidate is close to the word.
  ///
  /// - Parameter format: turns the candidate into what to type, for example by adding the dashes of a flag.
  static func suggestion(
    for word: String, among candidates: some Sequence<String>, format: (String) -> String = { $0 }
  ) -> String? {
    closestMatch(to: word, among: candidates).map { "did you mean \(format($0))?" }
  }
}

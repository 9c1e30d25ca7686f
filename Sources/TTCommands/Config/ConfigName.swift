import Basics
import Policy

/// A setting as named on the command line: its key, and its path in the file.
struct ConfigName: Sendable {
  var key: ConfigKey
  /// The path of member names.
  var steps: [String]

  /// The path with dots, as on the command line.
  var text: String { steps.joined(separator: ".") }

  /// The name of a key, with the name of a grant for keys that have one.
  init(_ key: ConfigKey, grant: String = ConfigKey.placeholder) {
    self.key = key
    steps = key.steps.map { $0 == ConfigKey.placeholder ? grant : $0 }
  }

  /// Finds a setting by its name. The name of a grant may contain dots: it is all that lies between the first and
  /// the last part.
  ///
  /// - Throws: a usage error for an unknown setting.
  init(_ text: String) throws(TTError) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let middle = parts.count > 2 ? parts.dropFirst().dropLast().joined(separator: ".") : ConfigKey.placeholder
    let known = ConfigKey.all.map { ConfigName($0, grant: middle) }
    guard let found = known.first(where: { $0.text.isIdentical(to: text) }),
      !found.key.isOfGrant || PolicySource.isGrantName(middle)
    else {
      throw .usage(
        "unknown setting \(text.inQuotes)",
        hint: Spelling.suggestion(for: text, among: known.map(\.text))
          ?? "known settings: " + ConfigKey.all.map(\.name).joined(separator: ", "))
    }
    self = found
  }
}

import Basics

/// A path to an argument of a call: `args.` and member names separated by dots.
///
/// Paths cannot index lists or contain names with dots. If a value along the path is not an object, the argument counts
/// as missing.
public struct ArgumentPath: Sendable, Equatable {
  /// The path as written in the policy, for example `args.address.city`.
  public let text: String
  /// The names after `args`, at least one.
  public let steps: [String]

  /// Reads a path; nil if it does not start with `args.` or contains an empty name.
  public init?(_ text: String) {
    let names = text.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard names.count > 1, names[0].isIdentical(to: "args"), !names.contains("") else { return nil }
    self.text = text
    steps = Array(names.dropFirst())
  }

  /// The value at the path, or nil if it is missing.
  public func value(in arguments: JSONObject) -> JSONValue? {
    guard var value = arguments[steps[0]] else { return nil }
    for step in steps.dropFirst() {
      guard let next = value[step] else { return nil }
      value = next
    }
    return value
  }
}

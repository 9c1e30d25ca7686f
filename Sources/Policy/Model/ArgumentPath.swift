import Basics

/// A path to an argument of a call: `args.` and member names with dots between them.
///
/// There is no index into lists and no escape for a name that holds a dot. Whatever is no object on the way means that
/// the argument is missing.
public struct ArgumentPath: Sendable, Equatable {
  /// As the policy writes it, for example `args.address.city`.
  public let text: String
  /// The names behind `args`, at least one.
  public let steps: [String]

  /// Reads a path; nil when it does not begin with `args.` or a name in it is empty.
  public init?(_ text: String) {
    let names = text.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard names.count > 1, names[0].isIdentical(to: "args"), !names.contains("") else { return nil }
    self.text = text
    steps = Array(names.dropFirst())
  }

  /// The value the path leads to, or nil when it is missing.
  public func value(in arguments: JSONObject) -> JSONValue? {
    guard var value = arguments[steps[0]] else { return nil }
    for step in steps.dropFirst() {
      guard let next = value[step] else { return nil }
      value = next
    }
    return value
  }
}

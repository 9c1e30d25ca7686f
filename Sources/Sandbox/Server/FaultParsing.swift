import Basics

extension Fault {
  /// The syntax of a fault, for error messages.
  public static let grammar = """
    KIND[@PATH-SUBSTRING][*COUNT], where KIND is latency=DURATION (300ms, 2s), 429, 429:retry-after=SECONDS, html, \
    gateway-502, gateway-502-after, drop-before, drop-after, truncate, garbage, redirect or envelope=STATUS
    """

  /// Parses a fault, for example `drop-after@/track*1`.
  ///
  /// - Throws: a usage error for anything that does not match ``grammar``.
  public init(_ text: String) throws(TTError) {
    var rest = text[...]
    if let star = rest.lastIndex(of: "*") {
      guard let count = Int(rest[rest.index(after: star)...]), count > 0 else {
        throw .usage("invalid fault '\(text)': the count after '*' must be a positive integer")
      }
      self.count = count
      rest = rest[..<star]
    }
    if let at = rest.firstIndex(of: "@") {
      path = String(rest[rest.index(after: at)...])
      rest = rest[..<at]
    }
    guard let kind = Kind(rest) else {
      throw .usage("unknown fault '\(text)'", hint: "expected \(Self.grammar)")
    }
    self.kind = kind
  }

  /// True when the fault affects requests with this path.
  func applies(to requestPath: String) -> Bool { path.map { requestPath.contains($0) } ?? true }
}

extension Fault.Kind {
  private static let withoutParameter: [String: Fault.Kind] = [
    "429": .tooManyRequests(retryAfter: nil), "html": .html, "gateway-502": .gateway502,
    "gateway-502-after": .gateway502After, "drop-before": .dropBefore, "drop-after": .dropAfter,
    "truncate": .truncate, "garbage": .garbage, "redirect": .redirect,
  ]

  init?(_ text: Substring) {
    if let kind = Self.withoutParameter[String(text)] {
      self = kind
    } else if let value = text.after("latency="), let milliseconds = Self.milliseconds(value) {
      self = .latency(milliseconds: milliseconds)
    } else if let value = text.after("429:retry-after="), let seconds = Int(value), seconds >= 0 {
      self = .tooManyRequests(retryAfter: seconds)
    } else if let value = text.after("envelope="), let status = Int(value), (400...599).contains(status) {
      self = .envelope(status: status)
    } else {
      return nil
    }
  }

  /// Parses a duration in `ms` or `s` of at most an hour.
  private static func milliseconds(_ text: Substring) -> Int? {
    let (digits, factor) = text.hasSuffix("ms") ? (text.dropLast(2), 1.0) : (text.dropLast(1), 1000.0)
    guard text.hasSuffix("s"), let number = Double(digits), (0...3_600_000).contains(number * factor) else {
      return nil
    }
    return Int(number * factor)
  }
}

extension Substring {
  fileprivate func after(_ prefix: String) -> Substring? { hasPrefix(prefix) ? dropFirst(prefix.count) : nil }
}

import Basics

extension Fault {
  /// How faults are spelled, for help texts.
  public static let grammar = """
    KIND[@PATH-SUBSTRING][*COUNT], where KIND is latency=DURATION (300ms, 2s), 429, 429:retry-after=SECONDS, html, \
    gateway-502, gateway-502-after, drop-before, drop-after, truncate, garbage, redirect or envelope=STATUS
    """

  /// Reads a fault such as `drop-after@/track*1`. Throws a usage error that says what would be right.
  public init(_ text: String) throws(TTError) {
    var rest = text[...]
    if let star = rest.lastIndex(of: "*") {
      guard let count = Int(rest[rest.index(after: star)...]), count > 0 else {
        throw .usage("fault '\(text)': the count after '*' must be a whole number above 0")
      }
      self.count = count
      rest = rest[..<star]
    }
    if let at = rest.firstIndex(of: "@") {
      path = String(rest[rest.index(after: at)...])
      rest = rest[..<at]
    }
    guard let kind = Kind(rest) else {
      throw .usage("unknown fault '\(text)'", hint: "a fault is \(Self.grammar)")
    }
    self.kind = kind
  }

  /// True when the fault hits a request with that path.
  func hits(_ requestPath: String) -> Bool { path.map { requestPath.contains($0) } ?? true }
}

extension Fault.Kind {
  private static let plain: [String: Fault.Kind] = [
    "429": .tooManyRequests(retryAfter: nil), "html": .html, "gateway-502": .gateway502,
    "gateway-502-after": .gateway502After, "drop-before": .dropBefore, "drop-after": .dropAfter,
    "truncate": .truncate, "garbage": .garbage, "redirect": .redirect,
  ]

  init?(_ text: Substring) {
    if let kind = Self.plain[String(text)] {
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

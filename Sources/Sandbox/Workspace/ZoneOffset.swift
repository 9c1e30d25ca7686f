/// A fixed distance from Greenwich, as the service's `timezone` parameter says it.
public struct ZoneOffset: Sendable, Hashable {
  /// Seconds east of Greenwich.
  public var seconds: Int

  /// An offset of so many seconds east of Greenwich.
  public init(seconds: Int) { self.seconds = seconds }

  /// Reads `GMT`, `GMT+3`, `GMT+03:00`, and `GMT 03:00`, which is what is left of a `+` that was not percent-encoded.
  /// Nil for anything else, names of zones among it.
  public init?(_ text: String) {
    guard text.hasPrefix("GMT") else { return nil }
    let rest = text.dropFirst(3)
    guard let sign = rest.first else {
      self.init(seconds: 0)
      return
    }
    guard "+- ".contains(sign) else { return nil }
    let parts = rest.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in
      part.count <= 2 && part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
    }
    guard numbers.count == parts.count, (1...2).contains(numbers.count), numbers[0] <= 18 else { return nil }
    let minutes = numbers.count == 2 ? numbers[1] : 0
    guard minutes < 60 else { return nil }
    self.init(seconds: (numbers[0] * 3600 + minutes * 60) * (sign == "-" ? -1 : 1))
  }

  /// `GMT+03:00`.
  public var text: String {
    let minutes = abs(seconds) / 60
    return "GMT\(seconds < 0 ? "-" : "+")\(WallClock.padded(minutes / 60)):\(WallClock.padded(minutes % 60))"
  }
}

/// A set of Unicode scalars, as given by a bracket expression or an escape such as `\d`.
struct ScalarSet: Sendable {
  /// A union of ranges, optionally negated or case-insensitive.
  struct Part: Sendable {
    /// Sorted and disjoint.
    private(set) var ranges: [ClosedRange<UInt32>]
    var isFolded = false
    var isNegated = false

    init(_ ranges: [ClosedRange<UInt32>], isFolded: Bool = false, isNegated: Bool = false) {
      self.isFolded = isFolded
      self.isNegated = isNegated
      let all = isFolded ? ranges + ranges.flatMap(CaseFolding.images) : ranges
      self.ranges = all.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { merged, range in
        if let last = merged.last, range.lowerBound <= last.upperBound {
          merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
        } else {
          merged.append(range)
        }
      }
    }

    var isEmpty: Bool { ranges.isEmpty }

    func contains(_ scalar: UInt32) -> Bool {
      let folded = isFolded ? CaseFolding.fold(scalar) : scalar
      var (low, high) = (0, ranges.count)
      while low < high {
        let middle = (low + high) / 2
        if ranges[middle].upperBound < folded { low = middle + 1 } else { high = middle }
      }
      return (low < ranges.count && ranges[low].lowerBound <= folded) != isNegated
    }
  }

  private var parts: [Part]
  private var categories: [CategorySet]
  private var isNegated: Bool
  /// The membership of the first 128 scalars, precomputed because most text contains no others.
  private var ascii: (UInt64, UInt64) = (0, 0)

  init(_ parts: [Part], categories: [CategorySet] = [], isNegated: Bool = false) {
    self.parts = parts
    self.categories = categories
    self.isNegated = isNegated
    for bit in 0..<UInt32(64) {
      if computes(bit) { ascii.0 |= 1 << UInt64(bit) }
      if computes(bit + 64) { ascii.1 |= 1 << UInt64(bit) }
    }
  }

  func contains(_ scalar: UInt32) -> Bool {
    if scalar < 64 { return ascii.0 >> UInt64(scalar) & 1 == 1 }
    if scalar < 128 { return ascii.1 >> UInt64(scalar - 64) & 1 == 1 }
    return computes(scalar)
  }

  private func computes(_ scalar: UInt32) -> Bool {
    (parts.contains { $0.contains(scalar) } || categories.contains { $0.contains(scalar) }) != isNegated
  }

  /// `.`, with and without newlines.
  static let anything = ScalarSet([Part([0...0x10FFFF])])
  static let anythingOnTheLine = ScalarSet([Part([0x0A...0x0A], isNegated: true)])
  static let word = ScalarSet([Part(namedRanges("word"))])

  /// The ASCII classes by their names in `[:name:]`.
  static let names: [String: [ClosedRange<Unicode.Scalar>]] = [
    "alnum": ["0"..."9", "A"..."Z", "a"..."z"], "alpha": ["A"..."Z", "a"..."z"], "ascii": ["\u{0}"..."\u{7F}"],
    "blank": ["\t"..."\t", " "..." "], "cntrl": ["\u{0}"..."\u{1F}", "\u{7F}"..."\u{7F}"], "digit": ["0"..."9"],
    "graph": ["!"..."~"], "lower": ["a"..."z"], "print": [" "..."~"],
    "punct": ["!"..."/", ":"..."@", "["..."`", "{"..."~"], "space": ["\t"..."\r", " "..." "], "upper": ["A"..."Z"],
    "word": ["0"..."9", "A"..."Z", "a"..."z", "_"..."_"], "xdigit": ["0"..."9", "A"..."F", "a"..."f"],
  ]

  /// `\s`, which unlike `[:space:]` excludes the vertical tab.
  static let perlSpace: [ClosedRange<UInt32>] = [0x09...0x0A, 0x0C...0x0D, 0x20...0x20]

  static func namedRanges(_ name: String) -> [ClosedRange<UInt32>] {
    names[name].map { $0.map { $0.lowerBound.value...$0.upperBound.value } } ?? []
  }
}

/// Simple case folding: which scalars are the same letter.
enum CaseFolding {
  /// One representative for all scalars that differ only in case.
  static func fold(_ value: UInt32) -> UInt32 {
    if value < 0x80 { return (0x41...0x5A).contains(value) ? value + 0x20 : value }
    switch value {
    // The dotless i and the dotted I are separate letters except in Turkish.
    case 0x130, 0x131: return value
    // Letters encoded twice whose upper case is not a single scalar.
    case 0x1FD3: return 0x390
    case 0x1FE3: return 0x3B0
    case 0xFB05: return 0xFB06
    default: break
    }
    guard let scalar = Unicode.Scalar(value) else { return value }
    return single(single(scalar) { $0.uppercaseMapping }) { $0.lowercaseMapping }.value
  }

  /// The case foldings of a range's scalars, where they differ from the scalars.
  static func images(_ range: ClosedRange<UInt32>) -> [ClosedRange<UInt32>] {
    guard range.count > 256 else {
      return range.compactMap { value in
        let image = fold(value)
        return image == value ? nil : image...image
      }
    }
    return changes.compactMap { range.contains($0.scalar) ? $0.image...$0.image : nil }
  }

  /// All scalars that fold to another scalar.
  static let changes: [(scalar: UInt32, image: UInt32)] = (0x41...lastCased).compactMap { value in
    guard let scalar = Unicode.Scalar(value), scalar.properties.changesWhenCaseMapped else { return nil }
    let image = fold(value)
    return image == value ? nil : (value, image)
  }

  /// The last scalar with two cases.
  private static let lastCased: UInt32 = 0x1E943

  private static func single(
    _ scalar: Unicode.Scalar, _ mapping: (Unicode.Scalar.Properties) -> String
  ) -> Unicode.Scalar {
    let mapped = mapping(scalar.properties).unicodeScalars
    guard mapped.count == 1, let only = mapped.first else { return scalar }
    return only
  }
}

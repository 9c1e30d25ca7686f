/// A set of Unicode general categories, as `\pL` and `\p{Lu}` name them.
struct CategorySet: Sendable {
  private var bits: UInt32 = 0

  /// No category.
  init() {}

  /// The categories of a name such as `L`, `Lu` or `Any`; nil for any other name.
  init?(_ name: String) {
    if name == "Any" {
      bits = .max
      return
    }
    for (index, code) in Self.codes.enumerated() where code == name || String(code.prefix(1)) == name {
      bits |= 1 << UInt32(index)
    }
    if bits == 0 { return nil }
  }

  /// The other categories.
  var complement: CategorySet {
    var other = CategorySet()
    other.bits = ~bits
    return other
  }

  /// With the categories of the other cases of its letters.
  var foldingCase: CategorySet {
    guard let cased = CategorySet("Lu")?.union(CategorySet("Ll")).union(CategorySet("Lt")), bits & cased.bits != 0
    else { return self }
    return union(cased)
  }

  /// Both sets together.
  func union(_ other: CategorySet?) -> CategorySet {
    var both = self
    both.bits |= other?.bits ?? 0
    return both
  }

  func contains(_ scalar: UInt32) -> Bool {
    guard bits != 0, let scalar = Unicode.Scalar(scalar) else { return false }
    return bits >> Self.index(scalar.properties.generalCategory) & 1 == 1
  }

  private static let codes = [
    "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm",
    "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn",
  ]

  /// The place in `codes`.
  private static func index(_ category: Unicode.GeneralCategory) -> UInt32 {
    switch category {
    case .uppercaseLetter: 0
    case .lowercaseLetter: 1
    case .titlecaseLetter: 2
    case .modifierLetter: 3
    case .otherLetter: 4
    case .nonspacingMark: 5
    case .spacingMark: 6
    case .enclosingMark: 7
    case .decimalNumber: 8
    case .letterNumber: 9
    case .otherNumber: 10
    case .connectorPunctuation: 11
    case .dashPunctuation: 12
    case .openPunctuation: 13
    case .closePunctuation: 14
    case .initialPunctuation: 15
    case .finalPunctuation: 16
    case .otherPunctuation: 17
    case .mathSymbol: 18
    case .currencySymbol: 19
    case .modifierSymbol: 20
    case .otherSymbol: 21
    case .spaceSeparator: 22
    case .lineSeparator: 23
    case .paragraphSeparator: 24
    case .control: 25
    case .format: 26
    case .surrogate: 27
    case .privateUse: 28
    case .unassigned: 29
    @unknown default: 29
    }
  }
}

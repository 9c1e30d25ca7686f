/// A set of scalars given by Unicode general categories, as in `\pL` and `\p{Lu}`.
struct CategorySet: Sendable {
  private var bits: UInt32
  /// The case foldings of further letters, if case is ignored.
  private var images = ScalarSet.Part([])
  private var isNegated = false

  /// The categories with a name such as `L`, `Lu` or `Any`; nil for any other name. No name covers unassigned scalars.
  init?(_ name: String) {
    bits = 0
    if name == "Any" {
      bits = .max
      return
    }
    for (index, code) in Self.codes.enumerated() where code == name || String(code.prefix(1)) == name {
      bits |= Self.bit(index)
    }
    if bits == 0 { return nil }
  }

  private init(bits: UInt32) { self.bits = bits }

  /// The characters allowed in group names.
  static let ofGroupNames = CategorySet(
    bits: ["L", "Mn", "Mc", "Nd", "Nl", "Pc"].reduce(0) { $0 | (CategorySet($1)?.bits ?? 0) })

  /// All other scalars.
  var negated: CategorySet {
    var other = self
    other.isNegated.toggle()
    return other
  }

  /// The set with the other cases of its letters.
  var foldingCase: CategorySet {
    var folded = self
    let images = CaseFolding.changes.filter { isMember($0.scalar) || isMember($0.image) }.map { $0.image...$0.image }
    folded.images = ScalarSet.Part(images)
    return folded
  }

  func contains(_ scalar: UInt32) -> Bool {
    (isMember(scalar) || !images.isEmpty && images.contains(CaseFolding.fold(scalar))) != isNegated
  }

  private func isMember(_ scalar: UInt32) -> Bool {
    guard let scalar = Unicode.Scalar(scalar) else { return false }
    return bits & Self.bit(Self.index(scalar.properties.generalCategory)) != 0
  }

  private static func bit(_ index: Int) -> UInt32 { 1 << UInt32(index) }

  private static let codes = [
    "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm",
    "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co",
  ]

  /// The index in `codes`, or one past its end.
  private static func index(_ category: Unicode.GeneralCategory) -> Int {
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

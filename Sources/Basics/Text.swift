extension String {
  /// Equality by code points. Swift's `==` takes canonically equivalent texts for equal (the Kelvin sign for a `K`),
  /// which must never decide what a policy or a catalog means.
  public func sameText(as other: String) -> Bool {
    utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
  }

  /// The text up to the first line end.
  public var firstLine: String {
    let line = utf8.prefix { $0 != 0x0A }
    return String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
  }
}

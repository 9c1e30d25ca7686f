/// Reads the names of an object's members. As long as they are those of another object, no new ones are made.
struct JSONKeyReader {
  /// The names of the other object.
  let expected: [String]
  private var count = 0
  /// All names, from the first one that was not expected.
  private var own: [String]?

  init(expected: [String]) { self.expected = expected }

  mutating func next(in reader: inout JSONReader) throws(JSONSyntaxError) -> String {
    if own == nil, count < expected.count {
      let key = expected[count]
      if reader.take(name: key) {
        count += 1
        return key
      }
    }
    let key = try reader.readText()
    if own == nil { own = Array(expected[..<count]) }
    own?.append(key)
    return key
  }

  /// The names read so far.
  var keys: [String] { own ?? (count == expected.count ? expected : Array(expected[..<count])) }
}

/// The names of an object, to find those that occur twice.
struct JSONKeySet {
  private var few: [String] = []
  /// All of them once there are several, so that a hostile document with a million names does not take quadratic time.
  private var many: Set<ScalarKey> = []

  /// Adds a name; false if it is in the set.
  mutating func insert(_ key: String) -> Bool {
    if !many.isEmpty { return many.insert(ScalarKey(key)).inserted }
    if few.contains(where: { $0.isIdentical(to: key) }) { return false }
    few.append(key)
    if few.count == 16 { many = Set(few.map { ScalarKey($0) }) }
    return true
  }
}

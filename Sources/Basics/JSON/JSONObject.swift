/// The members of a JSON object in their original order. Lookup is linear (objects here are small) and by code points.
///
/// The objects of a list, as they are read, share the storage of their names.
public struct JSONObject: Sendable, Hashable, ExpressibleByDictionaryLiteral, Sequence {
  /// One name and its value.
  public struct Member: Sendable, Hashable {
    /// The member's name.
    public var key: String
    /// The member's value.
    public var value: JSONValue

    /// A name and its value.
    public init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The names, in order.
  public private(set) var keys: [String]
  /// The values, in the order of the names.
  public private(set) var values: [JSONValue]

  /// An empty object.
  public init() { self.init(keys: [], values: []) }

  /// Makes an object from members that are known to have distinct names.
  public init(_ members: [Member]) { self.init(keys: members.map(\.key), values: members.map(\.value)) }

  /// Makes an object from names that are known to be distinct, and as many values.
  public init(keys: [String], values: [JSONValue]) {
    precondition(keys.count == values.count)
    (self.keys, self.values) = (keys, values)
  }

  /// An object written as a dictionary literal, in the order of the literal.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(keys: elements.map(\.0), values: elements.map(\.1))
  }

  /// All members, in order.
  public var members: [Member] { keys.indices.map { Member(key: keys[$0], value: values[$0]) } }

  /// True if there are no members.
  public var isEmpty: Bool { keys.isEmpty }

  /// The number of members.
  public var count: Int { keys.count }

  /// The value of a member; setting replaces it in place or appends, setting nil removes it.
  public subscript(key: String) -> JSONValue? {
    get { index(of: key).map { values[$0] } }
    set {
      switch (index(of: key), newValue) {
      case (let index?, let value?): values[index] = value
      case (let index?, nil):
        keys.remove(at: index)
        values.remove(at: index)
      case (nil, let value?):
        keys.append(key)
        values.append(value)
      case (nil, nil): break
      }
    }
  }

  /// The place of a member; that of the first if there are several of the name.
  public func index(of key: String) -> Int? {
    for index in keys.indices where keys[index].isIdentical(to: key) { return index }
    return nil
  }

  /// True if the names are these, in this order.
  public func hasKeys(_ names: [String]) -> Bool {
    guard names.count == keys.count else { return false }
    let isShared = keys.withUnsafeBufferPointer { own in
      names.withUnsafeBufferPointer { own.baseAddress == $0.baseAddress }
    }
    return isShared || keys.indices.allSatisfy { keys[$0].isIdentical(to: names[$0]) }
  }

  /// Iterates over the members in order.
  public func makeIterator() -> IndexingIterator<[Member]> { members.makeIterator() }
}

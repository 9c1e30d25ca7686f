/// Environment variables. Those of this process are read one by one when they are asked for: a run needs few of them.
public struct Environment: @unchecked Sendable, ExpressibleByDictionaryLiteral {
  private enum Source {
    /// The entries that this process was started with. They stay where they are for its life, as this list of them does.
    case process(UnsafeBufferPointer<UnsafePointer<CChar>>)
    case given([String: String])
  }

  private let source: Source
  private var hidden: [String] = []

  /// The environment of this process when it is first asked for. Later changes to it do not show, nor do they disturb.
  public static let ofThisProcess: Environment = {
    var count = 0
    while environ[count] != nil { count += 1 }
    let entries = UnsafeMutableBufferPointer<UnsafePointer<CChar>>.allocate(capacity: count)
    for index in 0..<count {
      if let entry = environ[index] { entries.initializeElement(at: index, to: entry) }
    }
    return Environment(.process(UnsafeBufferPointer(entries)))
  }()

  /// An environment of the given variables.
  public init(_ variables: [String: String]) { self.init(.given(variables)) }

  /// An environment of the given variables.
  public init(dictionaryLiteral variables: (String, String)...) {
    self.init(Dictionary(variables, uniquingKeysWith: { $1 }))
  }

  private init(_ source: Source) { self.source = source }

  /// The value of a variable; nil if it is not set.
  public subscript(name: String) -> String? {
    if hidden.contains(name) { return nil }
    switch source {
    case .given(let variables): return variables[name]
    case .process(let entries):
      let length = name.utf8.count
      let entry = entries.first { strncmp($0, name, length) == 0 && $0[length] == CChar(UInt8(ascii: "=")) }
      return entry.map { String(cString: $0 + length + 1) }
    }
  }

  /// The environment without the variables of some names.
  public func without(_ names: some Sequence<String>) -> Environment {
    var rest = self
    rest.hidden += names
    return rest
  }

  /// All variables.
  public var variables: [String: String] {
    switch source {
    case .given(let variables): return variables.filter { !hidden.contains($0.key) }
    case .process(let entries):
      var variables: [String: String] = [:]
      for entry in entries {
        let length = strcspn(entry, "=")
        guard entry[length] != 0 else { continue }
        let name = String(decoding: UnsafeRawBufferPointer(start: entry, count: length), as: UTF8.self)
        if variables[name] == nil, !hidden.contains(name) { variables[name] = String(cString: entry + length + 1) }
      }
      return variables
    }
  }
}

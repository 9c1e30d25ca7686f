/// Environment variables. Those of this process are read one by one when they are asked for: a run needs few of them.
public struct Environment: @unchecked Sendable, ExpressibleByDictionaryLiteral {
  private enum Source {
    /// The entries that this process was started with, ended by nil. They stay where they are for its life, as this list of
    /// them does.
    case process(UnsafePointer<UnsafeMutablePointer<CChar>?>)
    case given([String: String])
  }

  private let source: Source
  private var hidden: [String] = []

  /// The environment of this process when it is first asked for. Later changes to it do not show, nor do they disturb.
  public static let ofThisProcess: Environment = {
    var count = 0
    while environ[count] != nil { count += 1 }
    let entries = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: count + 1)
    entries.initialize(from: environ, count: count + 1)
    return Environment(.process(entries))
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
      var next = entries
      while let entry = next.pointee {
        if strncmp(entry, name, length) == 0, entry[length] == CChar(UInt8(ascii: "=")) {
          return String(cString: entry + length + 1)
        }
        next += 1
      }
      return nil
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
      var next = entries
      while let entry = next.pointee {
        next += 1
        guard let equals = strchr(entry, CInt(UInt8(ascii: "="))) else { continue }
        let name = String(decoding: UnsafeRawBufferPointer(start: entry, count: equals - entry), as: UTF8.self)
        if variables[name] == nil, !hidden.contains(name) { variables[name] = String(cString: equals + 1) }
      }
      return variables
    }
  }
}

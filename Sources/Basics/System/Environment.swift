/// Environment variables. Those of this process are read one by one when they are asked for: a run needs few of them.
public struct Environment: @unchecked Sendable, ExpressibleByDictionaryLiteral {
  private enum Source {
    /// The entries that this process was started with. They stay where they are; only the list of them ever changes.
    case process([UnsafePointer<CChar>])
    case given([String: String])
  }

  private let source: Source
  private var hidden: [String] = []

  /// The environment that this process was started with, if nothing was changed since.
  public static var ofThisProcess: Environment {
    var entries: [UnsafePointer<CChar>] = []
    var next = environ
    while let entry = next.pointee {
      entries.append(entry)
      next += 1
    }
    return Environment(.process(entries))
  }

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
      for entry in entries where strncmp(entry, name, length) == 0 && entry[length] == CChar(UInt8(ascii: "=")) {
        return String(cString: entry + length + 1)
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
      for entry in entries {
        guard let equals = strchr(entry, CInt(UInt8(ascii: "="))) else { continue }
        let length = UnsafePointer(equals) - entry
        let name = String(decoding: UnsafeRawBufferPointer(start: entry, count: length), as: UTF8.self)
        if variables[name] == nil, !hidden.contains(name) { variables[name] = String(cString: equals + 1) }
      }
      return variables
    }
  }
}

/// A tool's name and arguments, for the linter. Plain data, so that this module does not depend on the catalog.
public struct ToolSignature: Sendable {
  /// One argument of a tool.
  public struct Argument: Sendable {
    /// The values an argument accepts.
    public enum Kind: Sendable, Equatable {
      /// The ID of an object: an integer, or its decimal text.
      case id
      /// An integer, or its decimal text.
      case integer
      case number, boolean, text
      /// One of these values.
      case words([String])
      /// A list, an object, or text.
      case json
    }

    /// The argument's name.
    public var name: String
    /// The values it accepts.
    public var kind: Kind
    /// True if every call of the tool must include it.
    public var isRequired: Bool

    /// Describes an argument.
    public init(name: String, kind: Kind, isRequired: Bool) {
      self.name = name
      self.kind = kind
      self.isRequired = isRequired
    }
  }

  /// The tool's name.
  public var name: String
  /// All arguments it accepts.
  public var arguments: [Argument]

  /// Describes a tool.
  public init(name: String, arguments: [Argument]) {
    self.name = name
    self.arguments = arguments
  }

  /// The argument with a name.
  func argument(_ name: String) -> Argument? { arguments.first { $0.name.isIdentical(to: name) } }
}

extension ToolSignature.Argument.Kind {
  var takesNumbers: Bool { self == .id || self == .integer || self == .number }

  var takesTexts: Bool {
    switch self {
    case .id, .integer, .number, .boolean: false
    case .text, .words, .json: true
    }
  }

  /// The kind in words, for messages.
  var description: String {
    switch self {
    case .id, .integer: "an integer"
    case .number: "a number"
    case .boolean: "true or false"
    case .text: "text"
    case .words(let words): "one of " + words.joined(separator: ", ")
    case .json: "a list or object"
    }
  }
}

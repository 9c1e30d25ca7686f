/// What a linter knows of a tool: its name and its arguments. Plain data, so that the policy knows no catalog.
public struct ToolSignature: Sendable {
  /// One argument of a tool.
  public struct Argument: Sendable {
    /// What values an argument takes.
    public enum Kind: Sendable, Equatable {
      /// A integer number, or its decimal text: the number of something.
      case id
      /// A integer number, or its decimal text.
      case integer
      case number, boolean, text
      /// One of these words.
      case words([String])
      /// A list, an object, or a text.
      case json
    }

    /// The argument's name.
    public var name: String
    /// What values it takes.
    public var kind: Kind
    /// True when no call of the tool is without it.
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
  /// All arguments it takes.
  public var arguments: [Argument]

  /// Describes a tool.
  public init(name: String, arguments: [Argument]) {
    self.name = name
    self.arguments = arguments
  }

  /// The argument of that name.
  func argument(_ name: String) -> Argument? { arguments.first { $0.name.isIdentical(to: name) } }
}

extension ToolSignature.Argument.Kind {
  var takesNumbers: Bool { self == .id || self == .integer || self == .number }

  var takesTexts: Bool {
    switch self {
    case .number, .boolean: false
    case .id, .integer, .text, .words, .json: true
    }
  }

  /// What values are, for messages.
  var shown: String {
    switch self {
    case .id, .integer: "a whole number"
    case .number: "a number"
    case .boolean: "true or false"
    case .text: "text"
    case .words(let words): "one of " + words.joined(separator: ", ")
    case .json: "a list or object"
    }
  }
}

/// One of the service's 26 tools: everything tt knows about it, stated once.
///
/// Argument validation, request building, command-line flags, help, man pages, completions and the MCP tool list are
/// derived from here.
public struct Tool: Sendable {
  /// Whether a call changes something at the service.
  public enum Access: String, Sendable {
    case read, write
  }

  /// How much harm an unwanted call can do. The catalogue of published policies rates `track_task` medium.
  public enum Risk: String, Sendable {
    case low, medium, high
  }

  /// The name in policies and in the Model Context Protocol, for example `track_task`.
  public let name: String
  /// One sentence, imperative, without a full stop.
  public let summary: String
  /// HTTP method.
  public let method: String
  /// The path behind the account segment, a parameter in braces: `/tasks/track/{task_id}`.
  public let path: String
  /// Every argument the tool takes.
  public let parameters: [Parameter]
  /// Read or write.
  public let access: Access
  /// How much harm an unwanted call can do.
  public let risk: Risk
  /// False for the tools of the user, which are called without an account segment.
  public let needsAccount: Bool

  /// The parameter of that name.
  public func parameter(_ name: String) -> Parameter? {
    parameters.first { $0.name.isIdentical(to: name) }
  }
}

/// One argument of a tool.
public struct Parameter: Sendable {
  /// What values an argument takes, and in which unit.
  public enum Kind: Sendable, Equatable {
    /// The number of a task, project, user, …: a whole number from 1 up, or its decimal text.
    case id
    /// A whole number from `least` up.
    case integer(minimum: Int)
    /// A number of hours, 0 or more; fractions allowed.
    case hours
    /// An amount of money or another plain number, 0 or more.
    case amount
    /// `true` or `false`.
    case boolean
    /// Text that says something: not empty, not only blanks.
    case nonEmptyString
    /// Any text, the empty one included.
    case text
    /// A calendar day, `yyyy-MM-dd`.
    case day
    /// A point of time in the forms of `TimeExpression`; sent as the local wall clock `yyyy-MM-dd HH:mm:ss`.
    case dateTime
    /// A UTC offset such as `GMT+05:30`.
    case utcOffset
    /// One of these words.
    case choice([String])
    /// A list or object, sent as JSON text; a text is sent as it is.
    case json
  }

  /// Where an argument travels.
  public enum Location: Sendable, Equatable {
    /// The account segment of the path.
    case account
    /// In the path, for the placeholder of the same name.
    case path
    /// With the others: in the query of a read and of track and stop, in the form body of the other writes.
    case field
    /// Nowhere: tt itself acts on it.
    case local
  }

  /// The argument's name, for example `task_id`.
  public let name: String
  /// What values it takes.
  public let kind: Kind
  /// One phrase for help texts, with the unit where there is one.
  public let summary: String
  /// True when a call without it is refused.
  public let required: Bool
  /// Where it travels.
  public let location: Location

  /// The flag that feeds the parameter: its name in kebab case.
  public var flag: String {
    String(decoding: name.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }, as: UTF8.self)
  }
}

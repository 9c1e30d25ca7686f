import Basics

/// One of the service's tools or of tt's own, and the single source of what tt knows about it.
///
/// Argument validation, requests, command-line flags, help, man pages, completions and the MCP tool list are derived
/// from it.
public struct Tool: Sendable {
  /// Whether a call can change data of the service.
  public enum Access: String, Sendable {
    case read, write
  }

  /// How much harm an unwanted call can do. Published policy templates rate `track_task` as medium.
  public enum Risk: String, Sendable {
    case low, medium, high
  }

  /// The name in policies and in the Model Context Protocol, such as `track_task`.
  public let name: String
  /// One sentence, imperative, without a full stop.
  public let summary: String
  /// HTTP method.
  public let method: String
  /// The path following the account segment, with a parameter in braces: `/tasks/track/{task_id}`.
  public let path: String
  /// All arguments of the tool.
  public let parameters: [Parameter]
  /// Read or write.
  public let access: Access
  /// How much harm an unwanted call can do.
  public let risk: Risk
  /// False for the tools about the user, whose path has no account segment.
  public let needsAccount: Bool
  /// True for a tool that tt adds to the service's: a policy covers it only by name.
  public let isOwn: Bool

  /// The kind of the objects it is about, such as `task` or `event`.
  public var objectKind: String {
    let kinds = ["task", "event", "project", "customer", "user"]
    let words = name == "mark_events_billed" ? "events" : name.split(separator: "_").last.map(String.init) ?? name
    return kinds.first { words.hasPrefix($0) } ?? words
  }

  /// True if its result is a list of objects of its kind.
  var listsObjects: Bool { name.hasPrefix("list_") && name != "list_user_trackables" && name != "list_workspaces" }

  /// The parameter that takes the name where another takes the ID, such as `task_name` for `task_id`; nil if there is none.
  public func nameParameter(for id: String) -> String? {
    guard id.hasSuffix("_id") else { return nil }
    return parameter(String(id.dropLast(2)) + "name")?.name
  }

  /// The parameter with the given name.
  public func parameter(_ name: String) -> Parameter? {
    parameters.first { $0.name.isIdentical(to: name) }
  }
}

/// One argument of a tool.
public struct Parameter: Sendable {
  /// The values of an argument, and their unit.
  public enum Kind: Sendable, Equatable {
    /// The ID of a task, project, user and so on: a positive integer, or its decimal text.
    case id
    /// An integer of at least `minimum`.
    case integer(minimum: Int)
    /// A number of hours, 0 or more; fractions allowed.
    case hours
    /// An amount of money, 0 or more.
    case amount
    /// `true` or `false`.
    case boolean
    /// Text that is neither empty nor blank.
    case nonEmptyString
    /// Any text, including empty text.
    case text
    /// A calendar day, in the forms of `DayExpression`; sent as `yyyy-MM-dd`. A weekday's name means the day in that
    /// direction.
    case day(DayExpression.Direction)
    /// A point in time, in the forms of `TimeExpression`; sent as local time, `yyyy-MM-dd HH:mm:ss`.
    case dateTime
    /// A UTC offset such as `GMT+05:30`, or the name of a time zone; sent as the offset.
    case utcOffset
    /// One of several words.
    case choice([String])
    /// A list of objects, or its JSON text; sent as JSON text. The first of the members is required.
    case list([ListMember])
    /// A list of at least one ID, its JSON text, or the IDs separated by commas; sent as `data`, the JSON text of a list of
    /// objects with an `id`. An ID that is given twice counts once.
    case ids
  }

  /// A member of the objects in a list.
  public struct ListMember: Sendable, Equatable {
    /// Its name, such as `id`.
    public let name: String
    /// True for an ID, false for text.
    public let isID: Bool
    /// One phrase for schemas.
    public let summary: String
  }

  /// Where an argument is sent.
  public enum Location: Sendable, Equatable {
    /// The account segment of the path.
    case account
    /// The placeholder of the same name in the path.
    case path
    /// The query of reads, `track_task` and `stop_task`; the form body of the other writes.
    case field
    /// Not sent: tt itself acts on it.
    case local
  }

  /// The argument's name, such as `task_id`.
  public let name: String
  /// The values it accepts.
  public let kind: Kind
  /// One phrase for help texts and messages, including the unit if it has one.
  public let summary: String
  /// True if a call without it is rejected.
  public let required: Bool
  /// Where it is sent.
  public let location: Location

  /// The name under which it is sent.
  var wireName: String { kind == .ids ? "data" : name }

  /// The name of its command-line flag: the parameter's name in kebab case.
  public var flag: String {
    String(decoding: name.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }, as: UTF8.self)
  }
}

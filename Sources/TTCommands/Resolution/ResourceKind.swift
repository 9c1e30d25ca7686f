import Basics
import TrackingTime

/// A kind of thing that has a number and a name. The raw value is the word for it on the command line.
enum ResourceKind: String, Sendable, CaseIterable {
  case task, project, customer, user, event

  /// The kind a tool's parameter takes the number of; nil for those that have no list to look a name up in.
  static func named(by parameter: Parameter) -> ResourceKind? {
    guard parameter.kind == .id, parameter.name.hasSuffix("_id") else { return nil }
    return ResourceKind(rawValue: String(parameter.name.dropLast(3)))
  }

  /// The call that lists all of them, the archived ones too; nil for entries, which have no names.
  var listCall: ToolCall? {
    switch self {
    case .task: ToolCall("list_tasks", ["filter": "ALL"])
    case .project: ToolCall("list_projects", ["filter": "ALL"])
    case .customer: ToolCall("list_customers", ["filter": "ALL"])
    case .user: ToolCall("list_users", ["filter": "ALL"])
    case .event: nil
    }
  }

  /// The names a row goes by: a person also by e-mail address.
  func names(_ row: JSONValue) -> [String] {
    let name = row["name"]?.string ?? ""
    guard self == .user else { return [name] }
    let full = [name, row["surname"]?.string ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    return [full, name, row["email"]?.string ?? ""].filter { !$0.isEmpty }
  }

  /// A row in a list of candidates: number, name, and what tells it from others of the same name.
  func describe(_ row: JSONValue) -> String {
    let number = row["id"]?.int.map(String.init) ?? "?"
    let apart = row["project"]?.string ?? row["customer"]?["name"]?.string
    return "\(number) \(names(row).first ?? "")" + (apart.map { " (\($0))" } ?? "")
  }
}

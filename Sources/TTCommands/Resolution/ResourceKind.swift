import Basics
import TrackingTime

/// A kind of resource that has an ID and, except for time entries, a name. The raw value is its name on the command line.
enum ResourceKind: String, Sendable, CaseIterable {
  case task, project, customer, user, event

  /// The kind whose ID a tool parameter expects; nil for other parameters and for kinds that have no list tool.
  static func named(by parameter: Parameter) -> ResourceKind? {
    guard parameter.kind == .id, parameter.name.hasSuffix("_id") else { return nil }
    return ResourceKind(rawValue: String(parameter.name.dropLast(3)))
  }

  /// The call that lists all resources of the kind, including archived ones; nil for time entries, which have no names.
  var listCall: ToolCall? {
    switch self {
    case .task: ToolCall("list_tasks", ["filter": "ALL"])
    case .project: ToolCall("list_projects", ["filter": "ALL"])
    case .customer: ToolCall("list_customers", ["filter": "ALL"])
    case .user: ToolCall("list_users", ["filter": "ALL"])
    case .event: nil
    }
  }

  /// The names that match a row. Users are also found by full name and e-mail address.
  func names(_ row: JSONValue) -> [String] {
    let name = row["name"]?.string ?? ""
    guard self == .user else { return [name] }
    let full = [name, row["surname"]?.string ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    return [full, name, row["email"]?.string ?? ""].filter { !$0.isEmpty }
  }

  /// A row as a candidate: its ID, its name, and the project or customer that distinguishes it from others of that name.
  func describe(_ row: JSONValue) -> String {
    let id = row["id"]?.int.map(String.init) ?? "?"
    let parent = row["project"]?.string ?? row["customer"]?["name"]?.string
    return "\(id) \(names(row).first ?? "")" + (parent.map { " (\($0))" } ?? "")
  }
}

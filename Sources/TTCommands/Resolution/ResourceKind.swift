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

  /// The kind whose name a tool parameter expects, and the parameter for its ID; nil for other parameters.
  static func ofName(_ parameter: Parameter, of tool: String) -> (ResourceKind, id: String)? {
    guard parameter.name.hasSuffix("_name"), let kind = ResourceKind(rawValue: String(parameter.name.dropLast(5))),
      Catalog.tool(tool)?.parameter(kind.rawValue + "_id") != nil
    else { return nil }
    return (kind, kind.rawValue + "_id")
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

  /// The name of the project or customer of a row.
  func parent(_ row: JSONValue) -> String? { row["project"]?.string ?? row["customer"]?["name"]?.string }

  /// The first rows of several, as candidates, and how many more there are.
  func describe(several rows: [JSONValue]) -> String {
    rows.prefix(10).map(describe).joined(separator: ", ") + (rows.count > 10 ? " and \(rows.count - 10) more" : "")
  }

  /// A row as a candidate: its ID, its name, and the project or customer that distinguishes it from others of that name.
  func describe(_ row: JSONValue) -> String {
    let id = row["id"]?.int.map(String.init) ?? "?"
    return "\(id) \(names(row).first ?? "")" + (parent(row).map { " (\($0))" } ?? "")
  }
}

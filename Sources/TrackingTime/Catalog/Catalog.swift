/// The service's 26 tools, in its own order: identity, entries, users, projects, tasks, customers, custom fields.
///
/// Names, paths and parameters follow the service's published MCP server and developer documentation. Where they differ,
/// the newer tool descriptions apply (`track_task` is a POST with the ID in the path).
public enum Catalog {
  /// The service's tools.
  public static let tools: [Tool] = groups.flatMap { $0() }

  /// The tools by what they are about. Each group is made when it is first asked for.
  private static let groups: [@Sendable () -> [Tool]] = [
    { identity }, { entries }, { users }, { projects }, { tasks }, { customers }, { fields },
  ]

  /// The service's tools, then tt's own.
  public static let allTools = tools + ownTools

  /// The tool with the given name, of the service or tt's own; names are compared by code points.
  public static func tool(_ name: String) -> Tool? {
    for group in groups {
      if let tool = group().first(where: { $0.name.isIdentical(to: name) }) { return tool }
    }
    return ownTools.first { $0.name.isIdentical(to: name) }
  }

  /// The names of the service's tools that only read.
  public static var reads: [String] { tools.filter { $0.access == .read }.map(\.name) }

  /// The names of the service's tools that change something.
  public static var writes: [String] { tools.filter { $0.access == .write }.map(\.name) }
}

// MARK: - Building blocks of the table

extension Catalog {
  static func read(
    _ name: String, _ summary: String, _ path: String, account: Bool = true, _ parameters: [Parameter] = []
  ) -> Tool {
    Tool(
      name: name, summary: summary, method: "GET", path: path,
      parameters: parameters + (account ? [accountID] : []), access: .read, risk: .low, needsAccount: account,
      isOwn: false)
  }

  static func write(
    _ name: String, _ summary: String, method: String = "POST", _ path: String, risk: Tool.Risk = .medium,
    isOwn: Bool = false, _ parameters: [Parameter]
  ) -> Tool {
    Tool(
      name: name, summary: summary, method: method, path: path, parameters: parameters + [accountID],
      access: .write, risk: risk, needsAccount: true, isOwn: isOwn)
  }

  // Unlabelled, so that the catalog reads as a table: name, kind, summary.
  static func field(_ name: String, _ kind: Parameter.Kind, _ summary: String) -> Parameter {
    Parameter(name: name, kind: kind, summary: summary, required: false, location: .field)
  }

  static func required(_ name: String, _ kind: Parameter.Kind, _ summary: String) -> Parameter {
    Parameter(name: name, kind: kind, summary: summary, required: true, location: .field)
  }

  static func inPath(_ name: String, _ summary: String, required: Bool = true) -> Parameter {
    Parameter(name: name, kind: .id, summary: summary, required: required, location: .path)
  }

  /// The workspace of a call: an argument of every tool except `get_me` and `list_workspaces`.
  public static let accountID = Parameter(
    name: "account_id", kind: .id,
    summary: "numeric workspace ID (default: the configured workspace, else your default workspace)",
    required: false, location: .account)

  static let customFields = field(
    "custom_fields",
    .list([
      .init(name: "id", isID: true, summary: "numeric custom field ID"),
      .init(name: "value", isID: false, summary: "the value as text; of an enum field, the ID of the option"),
    ]), "custom field values: a JSON list of {\"id\": …, \"value\": …}")
  static let includeCustomFields = field("include_custom_fields", .boolean, "include custom fields")
  static let page = field("page", .integer(minimum: 0), "one page only, numbered from 0 (default: all pages)")
  static func pageSize(_ summary: String) -> Parameter { field("page_size", .integer(minimum: 1), summary) }

  static func statusFilter(_ more: String...) -> Parameter {
    field("filter", .choice(["ALL", "ACTIVE", "ARCHIVED"] + more), "which ones to list (default: ACTIVE)")
  }

  static let projectChoice = [
    field("project_id", .id, "numeric project ID"),
    field("project_name", .nonEmptyString, "project name; created if it does not exist"),
  ]
  static let customerChoice = [
    field("customer_id", .id, "numeric customer ID"),
    field("customer_name", .nonEmptyString, "customer name; created if it does not exist"),
  ]
  static let serviceChoice = [
    field("service_id", .id, "numeric ID of the billable service"),
    field("service_name", .nonEmptyString, "name of the billable service"),
  ]
}

/// The 26 tools, in the order of the service's own list: identity, entries, users, projects, tasks, customers, fields.
///
/// Names, paths and parameters are those of the service's published MCP server and developer documentation; where the
/// two differ the later tool texts win (`track_task` is a POST with the id in the path).
public enum Catalog {
  /// All tools.
  public static let tools: [Tool] = [identity, entries, people, projects, tasks, customers, fields].flatMap { $0 }

  /// The tool of that name; names are compared by code points.
  public static func tool(_ name: String) -> Tool? {
    tools.first { $0.name.isIdentical(to: name) }
  }

  /// The names of the tools that only read.
  public static var reads: [String] { tools.filter { $0.access == .read }.map(\.name) }

  /// The names of the tools that change something.
  public static var writes: [String] { tools.filter { $0.access == .write }.map(\.name) }
}

// MARK: - How a row is written

extension Catalog {
  static func read(
    _ name: String, _ summary: String, _ path: String, account: Bool = true, _ parameters: [Parameter] = []
  ) -> Tool {
    Tool(
      name: name, summary: summary, method: "GET", path: path,
      parameters: parameters + (account ? [accountID] : []), access: .read, risk: .low, needsAccount: account)
  }

  static func write(
    _ name: String, _ summary: String, _ path: String, risk: Tool.Risk = .medium, _ parameters: [Parameter]
  ) -> Tool {
    Tool(
      name: name, summary: summary, method: "POST", path: path, parameters: parameters + [accountID],
      access: .write, risk: risk, needsAccount: true)
  }

  static func field(_ name: String, _ kind: Parameter.Kind, _ summary: String) -> Parameter {
    Parameter(name: name, kind: kind, summary: summary, required: false, location: .field)
  }

  static func required(_ name: String, _ kind: Parameter.Kind, _ summary: String) -> Parameter {
    Parameter(name: name, kind: kind, summary: summary, required: true, location: .field)
  }

  static func inPath(_ name: String, _ summary: String, required: Bool = true) -> Parameter {
    Parameter(name: name, kind: .id, summary: summary, required: required, location: .path)
  }

  /// The workspace of a call, an argument of every tool but the user's own two.
  public static let accountID = Parameter(
    name: "account_id", kind: .id,
    summary: "workspace to act in (default: the configured one, then your default workspace)",
    required: false, location: .account)

  static let customFields = field(
    "custom_fields", .json, "custom field values, as a JSON list of {\"id\": …, \"value\": …}")
  static let includeCustomFields = field("include_custom_fields", .boolean, "include custom fields in the answer")
  static let page = field("page", .integer(minimum: 0), "one page only, counted from 0 (default: all pages)")
  static func pageSize(_ summary: String) -> Parameter { field("page_size", .integer(minimum: 1), summary) }

  static func statusFilter(_ more: String...) -> Parameter {
    field("filter", .choice(["ALL", "ACTIVE", "ARCHIVED"] + more), "which ones (default: ACTIVE)")
  }

  static let projectChoice = [
    field("project_id", .id, "the project, by number"),
    field("project_name", .nonEmptyString, "the project, by name; made when there is none of that name"),
  ]
  static let customerChoice = [
    field("customer_id", .id, "the customer, by number"),
    field("customer_name", .nonEmptyString, "the customer, by name; made when there is none of that name"),
  ]
  static let serviceChoice = [
    field("service_id", .id, "the service, by number"),
    field("service_name", .nonEmptyString, "the service, by name"),
  ]
}

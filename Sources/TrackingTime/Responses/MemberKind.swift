/// The type of a member of an answer, with its unit.
public enum MemberKind: String, Sendable, CaseIterable {
  /// The ID of an object.
  case id
  /// A count, an index or a colour.
  case integer
  case seconds, hours, amount, boolean, text
  /// Local time without an offset.
  case localTime = "local time"
  case day
  /// A point in time with its UTC offset.
  case timestamp
  case list, object
  /// What the service does not document.
  case any

  /// What it means.
  public var meaning: String {
    switch self {
    case .id: "a whole number, the ID of an object of the service"
    case .integer: "a whole number"
    case .seconds: "a whole number of seconds"
    case .hours: "a decimal number of hours"
    case .amount: "a decimal number in the currency of the account"
    case .boolean: "true or false"
    case .text: "a string"
    case .localTime: "a string \"YYYY-MM-DD hh:mm:ss\", local time in the zone of the entry or the account"
    case .day: "a string \"YYYY-MM-DD\""
    case .timestamp: "a string in RFC 3339 with the UTC offset, such as \"2026-03-02T09:00:00+01:00\""
    case .list: "an array"
    case .object: "an object"
    case .any: "whatever the service answers; its type is not documented"
    }
  }
}

extension KnownFields {
  /// The members of a tool's answer with their kinds.
  public static func members(of tool: String) -> [(name: String, kind: MemberKind)] {
    of(tool: tool).reduce(into: []) { members, name in
      if !members.contains(where: { $0.name == name }) { members.append((name, kind(of: name, in: tool))) }
    }
  }

  /// The kind of a member, which only in a few objects is not that of its name.
  private static func kind(of name: String, in tool: String) -> MemberKind {
    switch (name, tool) {
    case ("user", "list_tasks"), ("user", "list_user_tasks"), ("user", "get_task"), ("user", "create_task"),
      ("user", "update_task"), ("customer", "list_projects"), ("customer", "list_user_projects"),
      ("customer", "create_project"), ("customer", "update_project"), ("customer", "list_user_trackables"):
      return .object
    case ("is_object_default", _), ("enabled", _): return .boolean
    case ("value", _), ("json", _): return .any
    case ("type", _), ("status", _), ("default_view", _): return .text
    default: break
    }
    if let (kind, _) = kinds.first(where: { $0.names.contains(name) }) { return kind }
    if name == "id" || name.hasSuffix("_id") { return .id }
    if name.hasPrefix("is_") || name.hasPrefix("has_") { return .boolean }
    if name.hasSuffix("_rfc3339") { return .timestamp }
    if name.hasPrefix("loc_") || name.hasSuffix("_token") || name.hasSuffix("_url") { return .text }
    if name.hasPrefix("worked_hours") { return .hours }
    if name.hasSuffix("_index") || name.hasSuffix("_projects") || name.hasSuffix("_tasks") { return .integer }
    if name.hasSuffix("_rate") || name.hasSuffix("_cost") { return .amount }
    return .any
  }

  private static let kinds: [(kind: MemberKind, names: [String])] = [
    (
      .boolean,
      [
        "changed", "created", "running", "tracking", "following", "project_following", "project_is_favorite",
        "project_is_public",
      ]
    ),
    (.seconds, ["duration", "elapsed", "accumulated_time", "project_accumulated_time"]),
    (.hours, ["estimated_time"]),
    (.integer, ["index", "list_position", "projects_count"]),
    (.localTime, ["start", "end", "start_date", "created_at", "updated_at"]),
    (
      .text,
      [
        "name", "surname", "email", "role", "company", "account_status", "country", "avatar_url", "token",
        "invite_link",
        "icalendar_feed", "task", "project", "customer", "user", "notes", "project_notes", "timezone", "event_type",
        "task_type", "task_visibility", "visibility", "color", "project_color", "formated_duration",
        "accumulated_time_display", "slug", "value_type", "description", "list_name", "task_permalink",
      ]
    ),
    (.object, ["billing", "settings", "permissions", "schedule", "metadata", "tracking_event", "created_by"]),
    (
      .list,
      [
        "tags", "subtasks", "comments", "tasks", "teams", "preferences", "apps", "identity_providers",
        "enum_options",
      ]
    ),
  ]
}

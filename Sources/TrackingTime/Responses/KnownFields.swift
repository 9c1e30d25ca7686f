/// The members that objects of the service are known to have, by the tool that answers with them. Selections of fields
/// accept these whether rows came or not.
public enum KnownFields {
  /// The members of a tool's answer; none for an unknown tool.
  public static func of(tool: String) -> [String] {
    switch tool {
    case "get_me", "get_user", "list_users": user
    case "list_workspaces": ["account_id", "company", "role", "account_status", "is_selected", "is_default"]
    case "list_events", "list_company_events", "get_event": event
    case "create_event", "update_event", "delete_event": written + event
    case "track_task", "stop_task": written + event + task
    case "list_tasks", "list_user_tasks", "get_task": task
    case "create_task", "update_task", "close_task", "reopen_task": written + task
    case "list_projects", "list_user_projects": project
    case "create_project", "update_project", "close_project", "reopen_project": written + project
    case "mark_events_billed": written + ["event_ids"]
    case "list_customers": customer
    case "create_customer", "update_customer": written + customer
    case "list_user_trackables": ["id", "name", "color", "is_public", "is_favorite", "customer", "tasks"]
    case "create_custom_field", "create_enum_option": written + customField
    default: []
    }
  }

  /// The members of every answer to a write.
  private static let written = ["changed", "created"]

  private static let event = [
    "id", "running", "start", "start_rfc3339", "end", "end_rfc3339", "duration", "timezone", "task", "task_id",
    "project",
    "project_id", "customer", "customer_id", "user", "user_id", "notes", "tags", "event_type", "is_billable",
    "is_billed",
    "hourly_rate", "custom_fields", "estimated_time", "due_date", "task_type", "task_visibility", "task_list",
    "project_notes", "project_color", "project_is_favorite", "service", "service_id", "service_color_index", "skill",
    "skill_id", "color", "is_archived", "user_hourly_rate", "user_hourly_cost", "user_avatar_url", "user_color_index",
    "user_groups", "avatar_token", "customer_color_index", "repeat", "end_repeat", "frequency", "repeat_every",
    "repeat_group_id", "time_off_id", "has_files", "users", "loc_start", "loc_end", "loc_duration", "formated_duration",
    "created_at", "updated_at", "json",
  ]

  private static let task = [
    "id", "name", "project", "project_id", "customer", "customer_id", "type", "visibility", "tracking",
    "tracking_event",
    "users", "due_date", "start_date", "end_date", "estimated_time", "accumulated_time", "accumulated_time_display",
    "worked_hours", "description", "is_archived", "list_id", "list_name", "list_position", "custom_fields", "billing",
    "account_id", "service", "service_id", "service_item", "skill", "subtasks", "comments", "files", "task_permalink",
    "third_party_data", "third_party_project", "project_accumulated_time", "project_billing", "project_following",
    "project_is_favorite", "project_is_public", "project_loc_worked_hours", "loc_worked_hours", "loc_estimated_time",
    "loc_start_date", "loc_end_date", "loc_due_date", "color", "index", "day_index", "user", "created_by", "created_at",
    "updated_at", "json",
  ]

  private static let project = [
    "id", "name", "customer", "notes", "is_public", "is_archived", "is_template", "following", "estimated_time",
    "accumulated_time", "worked_hours", "worked_hours_today", "worked_hours_this_week", "worked_hours_this_month",
    "delivery_date", "start_date", "end_date", "active_tasks", "archived_tasks", "tasks", "task_lists", "custom_fields",
    "billing", "service", "coworkers", "users_hours", "files", "default_view", "retainer_closing_day", "doc_id",
    "third_party_data", "color", "account_index", "user_index", "user_preferences", "loc_delivery_date",
    "loc_estimated_time", "loc_start_date", "loc_end_date", "loc_worked_hours", "loc_worked_hours_today",
    "loc_worked_hours_this_week", "loc_worked_hours_this_month", "created_at", "updated_at", "json",
  ]

  private static let customer = [
    "id", "name", "notes", "contact", "is_archived", "total_projects", "active_projects", "archived_projects",
    "worked_hours", "worked_hours_today", "worked_hours_this_week", "worked_hours_this_month", "average_hourly_rate",
    "custom_fields", "color_index", "loc_worked_hours", "loc_worked_hours_today", "loc_worked_hours_this_week",
    "loc_worked_hours_this_month", "created_at", "updated_at", "json",
  ]

  private static let user = [
    "id", "name", "surname", "email", "role", "status", "account_id", "is_archived", "is_freelance", "is_owner",
    "settings", "teams", "workspaces", "permissions", "schedule", "preferences", "billing", "employee", "custom_fields",
    "worked_hours", "worked_hours_today", "worked_hours_this_week", "worked_hours_this_month", "projects_count",
    "country", "loc_country", "avatar_url", "token", "tmp_token", "icalendar_feed", "invite_link", "identity_provider",
    "identity_providers", "apps", "integrations", "ctas", "metadata", "color_index", "third_party_data",
    "role_selected", "loc_worked_hours", "loc_worked_hours_today", "loc_worked_hours_this_week",
    "loc_worked_hours_this_month", "created_at", "updated_at", "json",
  ]

  private static let customField = [
    "id", "name", "value", "value_type", "value_object_class", "filter_object_class", "type", "notes", "color", "slug",
    "status", "is_object_default", "enum_options", "cf_index", "index", "enabled", "custom_field",
  ]
}

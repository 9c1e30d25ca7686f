extension Catalog {
  static let identity: [Tool] = [
    read("get_me", "Show the current user", "/me", account: false),
    read("list_workspaces", "List the workspaces you are a member of", "/me", account: false),
  ]

  static let users: [Tool] = [
    read(
      "list_users", "List the users of the workspace", "/users",
      [
        statusFilter(),
        field("include_billing", .boolean, "include hourly rates and costs"),
        includeCustomFields,
      ]),
    read(
      "get_user", "Show one user of the workspace", "/users/{user_id}",
      [
        inPath("user_id", "numeric user ID"),
        includeCustomFields,
      ]),
    read(
      "list_user_tasks", "List the tasks assigned to a user", "/users/{user_id}/assigned_tasks",
      [
        inPath("user_id", "numeric user ID"),
        statusFilter("TRACKING"),
        field(
          "sort_by", .choice(["id", "name", "priority", "project", "customer", "due_date", "closed_date"]),
          "sort key (default: name)"),
        field("order", .choice(["ASC", "DESC"]), "sort order (default: ASC)"),
        page,
        pageSize("tasks per page (default: 100)"),
        field("include_billing", .boolean, "include hourly rates and costs"),
      ]),
    read(
      "list_user_projects", "List the projects of a user", "/users/{user_id}/projects",
      [
        inPath("user_id", "numeric user ID")
      ]),
    read(
      "list_user_trackables", "List everything a user can track time on, by project",
      "/users/{user_id}/trackables",
      [
        inPath("user_id", "numeric user ID"),
        field("only_favorites", .boolean, "list only favourite projects"),
        field("include_tasks", .boolean, "include the tasks of each project (default: true)"),
        field(
          "project_id", .integer(minimum: 0), "numeric ID of the only project to list; 0 for tasks without a project"),
      ]),
  ]
}

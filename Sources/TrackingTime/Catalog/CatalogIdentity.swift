extension Catalog {
  static let identity: [Tool] = [
    read("get_me", "Show the user the credentials belong to", "/me", account: false),
    read("list_workspaces", "List the workspaces the user is a member of", "/me", account: false),
  ]

  static let people: [Tool] = [
    read(
      "list_users", "List the people of the workspace", "/users",
      [
        statusFilter(),
        field("include_billing", .boolean, "include hourly rates and costs"),
        includeCustomFields,
      ]),
    read(
      "get_user", "Show one person of the workspace", "/users/{user_id}",
      [
        inPath("user_id", "the person, by number"),
        includeCustomFields,
      ]),
    read(
      "list_user_tasks", "List the tasks assigned to a person", "/users/{user_id}/assigned_tasks",
      [
        inPath("user_id", "the person, by number"),
        statusFilter("TRACKING"),
        field(
          "sort_by", .choice(["id", "name", "priority", "project", "customer", "due_date", "closed_date"]),
          "what to sort by (default: name)"),
        field("order", .choice(["ASC", "DESC"]), "sort order (default: ASC)"),
        page,
        pageSize("tasks on a page (default: 100)"),
        field("include_billing", .boolean, "include rates"),
      ]),
    read(
      "list_user_projects", "List the projects of a person", "/users/{user_id}/projects",
      [
        inPath("user_id", "the person, by number")
      ]),
    read(
      "list_user_trackables", "List everything a person can track time on, by project",
      "/users/{user_id}/trackables",
      [
        inPath("user_id", "the person, by number"),
        field("only_favorites", .boolean, "only favourite projects"),
        field("include_tasks", .boolean, "include the tasks of each project (default: true)"),
        field("project_id", .integer(minimum: 0), "only this project; 0 means tasks without a project"),
      ]),
  ]
}

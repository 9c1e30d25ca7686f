extension Catalog {
  /// The tools that tt adds to the service's 26. The vendor's own clients use their endpoints, but its MCP server has no such
  /// tools, so no published policy was written with them in mind: a policy covers them only by name.
  ///
  /// Methods are those the vendor's clients use; POST is known to change nothing where a task or project is closed.
  public static let ownTools: [Tool] = [
    own(
      "delete_event", "Delete a time entry", "/events/delete/{event_id}", [inPath("event_id", "numeric time entry ID")]),
    own("close_task", "Close a task", "/tasks/close/{task_id}", [inPath("task_id", "numeric task ID")]),
    own("reopen_task", "Reopen a closed task", "/tasks/open/{task_id}", [inPath("task_id", "numeric task ID")]),
    own(
      "close_project", "Close a project", "/projects/close/{project_id}", [inPath("project_id", "numeric project ID")]),
    own(
      "reopen_project", "Reopen a closed project", "/projects/open/{project_id}",
      [inPath("project_id", "numeric project ID")]),
    own(
      "mark_events_billed", "Mark time entries as billed", method: "POST", "/events/billed",
      [required("event_ids", .ids, "numeric time entry IDs")]),
  ]

  private static func own(
    _ name: String, _ summary: String, method: String = "GET", _ path: String, _ parameters: [Parameter]
  ) -> Tool {
    write(name, summary, method: method, path, risk: .high, isOwn: true, parameters)
  }
}

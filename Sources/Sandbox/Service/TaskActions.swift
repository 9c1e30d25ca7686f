import Basics

/// Tasks.
extension Action {
  /// The tasks of the account, a page at a time; hidden ones only among the running ones.
  func listTasks(pageSize: Int) throws(Refusal) -> Answer {
    let tracking = try parameters.text("filter")?.uppercased() == "TRACKING"
    let projectID = quirks.ignoresProjectFilter ? nil : try parameters.int("project_id")
    var rows = workspace.tasks.all.filter {
      $0.accountID == accountID && (projectID == nil || $0.projectID == projectID) && (tracking || !$0.isGhost)
    }
    if tracking {
      rows = rows.filter { !workspace.usersTracking($0.id).isEmpty }
    } else {
      rows = try filtered(rows) { $0.isArchived }
    }
    let shapes = Shapes(self)
    let page = try page(rows, size: pageSize, limit: 1000)
    return Answer(.list(page.map(shapes.task)), siblings: try siblings(of: Array(page), shapes))
  }

  func showTask() throws(Refusal) -> Answer {
    let task = try task(pathID("task_id"))
    let shapes = Shapes(self)
    return Answer(shapes.task(task), siblings: try siblings(of: [task], shapes))
  }

  /// The custom fields beside tasks; empty unless they were asked for.
  private func siblings(of tasks: [Workspace.Task], _ shapes: Shapes) throws(Refusal) -> JSONObject {
    let asked = try parameters.bool("include_custom_fields") ?? false
    let fields: JSONObject =
      asked
      ? shapes.fieldSiblings(
        of: "task", idName: "task_id", accountID: accountID, values: tasks.map { ($0.id, $0.fieldValues) })
      : ["set_custom_fields": [], "available_custom_fields": []]
    return fields + ["users": [:]]
  }
}

import Basics

/// Time entries: reading.
extension Action {
  /// The entries of a user, project, customer, task or the whole company between two days, both inclusive.
  func listEvents() throws(Refusal) -> Answer {
    var rows = try selectedEvents()
    let stamp = try stamp()
    if let from = try parameters.day("from") { rows = rows.filter { stamp($0) >= from } }
    if let to = try parameters.day("to") { rows = rows.filter { stamp($0) < to + WallClock.day } }
    rows.sort { (stamp($0), $0.id) < (stamp($1), $1.id) }
    if try parameters.word("order", of: ["ASC", "DESC"]) == "DESC" { rows.reverse() }
    let page = try page(rows, size: 1000, limit: 20_000)
    var writer = EventListWriter(workspace)
    return Answer(
      written: writer.write(page),
      siblings: try eventSiblings(Array(page), always: true) + ["schedule_assignments": [:]])
  }

  func showEvent() throws(Refusal) -> Answer { try answer(with: event(pathID("event_id"))) }

  /// The entry in full, with its custom fields beside it when they were asked for.
  func answer(with event: Workspace.Event) throws(Refusal) -> Answer {
    Answer(Shapes(self).event(event), siblings: try eventSiblings([event], always: false))
  }

  private func eventSiblings(_ events: [Workspace.Event], always: Bool) throws(Refusal) -> JSONObject {
    if try parameters.flag("include_custom_fields", "include_all_custom_fields") {
      let values = events.map { (id: $0.id, values: $0.fieldValues) }
      return Shapes(self).fieldSiblings(of: "event", idName: "event_id", accountID: accountID, values: values)
        + ["users": [:]]
    }
    return always ? ["set_custom_fields": [], "available_custom_fields": [], "users": [:]] : [:]
  }

  /// The time `from` and `to` are about: the start, unless `sort_by` names another.
  private func stamp() throws(Refusal) -> (Workspace.Event) -> WallClock {
    switch try parameters.word("sort_by", of: ["created_at", "updated_at", "start"]) {
    case "created_at": { $0.createdAt }
    case "updated_at": { $0.updatedAt ?? $0.createdAt }
    default: { $0.start }
    }
  }

  private func selectedEvents() throws(Refusal) -> [Workspace.Event] {
    let filters = ["USER", "PROJECT", "CUSTOMER", "TASK", "COMPANY"]
    let filter = try parameters.word("filter", of: filters) ?? "USER"
    let rows = workspace.events.all.filter { $0.accountID == accountID }
    if filter == "COMPANY" { return rows }
    guard let id = try parameters.int("id") else { throw .invalid("The parameter id is required") }
    switch filter {
    case "USER": return rows.filter { $0.userID == id }
    case "TASK": return rows.filter { $0.taskID == id }
    case "PROJECT": return rows.filter { workspace.tasks[$0.taskID]?.projectID == id }
    default: return rows.filter { workspace.projects[workspace.tasks[$0.taskID]?.projectID]?.customerID == id }
    }
  }
}

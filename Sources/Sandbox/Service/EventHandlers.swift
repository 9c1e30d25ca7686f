import Basics

/// Time entries: reading.
extension RequestHandler {
  /// The entries of a user, project, customer, task or the whole company between two days, both inclusive.
  func listEvents() throws(ServiceError) -> ResponseEnvelope {
    let isSelected = try selection()
    let stamp = try stamp()
    let from = try parameters.day("from")
    let end = try parameters.day("to").map { $0 + WallClock.day }
    var found: [(stamp: WallClock, place: Int)] = []
    for (place, event) in workspace.events.all.enumerated() where event.accountID == accountID {
      let stamp = stamp(event)
      if let from, stamp < from { continue }
      if let end, stamp >= end { continue }
      if isSelected(event) { found.append((stamp, place)) }
    }
    found.sort { $0 < $1 }
    if try parameters.word("order", of: ["ASC", "DESC"]) == "DESC" { found.reverse() }
    let page = try page(found, size: 1000, limit: 20_000).map { workspace.events.all[$0.place] }
    var writer = EventListWriter(workspace)
    return ResponseEnvelope(
      written: writer.write(page),
      siblings: try eventSiblings(page, always: true) + ["schedule_assignments": [:]])
  }

  func showEvent() throws(ServiceError) -> ResponseEnvelope { try answer(with: event(pathID("event_id"))) }

  /// The entry in full, with its custom fields beside it when they were asked for.
  func answer(with event: Workspace.Event) throws(ServiceError) -> ResponseEnvelope {
    ResponseEnvelope(Serializer(self).event(event), siblings: try eventSiblings([event], always: false))
  }

  private func eventSiblings(_ events: [Workspace.Event], always: Bool) throws(ServiceError) -> JSONObject {
    if try parameters.flag("include_custom_fields", "include_all_custom_fields") {
      let values = events.map { (id: $0.id, values: $0.fieldValues) }
      return Serializer(self).fieldSiblings(of: "event", idName: "event_id", accountID: accountID, values: values)
        + ["users": [:]]
    }
    return always ? ["set_custom_fields": [], "available_custom_fields": [], "users": [:]] : [:]
  }

  /// The time `from` and `to` are about: the start, unless `sort_by` names another.
  private func stamp() throws(ServiceError) -> (Workspace.Event) -> WallClock {
    switch try parameters.word("sort_by", of: ["created_at", "updated_at", "start"]) {
    case "created_at": { $0.createdAt }
    case "updated_at": { $0.updatedAt ?? $0.createdAt }
    default: { $0.start }
    }
  }

  /// What `filter` and `id` ask for.
  private func selection() throws(ServiceError) -> (Workspace.Event) -> Bool {
    let filters = ["USER", "PROJECT", "CUSTOMER", "TASK", "COMPANY"]
    let filter = try parameters.word("filter", of: filters) ?? "USER"
    if filter == "COMPANY" { return { _ in true } }
    guard let id = try parameters.int("id") else { throw .invalid("The parameter id is required") }
    let workspace = workspace
    switch filter {
    case "USER": return { $0.userID == id }
    case "TASK": return { $0.taskID == id }
    case "PROJECT": return { workspace.tasks[$0.taskID]?.projectID == id }
    default: return { workspace.projects[workspace.tasks[$0.taskID]?.projectID]?.customerID == id }
    }
  }
}

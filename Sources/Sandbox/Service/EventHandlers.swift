import Basics

/// Reading time entries.
extension RequestHandler {
  /// A page of the entries of a user, project, customer, task or the whole account, between two dates (inclusive).
  func listEvents() throws(ServiceError) -> ResponseEnvelope {
    let page = Array(try page(selectedEvents(), defaultSize: 1000, maxPageSize: 20_000))
    var writer = EventListWriter(workspace)
    return ResponseEnvelope(
      json: writer.write(page),
      siblings: try eventSiblings(page, always: true) + ["schedule_assignments": [:]])
  }

  /// The entries between `from` and `to` that meet a condition, by default that of `filter` and `id`, in the requested
  /// order.
  func selectedEvents(
    by condition: ((Workspace.Event) -> Bool)? = nil
  ) throws(ServiceError) -> some RandomAccessCollection<Workspace.Event> {
    let isSelected = if let condition { condition } else { try selection() }
    let timestamp = try timestamp()
    let from = try parameters.day("from")?.wallSeconds ?? .min
    let end = try parameters.day("to")?.adding(days: 1).wallSeconds ?? .max
    let events = workspace.events.all
    var found: [(seconds: Int, index: Int)] = []
    for (index, event) in events.enumerated() where event.accountID == accountID && isSelected(event) {
      let seconds = timestamp(event).wallSeconds
      if seconds >= from && seconds < end { found.append((seconds, index)) }
    }
    found.sort { $0 < $1 }
    if try parameters.word("order", of: ["ASC", "DESC"]) == "DESC" { found.reverse() }
    return found.lazy.map { events[$0.index] }
  }

  func showEvent() throws(ServiceError) -> ResponseEnvelope { try envelope(for: event(pathID("event_id"))) }

  /// The response with a single entry, and with its custom fields if requested.
  func envelope(for event: Workspace.Event) throws(ServiceError) -> ResponseEnvelope {
    ResponseEnvelope(Serializer(self).event(event), siblings: try eventSiblings([event], always: false))
  }

  private func eventSiblings(_ events: [Workspace.Event], always: Bool) throws(ServiceError) -> JSONObject {
    if try parameters.flag("include_custom_fields", "include_all_custom_fields") {
      let values = events.map { (id: $0.id, values: $0.fieldValues) }
      return Serializer(self).fieldSiblings(of: "event", accountID: accountID, values: values)
        + ["users": [:]]
    }
    return always ? ["set_custom_fields": [], "available_custom_fields": [], "users": [:]] : [:]
  }

  /// The time of an entry that `from`, `to` and `order` refer to: the one named by `sort_by`, by default the start.
  private func timestamp() throws(ServiceError) -> (Workspace.Event) -> LocalTime {
    switch try parameters.word("sort_by", of: ["created_at", "updated_at", "start"]) {
    case "created_at": { $0.createdAt }
    case "updated_at": { $0.updatedAt ?? $0.createdAt }
    default: { $0.start }
    }
  }

  /// The condition expressed by `filter` and `id`; by default the entries of the caller.
  private func selection() throws(ServiceError) -> (Workspace.Event) -> Bool {
    let filters = ["USER", "PROJECT", "CUSTOMER", "TASK", "COMPANY"]
    let filter = try parameters.word("filter", of: filters) ?? "USER"
    if filter == "COMPANY" { return { _ in true } }
    let given = try parameters.int("id")
    guard let id = given ?? (filter == "USER" ? user.id : nil) else { throw .invalid("The parameter id is required") }
    let workspace = workspace
    switch filter {
    case "USER": return { $0.userID == id }
    case "TASK": return { $0.taskID == id }
    case "PROJECT": return { workspace.tasks[$0.taskID]?.projectID == id }
    default: return { workspace.projects[workspace.tasks[$0.taskID]?.projectID]?.customerID == id }
    }
  }
}

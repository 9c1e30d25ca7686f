import Basics

/// Writes without special handling.
extension ToolExecutor {
  /// A write that is sent once. If its response is lost, its outcome is unknown.
  func writeOnce() throws(CallFailure) -> ToolResult {
    try requireWorkspace()
    var request = prepared.request()
    if call.tool.name == "create_event", call.arguments["user_id"] == nil {
      // The service does not document whose entry it is without a user ID.
      request = prepared.request(adding: ["user_id": .integer(try currentUser().id)])
    }
    if call.tool.name == "update_customer", call.arguments["name"] == nil {
      request = prepared.request(adding: ["name": .text(try customerName())])
    }
    // Others that look for the same entry wait until this one is there.
    let turn = try addingTurn()
    defer { withExtendedLifetime(turn) {} }
    if call.isIfAbsent || call.delay?.mayHaveArrived == true, let entry = try sameEntry() {
      return ToolResult(entry, changed: false)
    }
    let remarks = try reviewNewEntry()
    let response: APIResponse
    do throws(NoResponse) {
      response = try sender.write(request)
    } catch {
      guard sender.writeMayHaveArrived else { throw CallFailure(error) }
      throw outcomeUnknown(error, seenIn: outcome)
    }
    let payload = try payload(response)
    return ToolResult(payload.data.soleObject ?? payload.data, changed: true, notes: remarks + payload.notes)
  }

  private func addingTurn() throws(CallFailure) -> FolderLock? {
    guard call.isIfAbsent else { return nil }
    do throws(TTError) {
      let turn = try dependencies.addingTurn()
      turn?.showProgress()
      return turn
    } catch {
      throw CallFailure(error, releasesReservation: true)
    }
  }

  /// The name of the customer that is changed: the service refuses a change without it.
  private func customerName() throws(CallFailure) -> String {
    let id = call.arguments.integer("customer_id")
    let data = try read(.get("/customers", account: prepared.account, query: [("filter", "ALL")])).data
    let customer = (data.elements ?? []).first { $0["id"]?.int == id }
    if let name = customer?["name"]?.string { return name }
    throw CallFailure(
      TTError(.notFound, "there is no customer \(id.map(String.init) ?? "")", remedy: .checkWorkspace),
      releasesReservation: true)
  }

  /// The recorded entry with the task, the start and the end of the one to add.
  private func sameEntry() throws(CallFailure) -> JSONValue? {
    guard let start = prepared.start, let end = prepared.end else { return nil }
    let arguments = call.arguments
    return try rawEntries(from: start.instant, to: end.instant).first { row in
      guard let entry = RecordedEntry(row), let last = entry.end, entry.start.seconds == start.instant.seconds,
        last.seconds == end.instant.seconds,
        entry.isPlanned == (arguments.text("event_type") == "NOT_LOGGED"), call.isIfAbsent || !isOfAnotherCall(entry),
        !call.replacedEntries.contains(where: { $0 == entry.id })
      else { return false }
      if let id = arguments.integer("task_id") { return entry.taskID == id }
      guard let name = arguments.text("task_name") else { return entry.taskID == nil }
      return (row["task"] ?? row["t"])?.string?.trimmed.lowercased() == name.trimmed.lowercased()
    }
  }

  /// Reviews a new entry's time against recorded entries.
  private func reviewNewEntry() throws(CallFailure) -> [Note] {
    guard call.tool.name == "create_event", call.arguments.text("event_type") != "NOT_LOGGED",
      let start = prepared.start, let end = prepared.end
    else { return [] }
    return try review(EntrySpan(start: start.instant, end: end.instant, taskID: call.arguments.integer("task_id")))
  }

  /// Where to check whether this write took effect.
  private var outcome: Remedy.Outcome {
    let arguments = call.arguments
    let kind = String(call.tool.name.drop { $0 != "_" }.dropFirst())
    switch (call.tool.name, arguments.integer(kind + "_id")) {
    case ("update_task", let id?), ("update_event", let id?): return .object(kind: kind, id: id)
    case ("create_event", _):
      return .entries(day: prepared.start?.local.dateText ?? "", user: arguments.integer("user_id"))
    case ("create_custom_field", _), ("create_enum_option", _): return .customFields
    default: return .list(kind: kind)
    }
  }
}

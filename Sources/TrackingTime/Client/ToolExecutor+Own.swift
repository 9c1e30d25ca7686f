import Basics

/// The tools that tt adds: deleting a time entry, closing and reopening, marking as billed.
extension ToolExecutor {
  /// `delete_event`: reads the entry, so that one that is not there is not found, and sends the deletion once. The result
  /// is the entry as it was. Without an ID it is only judged: which entry runs is for the caller to find out.
  func deleteEvent() throws(CallFailure) -> ToolResult {
    try requireWorkspace()
    guard let id = call.arguments.integer("event_id") else {
      throw CallFailure(
        .usage("delete_event: which entry is running has to be looked up first"), releasesReservation: true)
    }
    let path = "/events/\(id)"
    var entry = try existing(path)
    try requireOwn(entry)
    // The service gives a running entry an end too. Of a running one undoing makes a timer.
    if try runningTimers().contains(where: { $0.entry?["id"]?.idNumber == id }) {
      entry["running"] = true
      entry["end"] = .null
    }
    let response: APIResponse
    do throws(NoResponse) {
      response = try sender.write(prepared.request())
    } catch {
      return try resolveLost(error, at: path, "the entry is still there") { found in
        found == nil ? ToolResult(.object(entry), changed: true, notes: [Self.lost("the entry is deleted")]) : nil
      }
    }
    return ToolResult(.object(entry), changed: true, notes: try payload(response).notes)
  }

  /// Closes or reopens a task or project. What is so already is not sent.
  func setArchived(_ isArchived: Bool) throws(CallFailure) -> ToolResult {
    try requireWorkspace()
    let kind = call.tool.objectKind
    let id = call.arguments.integer(kind + "_id") ?? 0
    let path = kind == "project" ? "/projects/\(id)/min" : "/tasks/\(id)"
    let before = try existing(path)
    let isSo = { (object: JSONObject) in object["is_archived"]?.bool == isArchived }
    if isSo(before) { return ToolResult(.object(before), changed: false) }
    let state = isArchived ? "closed" : "open"
    let response: APIResponse
    do throws(NoResponse) {
      response = try sender.write(prepared.request())
    } catch {
      return try resolveLost(error, at: path, "the \(kind) is not \(state)") { found in
        guard let found, isSo(found) else { return nil }
        return ToolResult(.object(found), changed: true, notes: [Self.lost("the \(kind) is \(state)")])
      }
    }
    let payload = try payload(response)
    if let after = Self.object(payload.data), isSo(after) {
      return ToolResult(.object(after), changed: true, notes: payload.notes)
    }
    // A success that does not show the new state is looked up.
    switch look(at: path) {
    case .found(let after) where isSo(after): return ToolResult(.object(after), changed: true, notes: payload.notes)
    case .found(let after) where after["is_archived"]?.bool != nil:
      throw CallFailure(
        TTError(.api, "the service accepted \(call.tool.name), but the \(kind) is not \(state)"),
        releasesReservation: false)
    case .found, .gone, .unknown: return ToolResult(.object(before), change: .unknown, notes: payload.notes)
    }
  }

  /// `mark_events_billed`: the service does not say which entries were billed before.
  func markBilled() throws(CallFailure) -> ToolResult {
    try requireWorkspace()
    let ids = call.arguments.ids("event_ids") ?? []
    let data: JSONValue = ["event_ids": .array(ids.map { JSONValue($0) })]
    let response: APIResponse
    do throws(NoResponse) {
      response = try sender.write(prepared.request())
    } catch {
      guard sender.writeMayHaveArrived else { throw CallFailure(error) }
      let states = ids.map { id -> Bool? in
        if case .found(let entry) = look(at: "/events/\(id)") { entry["is_billed"]?.bool } else { nil }
      }
      if states.allSatisfy({ $0 == true }) {
        return ToolResult(data, change: .unknown, notes: [Self.lost("the entries are marked as billed")])
      }
      let outcome = Remedy.Outcome.object(kind: "event", id: ids.first ?? 0)
      if states.allSatisfy({ $0 == false }) {
        throw hadNoEffect(error, "the entries are not marked as billed", seenIn: outcome)
      }
      throw outcomeUnknown(error, seenIn: outcome)
    }
    return ToolResult(data, change: .unknown, notes: try payload(response).notes)
  }
}

extension ToolExecutor {
  /// What a look at an object shows.
  private enum Look {
    case found(JSONObject)
    case gone
    case unknown
  }

  private func look(at path: String) -> Look {
    do throws(CallFailure) {
      return Self.object(try read(.get(path, account: prepared.account)).data).map(Look.found) ?? .unknown
    } catch {
      return error.error.failure == .notFound ? .gone : .unknown
    }
  }

  /// The object before the change.
  private func existing(_ path: String) throws(CallFailure) -> JSONObject {
    let data = try read(.get(path, account: prepared.account)).data
    if let object = Self.object(data) { return object }
    throw CallFailure(
      TTError(.api, "the service's response to \(path) shows no \(call.tool.objectKind)"), releasesReservation: true)
  }

  private static func object(_ data: JSONValue) -> JSONObject? {
    guard let object = (data.soleObject ?? data).object, object["id"]?.idNumber != nil else { return nil }
    return object
  }

  /// Refuses the entry of another person.
  private func requireOwn(_ entry: JSONObject) throws(CallFailure) {
    guard let owner = entry["user_id"]?.idNumber else { return }
    guard try currentUser().id != owner else { return }
    let name = entry["user"]?.string?.truncated(toBytes: 200).quoted ?? "user \(owner)"
    throw CallFailure(
      call.naming.error(
        "time entry \(entry["id"]?.idNumber.map(String.init) ?? "") belongs to \(name), and only your own can be deleted"
      ),
      releasesReservation: true)
  }

  /// What a write without a response did, as the object shows.
  ///
  /// - Parameter done: the result if the object, nil if it is gone, is as it was to become.
  private func resolveLost(
    _ failure: NoResponse, at path: String, _ finding: String, _ done: (JSONObject?) -> ToolResult?
  ) throws(CallFailure) -> ToolResult {
    guard sender.writeMayHaveArrived else { throw CallFailure(failure) }
    let kind = call.tool.objectKind
    let id = call.arguments.integer(kind + "_id") ?? 0
    let outcome = Remedy.Outcome.object(kind: kind, id: id)
    let found: JSONObject?
    switch look(at: path) {
    case .found(let object): found = object
    case .gone: found = nil
    case .unknown: throw outcomeUnknown(failure, seenIn: outcome)
    }
    if let result = done(found) { return result }
    throw hadNoEffect(failure, finding, seenIn: outcome)
  }

  private static func lost(_ finding: String) -> Note { Note("the response was lost, but \(finding)") }
}

import Basics

/// The reads, and the writes that need nothing special.
extension ToolExecutor {
  /// What runs: `{"running": false}`, or `"running": true` with the task.
  func status() throws(CallFailure) -> ToolResult {
    guard let timer = try runningTimers().first else { return ToolResult(["running": false]) }
    var object: JSONObject = ["running": true]
    object["start"] = timer.start.map(JSONValue.string)
    object["timezone"] = timer.timezone.map(JSONValue.string)
    for member in timer.object where object[member.key] == nil { object[member.key] = member.value }
    return ToolResult(.object(object))
  }

  /// The user's workspaces, as the service's own tool reduces them from `/me`; `/teams` where `/me` has none.
  func workspaces() throws(CallFailure) -> ToolResult {
    let me = try read(prepared.request()).data
    remember(me)
    var teams = me["teams"]?.array
    if teams == nil { teams = try read(.get("/teams")).data.array }
    guard let teams else {
      throw CallFailure(TTError(.api, "the service's answer holds no workspaces"), releasesReservation: true)
    }
    let rows = teams.compactMap(\.object).map { team -> JSONValue in
      var row = JSONObject()
      for key in ["account_id", "company", "role", "account_status", "is_selected", "is_default"] {
        row[key] = team[key] ?? .null
      }
      return .object(row)
    }
    return ToolResult(deliver(rows))
  }

  /// The elements of a list: handed on where somebody takes them as they come, else the answer's data.
  private func deliver(_ elements: [JSONValue]) -> JSONValue {
    guard let rows else { return .array(elements) }
    rows(elements)
    return []
  }

  /// A read of one object, or of a list with all its pages.
  func readAll() throws(CallFailure) -> ToolResult {
    var found: ArgumentValues = [:]
    if call.subject == .caller, call.arguments["user_id"] == nil, call.tool.parameter("user_id") != nil {
      found["user_id"] = .integer(try caller().id)
    }
    if call.tool.path == "/events" { try completeEventFilter(&found) }
    guard let size = pageSize, call.arguments["page"] == nil else {
      let payload = try read(prepared.request(adding: found))
      if call.tool.path == "/me" { remember(payload.data) }
      let data = payload.data.soleList ?? payload.data
      return ToolResult(data.array.map(deliver) ?? data, notes: payload.notes)
    }
    found["page_size"] = .integer(size)
    return try allPages(found, size)
  }

  /// Collects page after page until one is empty or short, or brings nothing new: some lists ignore `page`.
  private func allPages(_ found: ArgumentValues, _ size: Int) throws(CallFailure) -> ToolResult {
    var found = found
    var kept: [JSONValue] = []
    var seen: Set<Int> = []
    var notes: [Note] = []
    var page = 0
    while true {
      found["page"] = .integer(page)
      let payload = try read(prepared.request(adding: found))
      notes += payload.notes
      guard let elements = payload.data.array else {
        throw CallFailure(
          TTError(.api, "the service's answer to \(call.tool.name) is no list"), releasesReservation: true)
      }
      let fresh = elements.filter { element in element["id"]?.int.map { seen.insert($0).inserted } ?? (page == 0) }
      kept += deliver(fresh).array ?? []
      if fresh.isEmpty || elements.count < min(size, largestPage) { return ToolResult(.array(kept), notes: notes) }
      page += 1
    }
  }

  /// Entries on a page where the tool has pages: asked for, or the size that was measured to hold at the service.
  private var pageSize: Int? {
    guard call.tool.parameter("page") != nil else { return nil }
    return call.arguments.integer("page_size") ?? (call.tool.path == "/events" ? 5000 : 100)
  }

  /// The largest page known to be given; a page that is shorter than asked for, but not than this, need not be the last.
  private var largestPage: Int { call.tool.path == "/events" ? 20000 : 100 }

  /// Whose entries: the service wants the caller's own number spelt out, and none for the whole company.
  private func completeEventFilter(_ found: inout ArgumentValues) throws(CallFailure) {
    if call.tool.name == "list_company_events" || call.arguments.isTrue("global_company") {
      found["filter"] = .text("COMPANY")
      return
    }
    let filter = call.arguments.text("filter") ?? "USER"
    found["filter"] = .text(filter)
    if filter == "USER", call.arguments["id"] == nil { found["id"] = .integer(try caller().id) }
  }

  /// A write that is sent once. When its answer is lost nobody can tell what came of it.
  func writeOnce() throws(CallFailure) -> ToolResult {
    try requireWorkspace()
    var request = prepared.request()
    if call.tool.name == "create_event", call.arguments["user_id"] == nil {
      // Whose entry it is without a user's number is not documented.
      request = prepared.request(adding: ["user_id": .integer(try caller().id)])
    }
    let response: APIResponse
    do throws(NoResponse) {
      response = try sender.write(request)
    } catch {
      guard sender.writeMayHaveArrived else { throw CallFailure(error) }
      throw unknown(error, seenIn: outcome)
    }
    let payload = try payload(response)
    return ToolResult(payload.data, changed: true, notes: payload.notes)
  }
}

extension JSONValue {
  /// The list in an object that holds nothing else, as `{"projects": […]}`.
  var soleList: JSONValue? {
    guard let object, object.count == 1, let only = object.members.first?.value, only.array != nil else { return nil }
    return only
  }
}

extension ToolExecutor {
  /// Where it can be seen whether this write took effect.
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

import Basics

/// Reads.
extension ToolExecutor {
  /// The running timer: `{"running": false}`, or `"running": true` with the task.
  func status() throws(CallFailure) -> ToolResult {
    guard let timer = try runningTimers().first else { return ToolResult(["running": false]) }
    var object: JSONObject = ["running": true]
    object["start"] = timer.start.map(JSONValue.string)
    object["timezone"] = timer.timezone.map(JSONValue.string)
    for member in timer.object where object[member.key] == nil { object[member.key] = member.value }
    return ToolResult(.object(object))
  }

  /// The user's workspaces, with the members the service's own tool takes from `/me`; from `/teams` if `/me` has none.
  func workspaces() throws(CallFailure) -> ToolResult {
    let me = try read(prepared.request()).data
    remember(me)
    var teams = me["teams"]?.array
    if teams == nil { teams = try read(.get("/teams")).data.array }
    guard let teams else {
      throw CallFailure(TTError(.api, "the service's response contains no workspaces"), releasesReservation: true)
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

  /// Passes the elements of a list to `rows` if it is set; otherwise returns them.
  private func deliver(_ elements: [JSONValue]) -> JSONValue {
    guard let rows else { return .array(elements) }
    rows(elements)
    return []
  }

  /// Reads one object, or a list with all its pages.
  func readAll() throws(CallFailure) -> ToolResult {
    var found: ArgumentValues = [:]
    if call.subject == .currentUser, call.arguments["user_id"] == nil, call.tool.parameter("user_id") != nil {
      found["user_id"] = .integer(try currentUser().id)
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

  /// Reads pages until one is empty, short, or without new elements: some lists ignore `page`.
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
          TTError(.api, "the service's response to \(call.tool.name) is not a list"), releasesReservation: true)
      }
      let fresh = elements.filter { element in element["id"]?.int.map { seen.insert($0).inserted } ?? (page == 0) }
      kept += deliver(fresh).array ?? []
      if fresh.isEmpty || elements.count < min(size, maxPageSize) { return ToolResult(.array(kept), notes: notes) }
      page += 1
    }
  }

  /// The page size if the tool has pages: as requested, or a size that the service is known to serve in full.
  private var pageSize: Int? {
    guard call.tool.parameter("page") != nil else { return nil }
    return call.arguments.integer("page_size") ?? (call.tool.path == "/events" ? 5000 : 100)
  }

  /// The largest page the service is known to return. A page shorter than requested but not shorter than this may not be
  /// the last one.
  private var maxPageSize: Int { call.tool.path == "/events" ? 20000 : 100 }

  /// Sets whose entries to list: the service requires the current user's ID, and none for the whole workspace.
  private func completeEventFilter(_ found: inout ArgumentValues) throws(CallFailure) {
    if call.tool.name == "list_company_events" || call.arguments.isTrue("global_company") {
      found["filter"] = .text("COMPANY")
      return
    }
    let filter = call.arguments.text("filter") ?? "USER"
    found["filter"] = .text(filter)
    if filter == "USER", call.arguments["id"] == nil { found["id"] = .integer(try currentUser().id) }
  }
}

extension JSONValue {
  /// The list in an object without other members, as `{"projects": […]}`.
  var soleList: JSONValue? {
    guard let object, object.count == 1, let only = object.members.first?.value, only.array != nil else { return nil }
    return only
  }
}

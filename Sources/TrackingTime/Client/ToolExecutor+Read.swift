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
    var found = try call.impliedArguments { () throws(CallFailure) in .integer(try currentUser().id) }
    guard let size = call.pageSize else {
      let payload = try read(prepared.request(adding: found))
      if call.tool.path == "/me" { remember(payload.data) }
      let fields = CustomFields(payload.siblings, kind: call.tool.objectKind)
      guard let rows = payload.data.elements else {
        if call.tool.listsObjects { throw notAList }
        guard payload.data.object != nil else {
          throw CallFailure(
            TTError(.api, "the service's response to \(call.tool.name) contains no object"), releasesReservation: false)
        }
        return ToolResult(fields.added(to: payload.data), notes: payload.notes)
      }
      return ToolResult(deliver(rows.filter(isWanted).map(fields.added)), notes: payload.notes)
    }
    found["page_size"] = .integer(size)
    return try allPages(found, size: size)
  }

  private var notAList: CallFailure {
    CallFailure(TTError(.api, "the service's response to \(call.tool.name) is not a list"), releasesReservation: true)
  }

  /// False for a row of another project than the one that was asked for, which the service may ignore.
  private func isWanted(_ row: JSONValue) -> Bool {
    guard call.tool.name == "list_tasks", let project = call.arguments.integer("project_id") else { return true }
    return row["project_id"]?.idNumber == project
  }

  /// Reads pages until one brings nothing new, whatever their size: the service may give fewer elements than were asked
  /// for, and some lists ignore `page`. Once a page is full, the next ones are read side by side.
  private func allPages(_ found: ArgumentValues, size: Int) throws(CallFailure) -> ToolResult {
    var pages = PageReader(size: size)
    var kept: [JSONValue] = []
    var notes: [Note] = []
    func request(_ page: Int) -> APIRequest {
      prepared.request(adding: found.merging(["page": .integer(page)]))
    }
    func take(_ response: APIResponse) throws(CallFailure) -> Bool {
      let payload = try payload(response)
      notes += payload.notes
      guard let elements = payload.data.elements else { throw notAList }
      let fresh = pages.fresh(elements)
      let fields = CustomFields(payload.siblings, kind: call.tool.objectKind)
      let rows = fresh.filter(isWanted)
      kept += deliver(fields.isEmpty ? rows : rows.map(fields.added)).array ?? []
      return !fresh.isEmpty
    }
    var page = 0
    while true {
      let response: APIResponse
      do throws(NoResponse) { response = try sender.read(request(page)) } catch { throw CallFailure(error) }
      guard try take(response) else { break }
      page += 1
      let width = pages.width(bodySize: sender.lastBodySize)
      guard width > 1 else { continue }
      try sender.readPages(from: page, upTo: width, request, orThrow: { CallFailure($0) }, take)
      break
    }
    return ToolResult(.array(kept), notes: notes)
  }
}

extension JSONValue {
  /// The only element of a list, if it is an object.
  var soleObject: JSONValue? {
    guard let elements = array, elements.count == 1, elements[0].object != nil else { return nil }
    return elements[0]
  }

  /// The elements of a list: an array, or an object with an array as its only member, as `{"projects": […]}`.
  var elements: [JSONValue]? {
    guard let object else { return array }
    return object.count == 1 ? object.values[0].array : nil
  }
}

import Basics

/// Other ways to read time entries: counted, flat, summed up, exported and searched.
extension RequestHandler {
  /// The number of entries that the list would have on all its pages.
  func countEvents() throws(ServiceError) -> ResponseEnvelope {
    ResponseEnvelope(["count": JSONValue(try selectedEvents().count)])
  }

  /// A page of entries with long names and the values of custom fields among them.
  func listFlatEvents() throws(ServiceError) -> ResponseEnvelope {
    let page = try page(selectedEvents(), defaultSize: 1000, maxPageSize: 5000)
    let writer = FlatEventWriter(self)
    return ResponseEnvelope(
      .list(page.map { .object(writer.row($0)) }), siblings: ["users": [:], "schedule_assignments": [:]])
  }

  /// All entries as CSV with the columns of the flat list. As on the service, the separator is required.
  func exportEvents() throws(ServiceError) -> ResponseEnvelope {
    let separator = try parameters.required("separator")
    let writer = FlatEventWriter(self)
    let rows = try selectedEvents().map { Self.csv(writer.row($0).members.map(\.value), separator) }
    return .csv(([Self.csv(writer.columns.map(JSONValue.string), separator)] + rows).joined(separator: "\r\n") + "\r\n")
  }

  private static func csv(_ values: [JSONValue], _ separator: String) -> String {
    values.map { value in
      let text = value.isNull ? "" : value.string ?? value.compact
      if !text.contains(where: { $0 == "\"" || $0.isNewline }) && !text.contains(separator) { return text }
      return "\"" + text.replacing(scalar: "\"", with: "\"\"") + "\""
    }.joined(separator: separator)
  }

  /// The hours per user and day between `from` and `to`, of all users or those in `users` (`[{"id":9001}]`).
  func summarizeEvents() throws(ServiceError) -> ResponseEnvelope {
    let users = try parameters.ids("users").map(Set.init)
    var seconds: [[String]: Int] = [:]
    for event in try selectedEvents(by: { users?.contains($0.userID) ?? true }) {
      seconds[[String(event.userID), event.start.dateText], default: 0] += event.duration
    }
    let rows = seconds.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    return ResponseEnvelope(
      .list(
        rows.map { key, seconds in
          ["user_id": .whole(Int(key[0])), "date": .string(key[1]), "worked_hours": .hours(seconds)]
        }))
  }

  /// The entries whose members have the values of the other parameters, such as `notes`, or the slug of a custom field.
  func searchEvents() throws(ServiceError) -> ResponseEnvelope {
    guard try parameters.required("entity").lowercased() == "event" else {
      throw .invalid("The parameter entity must be Event")
    }
    var conditions: [(Workspace.Event) -> Bool] = []
    for name in parameters.names where !["type", "entity"].contains(name) {
      guard let value = try parameters.text(name) else { continue }
      conditions.append(try condition(name, value))
    }
    let found = workspace.events.all.filter { event in
      event.accountID == accountID && conditions.allSatisfy { $0(event) }
    }
    return ResponseEnvelope(.list(found.map(Serializer(self).event)))
  }

  private func condition(_ name: String, _ value: String) throws(ServiceError) -> (Workspace.Event) -> Bool {
    let (tasks, projects) = (workspace.tasks, workspace.projects)
    switch name {
    case "id", "event_id": return { String($0.id) == value }
    case "notes": return { $0.notes == value }
    case "user_id": return { String($0.userID) == value }
    case "task_id": return { $0.taskID.map(String.init) == value }
    case "task", "task_name": return { tasks[$0.taskID]?.name == value }
    case "project", "project_name": return { projects[tasks[$0.taskID]?.projectID]?.name == value }
    default:
      let id = try field(["slug": .string(name)], of: "event").id
      return { $0.fieldValues[id] == value }
    }
  }
}

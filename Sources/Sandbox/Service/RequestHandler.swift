import Basics

/// One request on its way through the service: who asks for what, and the workspace it reads and changes.
struct RequestHandler {
  var workspace: Workspace
  let accountID: Int
  let user: Workspace.User
  let parameters: Parameters
  /// The ids in the path, by the names the route gives them.
  let pathIDs: [String: Int]
  let quirks: Quirks
  /// The service's own clock: seconds since 1970-01-01 00:00:00 UTC.
  let now: Int
  /// The offset of the user's zone setting at that moment.
  let userZone: ZoneOffset

  /// The id of that name in the path.
  func pathID(_ name: String) throws(ServiceError) -> Int {
    guard let id = pathIDs[name] else { throw .unknownAction }
    return id
  }

  /// The zone that was sent, or the user's own.
  func zone() throws(ServiceError) -> ZoneOffset { try parameters.zone() ?? userZone }

  /// The `date` that was sent, or the service's clock on the wall of that zone.
  func date(in zone: ZoneOffset) throws(ServiceError) -> WallClock {
    if let date = try parameters.dateTime("date") { return date }
    if quirks.requiresDates { throw .invalid("The parameter date is required") }
    return clock(in: zone)
  }

  /// The service's clock on the wall of a zone, by default the user's.
  func clock(in zone: ZoneOffset? = nil) -> WallClock { WallClock(seconds: now + (zone ?? userZone).seconds) }

  // MARK: - Objects of the account

  func task(_ id: Int) throws(ServiceError) -> Workspace.Task {
    guard let task = workspace.tasks[id], task.accountID == accountID else { throw .notFound("task") }
    return task
  }

  func project(_ id: Int) throws(ServiceError) -> Workspace.Project {
    guard let project = workspace.projects[id], project.accountID == accountID else { throw .notFound("project") }
    return project
  }

  func customer(_ id: Int) throws(ServiceError) -> Workspace.Customer {
    guard let customer = workspace.customers[id], customer.accountID == accountID else {
      throw .notFound("customer")
    }
    return customer
  }

  func event(_ id: Int) throws(ServiceError) -> Workspace.Event {
    guard let event = workspace.events[id], event.accountID == accountID else { throw .notFound("time entry") }
    return event
  }

  func coworker(_ id: Int) throws(ServiceError) -> Workspace.User {
    guard let user = workspace.users[id], user.accountIDs.contains(accountID) else { throw .notFound("user") }
    return user
  }

  // MARK: - Lists

  /// Keeps what the `filter` parameter asks for: `ALL`, `ACTIVE` (the default) or `ARCHIVED`.
  func filtered<Row>(_ rows: [Row], by isArchived: (Row) -> Bool, also: [String] = []) throws(ServiceError) -> [Row] {
    switch try parameters.word("filter", of: ["ALL", "ACTIVE", "ARCHIVED"] + also) {
    case "ARCHIVED": rows.filter(isArchived)
    case nil, "ACTIVE": rows.filter { !isArchived($0) }
    default: rows
    }
  }

  /// The page that was asked for: `page` from 0, `page_size` with its default and its cap.
  func page<Row>(_ rows: [Row], size: Int, limit: Int) throws(ServiceError) -> ArraySlice<Row> {
    let page = try parameters.int("page") ?? 0
    let size = min(try parameters.int("page_size") ?? size, limit)
    guard page >= 0, size > 0 else { throw .invalid("page and page_size must be positive") }
    let start = page > rows.count / size ? rows.count : page * size
    return rows[start..<min(start + size, rows.count)]
  }
}

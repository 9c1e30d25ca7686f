import Basics

/// Handles one request: who asks for what, and the workspace that is read and changed. The methods in the extensions are
/// the actions of the service; see ``Route``.
struct RequestHandler {
  var workspace: Workspace
  let accountID: Int
  let user: Workspace.User
  var parameters: Parameters
  /// The IDs in the path, by their names in the route.
  var pathIDs: [String: Int]
  let quirks: Quirks
  /// The current time of the service.
  let now: Instant
  /// The UTC offset at that time in the time zone of the user's settings.
  let userZone: UTCOffset

  /// The ID with that name in the path.
  func pathID(_ name: String) throws(ServiceError) -> Int {
    guard let id = pathIDs[name] else { throw .unknownAction }
    return id
  }

  /// The `timezone` parameter; by default the user's offset.
  func zone() throws(ServiceError) -> UTCOffset { try parameters.zone() ?? userZone }

  /// The `date` parameter; by default the current time in `zone`.
  func date(in zone: UTCOffset) throws(ServiceError) -> LocalTime {
    if let date = try parameters.dateTime("date") { return date }
    if quirks.requiresDates { throw .invalid("The parameter date is required") }
    return LocalTime(now, at: zone)
  }

  /// The current time in the user's time zone.
  var localNow: LocalTime { LocalTime(now, at: userZone) }

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

  /// The rows selected by the `filter` parameter: `ALL`, `ACTIVE` (the default) or `ARCHIVED`. The values in `also` are
  /// valid too and select all rows.
  func filtered<Row>(_ rows: [Row], by isArchived: (Row) -> Bool, also: [String] = []) throws(ServiceError) -> [Row] {
    switch try parameters.word("filter", of: ["ALL", "ACTIVE", "ARCHIVED"] + also) {
    case "ARCHIVED": rows.filter(isArchived)
    case nil, "ACTIVE": rows.filter { !isArchived($0) }
    default: rows
    }
  }

  /// The rows of the page selected by the parameters `page`, from 0, and `page_size`, `defaultSize` unless given and at
  /// most `maxPageSize`.
  func page<Rows: RandomAccessCollection>(
    _ rows: Rows, defaultSize: Int, maxPageSize: Int
  ) throws(ServiceError) -> Rows.SubSequence {
    let page = try parameters.int("page") ?? 0
    let size = min(try parameters.int("page_size") ?? defaultSize, maxPageSize, quirks.pageCap ?? .max)
    guard page >= 0, size > 0 else { throw .invalid("The parameter page must be 0 or more, and page_size 1 or more") }
    let start = page > rows.count / size ? rows.count : page * size
    return rows.dropFirst(start).prefix(size)
  }
}

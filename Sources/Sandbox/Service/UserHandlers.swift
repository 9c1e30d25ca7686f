import Basics

/// The caller and their accounts.
extension RequestHandler {
  func showCaller() -> ResponseEnvelope { ResponseEnvelope(Serializer(self).user(user)) }

  func listTeams() -> ResponseEnvelope {
    let serializer = Serializer(self)
    let accounts = user.accountIDs.compactMap { workspace.accounts[$0] }
    return ResponseEnvelope(.list(accounts.map { serializer.team($0, of: user) }))
  }
}

/// Users.
extension RequestHandler {
  func listUsers() throws(ServiceError) -> ResponseEnvelope {
    let rows = workspace.users.all.filter { $0.accountIDs.contains(accountID) }
    let list = try filtered(rows) { $0.isArchived }
    return ResponseEnvelope(.list(list.map(Serializer(self).listedUser)), siblings: try siblings(of: list))
  }

  func showUser() throws(ServiceError) -> ResponseEnvelope {
    let coworker = try coworker(pathID("user_id"))
    return ResponseEnvelope(Serializer(self).user(coworker), siblings: try siblings(of: [coworker]))
  }

  /// Archives or restores a user.
  mutating func archiveUser(_ isArchived: Bool) throws(ServiceError) -> ResponseEnvelope {
    var coworker = try coworker(pathID("user_id"))
    coworker.isArchived = isArchived
    workspace.users.upsert(coworker)
    return ResponseEnvelope(Serializer(self).user(coworker))
  }

  /// The users with tasks in a project.
  func listProjectUsers() throws(ServiceError) -> ResponseEnvelope {
    let project = try project(pathID("project_id"))
    let assigned = Set(workspace.tasks.all.filter { $0.projectID == project.id && !$0.isArchived }.flatMap(\.userIDs))
    let serializer = Serializer(self)
    return ResponseEnvelope(.list(workspace.users.all.filter { assigned.contains($0.id) }.map(serializer.listedUser)))
  }

  private func siblings(of users: [Workspace.User]) throws(ServiceError) -> JSONObject {
    try fieldSiblings(of: "user", values: users.map { ($0.id, $0.fieldValues) }) ?? [:]
  }
}

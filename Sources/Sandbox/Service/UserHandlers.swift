import Basics

/// Who am I, and who else is there.
extension RequestHandler {
  func showCaller() -> ResponseEnvelope { ResponseEnvelope(Serializer(self).user(user)) }

  func listTeams() -> ResponseEnvelope {
    let serializer = Serializer(self)
    return ResponseEnvelope(
      .list(user.accountIDs.compactMap { workspace.accounts[$0] }.map { serializer.team($0, of: user) }))
  }
}

/// Co-workers.
extension RequestHandler {
  func listUsers() throws(ServiceError) -> ResponseEnvelope {
    let rows = workspace.users.all.filter { $0.accountIDs.contains(accountID) }
    let serializer = Serializer(self)
    let list = try filtered(rows) { $0.isArchived }
    return ResponseEnvelope(.list(list.map(serializer.listedUser)), siblings: try peopleSiblings(list, serializer))
  }

  func showUser() throws(ServiceError) -> ResponseEnvelope {
    let coworker = try coworker(pathID("user_id"))
    let serializer = Serializer(self)
    return ResponseEnvelope(serializer.user(coworker), siblings: try peopleSiblings([coworker], serializer))
  }

  private func peopleSiblings(_ users: [Workspace.User], _ serializer: Serializer) throws(ServiceError) -> JSONObject {
    guard try parameters.flag("include_custom_fields") else { return [:] }
    return serializer.fieldSiblings(
      of: "user", idName: "user_id", accountID: accountID, values: users.map { ($0.id, $0.fieldValues) })
  }
}

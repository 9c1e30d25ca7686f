import Basics

/// Who am I, and who else is there.
extension Action {
  func showCaller() -> Answer { Answer(Shapes(self).user(user)) }

  func listTeams() -> Answer {
    let shapes = Shapes(self)
    return Answer(.list(user.accountIDs.compactMap { workspace.accounts[$0] }.map { shapes.team($0, of: user) }))
  }
}

/// Co-workers.
extension Action {
  func listUsers() throws(Refusal) -> Answer {
    let rows = workspace.users.all.filter { $0.accountIDs.contains(accountID) }
    let shapes = Shapes(self)
    let list = try filtered(rows) { $0.isArchived }
    return Answer(.list(list.map(shapes.listedUser)), siblings: try peopleSiblings(list, shapes))
  }

  func showUser() throws(Refusal) -> Answer {
    let coworker = try coworker(pathID("user_id"))
    let shapes = Shapes(self)
    return Answer(shapes.user(coworker), siblings: try peopleSiblings([coworker], shapes))
  }

  private func peopleSiblings(_ users: [Workspace.User], _ shapes: Shapes) throws(Refusal) -> JSONObject {
    guard try parameters.flag("include_custom_fields") else { return [:] }
    return shapes.fieldSiblings(
      of: "user", idName: "user_id", accountID: accountID, values: users.map { ($0.id, $0.fieldValues) })
  }
}

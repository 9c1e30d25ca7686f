import Basics

/// Who am I, and who else is there.
extension Action {
  func showCaller() -> Answer { Answer(Shapes(self).user(user)) }

  func listTeams() -> Answer {
    let shapes = Shapes(self)
    return Answer(.list(user.accountIDs.compactMap { workspace.accounts[$0] }.map { shapes.team($0, of: user) }))
  }
}

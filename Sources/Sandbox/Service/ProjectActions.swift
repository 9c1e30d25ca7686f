import Basics

/// Projects.
extension Action {
  /// All projects at once on page 0, nothing on later pages.
  func listProjects() throws(Refusal) -> Answer {
    let following = try parameters.text("filter")?.uppercased() == "FOLLOWING"
    let rows = workspace.projects.all.filter { $0.accountID == accountID && (!following || $0.isFavorite) }
    let shown = try filtered(rows, by: { $0.isArchived }, also: ["FOLLOWING"])
    let shapes = Shapes(self)
    return Answer(.list(try (parameters.int("page") ?? 0) > 0 ? [] : shown.map(shapes.project)))
  }

  func showProject() throws(Refusal) -> Answer {
    Answer(Shapes(self).project(try project(pathID("project_id"))))
  }
}

/// The seconds worked per task, project and user, counted in one pass over the entries.
struct WorkTotals {
  private(set) var byTask: [Int: Int] = [:]
  private(set) var byProject: [Int: Int] = [:]
  private(set) var byTaskAndUser: [TaskAndUser: Int] = [:]

  struct TaskAndUser: Hashable {
    var taskID: Int
    var userID: Int
  }

  init(_ workspace: Workspace) {
    for event in workspace.events.all {
      guard let taskID = event.taskID else { continue }
      byTask[taskID, default: 0] += event.duration
      byTaskAndUser[TaskAndUser(taskID: taskID, userID: event.userID), default: 0] += event.duration
      if let projectID = workspace.tasks[taskID]?.projectID { byProject[projectID, default: 0] += event.duration }
    }
  }

  func task(_ id: Int) -> Int { byTask[id] ?? 0 }
  func task(_ id: Int, of userID: Int) -> Int { byTaskAndUser[TaskAndUser(taskID: id, userID: userID)] ?? 0 }
  func project(_ id: Int?) -> Int { id.flatMap { byProject[$0] } ?? 0 }
}

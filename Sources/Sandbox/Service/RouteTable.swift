extension Route {
  /// Everything the service can do, by its path behind the account id.
  static let table: [Route] = [
    Route(.read, "me") { $0.showCaller() },
    Route(.read, "teams") { $0.listTeams() },

    Route(.write, "tasks/track/:task_id") { try $0.track() },
    Route(.write, "tasks/track") { try $0.track() },
    Route(.write, "tasks/stop/:task_id") { try $0.stop() },
    Route(.write, "tasks/stop") { try $0.stop() },
    Route(.write, "tasks/sync/:task_id") { try $0.sync() },
    Route(.read, "users/:user_id/tasks/tracking") { try $0.listRunningTasks() },

    Route(.read, "tasks") { try $0.listTasks(pageSize: 100) },
    Route(.read, "tasks/paginated") { try $0.listTasks(pageSize: 500) },
    Route(.read, "tasks/:task_id") { try $0.showTask() },

    Route(.read, "projects") { try $0.listProjects() },
    Route(.read, "projects/:project_id") { try $0.showProject() },
  ]
}

extension Route {
  /// The paths of all actions, relative to the account.
  static let table: [Route] = [
    Route(.read, "me") { $0.showCaller() },
    Route(.read, "teams") { $0.listTeams() },
    Route(.read, "users") { try $0.listUsers() },
    Route(.read, "users/:user_id") { try $0.showUser() },
    Route(.read, "users/:user_id/tasks/tracking") { try $0.listRunningTasks() },
    Route(.read, "users/:user_id/assigned_tasks") { try $0.listAssignedTasks() },
    Route(.read, "users/:user_id/projects") { try $0.listUserProjects() },
    Route(.read, "users/:user_id/trackables") { try $0.listTrackables() },

    Route(.write, "tasks/track/:task_id") { try $0.track() },
    Route(.write, "tasks/track") { try $0.track() },
    Route(.write, "tasks/stop/:task_id") { try $0.stop() },
    Route(.write, "tasks/stop") { try $0.stop() },
    Route(.write, "tasks/sync/:task_id") { try $0.sync() },

    Route(.read, "tasks") { try $0.listTasks(pageSize: 100) },
    Route(.read, "tasks/paginated") { try $0.listTasks(pageSize: 500) },
    Route(.read, "tasks/:task_id") { try $0.showTask() },
    Route(.write, "tasks/add") { try $0.createTask() },
    Route(.write, "tasks/share") { try $0.createTask() },
    Route(.write, "tasks/update/:task_id") { try $0.updateTask() },
    Route(.write, "tasks/close/:task_id") { try $0.closeTask() },
    Route(.write, "tasks/open/:task_id") { try $0.openTask() },
    Route(.write, "tasks/delete/:task_id") { try $0.deleteTask() },

    Route(.read, "projects") { try $0.listProjects() },
    Route(.read, "projects/:project_id") { try $0.showProject() },
    Route(.read, "projects/:project_id/min") { try $0.showProject() },
    Route(.write, "projects/add") { try $0.createProject() },
    Route(.write, "projects/update/:project_id") { try $0.updateProject() },
    Route(.write, "projects/close/:project_id") { try $0.archiveProject(true) },
    Route(.write, "projects/open/:project_id") { try $0.archiveProject(false) },

    Route(.read, "customers") { try $0.listCustomers() },
    Route(.read, "customers/:customer_id") { try $0.showCustomer() },
    Route(.write, "customers/add") { try $0.createCustomer() },
    Route(.write, "customers/update/:customer_id") { try $0.updateCustomer() },
    Route(.write, "customers/close/:customer_id") { try $0.archiveCustomer(true) },
    Route(.write, "customers/open/:customer_id") { try $0.archiveCustomer(false) },

    Route(.read, "events") { try $0.listEvents() },
    Route(.read, "events/min") { try $0.listEvents() },
    Route(.read, "events/:event_id") { try $0.showEvent() },
    Route(.write, "events/add") { try $0.createEvent() },
    Route(.write, "events/update/:event_id") { try $0.updateEvent() },
    Route(.write, "events/:event_id/update") { try $0.updateEvent() },
    Route(.write, "events/delete/:event_id") { try $0.deleteEvent() },

    Route(.read, "custom_fields") { $0.listCustomFields() },
    Route(.write, "custom_fields/add") { try $0.createCustomField() },
    Route(.write, "enum_options/add") { try $0.createEnumOption() },
  ]
}

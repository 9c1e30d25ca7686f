extension Route {
  /// The paths of all actions, relative to the account, each with the methods its vendor's clients or live-tested ones use.
  ///
  /// POST is not universal: it was measured to change nothing on `projects/open`, `users/close` and `customers/close`, and
  /// no client is known to send it to `events/update`.
  static let table = [
    account, users, timers, tasks, projects, customers, events, eventLists, fields, others,
  ].flatMap { $0 }

  private static let account = [
    Route(.read, "me") { $0.showCaller() },
    Route(.read, "login", "GET POST") { $0.showCaller() },
    Route(.read, "teams") { $0.listTeams() },
  ]

  private static let users = [
    Route(.read, "users") { try $0.listUsers() },
    Route(.read, "users/:user_id") { try $0.showUser() },
    Route(.read, "users/:user_id/tasks/tracking") { try $0.listRunningTasks() },
    Route(.read, "users/:user_id/tasks") { try $0.listUserTasks() },
    Route(.read, "users/:user_id/tasks/recent") { try $0.listRecentTasks() },
    Route(.read, "users/:user_id/assigned_tasks") { try $0.listAssignedTasks() },
    Route(.read, "users/:user_id/projects") { try $0.listUserProjects() },
    Route(.read, "users/:user_id/trackables") { try $0.listTrackables() },
    Route(.write, "users/close/:user_id", "GET PUT") { try $0.archiveUser(true) },
    Route(.write, "users/open/:user_id", "GET PUT") { try $0.archiveUser(false) },
  ]

  private static let timers = [
    Route(.write, "tasks/track/:task_id", "GET POST") { try $0.track() },
    Route(.write, "tasks/track", "GET POST") { try $0.track() },
    Route(.write, "tasks/stop/:task_id", "GET POST") { try $0.stop() },
    Route(.write, "tasks/stop", "POST") { try $0.stop() },
    Route(.write, "tasks/sync/:task_id", "GET POST") { try $0.sync() },
  ]

  private static let tasks = [
    Route(.read, "tasks") { try $0.listTasks(pageSize: 100) },
    Route(.read, "tasks/paginated") { try $0.listTasks(pageSize: 500) },
    Route(.read, "tasks/:task_id") { try $0.showTask() },
    Route(.write, "tasks/add", "GET POST") { try $0.createTask() },
    Route(.write, "tasks/share", "POST") { try $0.createTask() },
    Route(.write, "tasks/update/:task_id", "GET POST PUT") { try $0.updateTask() },
    Route(.write, "tasks/close/:task_id", "GET PUT") { try $0.closeTask() },
    Route(.write, "tasks/open/:task_id", "GET PUT") { try $0.openTask() },
    Route(.write, "tasks/delete/:task_id", "GET DELETE") { try $0.deleteTask() },
  ]

  private static let projects = [
    Route(.read, "projects") { try $0.listProjects() },
    Route(.read, "projects/:project_id") { try $0.showProject() },
    Route(.read, "projects/:project_id/min") { try $0.showProject() },
    Route(.read, "projects/:project_id/users") { try $0.listProjectUsers() },
    Route(.write, "projects/add", "GET POST") { try $0.createProject() },
    Route(.write, "projects/update/:project_id", "GET POST") { try $0.updateProject() },
    Route(.write, "projects/close/:project_id", "GET PUT") { try $0.archiveProject(true) },
    Route(.write, "projects/open/:project_id", "GET PUT") { try $0.archiveProject(false) },
  ]

  private static let customers = [
    Route(.read, "customers") { try $0.listCustomers() },
    Route(.read, "customers/:customer_id") { try $0.showCustomer() },
    Route(.write, "customers/add", "GET POST") { try $0.createCustomer() },
    Route(.write, "customers/update/:customer_id", "GET POST PUT") { try $0.updateCustomer() },
    Route(.write, "customers/close/:customer_id", "PUT") { try $0.archiveCustomer(true) },
    Route(.write, "customers/open/:customer_id", "PUT") { try $0.archiveCustomer(false) },
  ]

  private static let events = [
    Route(.read, "events") { try $0.listEvents() },
    Route(.read, "events/min") { try $0.listEvents() },
    Route(.read, "events/:event_id") { try $0.showEvent() },
    Route(.write, "events/add", "GET POST") { try $0.createEvent() },
    Route(.write, "events/update/:event_id", "GET PUT") { try $0.updateEvent() },
    Route(.write, "events/:event_id/update", "GET") { try $0.updateEvent() },
    Route(.write, "events/delete/:event_id", "GET DELETE") { try $0.deleteEvent() },
    Route(.write, "events/delete", "GET POST") { try $0.deleteEvents() },
    Route(.write, "events/update/batch", "POST") { try $0.updateEvents() },
    Route(.write, "events/billed", "POST PUT") { try $0.markEvents(billed: true) },
    Route(.write, "events/not_billed", "POST PUT") { try $0.markEvents(billed: false) },
  ]

  private static let eventLists = [
    Route(.read, "events/count") { try $0.countEvents() },
    Route(.read, "events/flat") { try $0.listFlatEvents() },
    Route(.read, "events/summary") { try $0.summarizeEvents() },
    Route(.read, "events/export") { try $0.exportEvents() },
    Route(.read, "search/events") { try $0.searchEvents() },
  ]

  private static let fields = [
    Route(.read, "custom_fields") { try $0.listCustomFields() },
    Route(.read, "custom_fields/:custom_field_id/enum_options") { try $0.listEnumOptions() },
    Route(.write, "custom_fields/add", "POST") { try $0.createCustomField() },
    Route(.write, "enum_options/add", "POST") { try $0.createEnumOption() },
  ]

  private static let others = [
    Route(.read, "services") { try $0.listServices() },
    Route(.read, "services/:service_id") { try $0.showService() },
    Route(.write, "services/add", "POST") { try $0.createService() },
    Route(.write, "services/update/:service_id", "PUT") { try $0.updateService() },
    Route(.write, "services/close/:service_id", "PUT") { try $0.archiveService(true) },
    Route(.write, "services/open/:service_id", "PUT") { try $0.archiveService(false) },
    Route(.read, "webhooks") { $0.listWebhooks() },
    Route(.write, "webhooks/add", "GET") { try $0.createWebhook() },
    Route(.write, "webhooks/:webhook_id/delete", "GET") { try $0.deleteWebhook() },
  ]
}

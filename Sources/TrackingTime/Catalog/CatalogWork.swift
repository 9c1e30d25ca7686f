extension Catalog {
  static let projects: [Tool] = [
    read("list_projects", "List projects", "/projects", [statusFilter("FOLLOWING"), includeCustomFields]),
    write(
      "create_project", "Create a project", "/projects/add",
      [
        required("name", .nonEmptyString, "project name"),
        field("is_public", .boolean, "whether all users of the workspace can see it"),
        field("default_view", .text, "view that the web application opens first"),
        field("estimated_time", .hours, "estimated time in hours"),
        customFields,
      ] + customerChoice),
    write(
      "update_project", "Change a project", "/projects/update/{project_id}", risk: .high,
      [
        inPath("project_id", "numeric project ID"),
        field("name", .nonEmptyString, "new name"),
        field("color", .text, "colour, a number written as text"),
        field("delivery_date", .day(.coming), "delivery date"),
        field("notes", .text, "notes"),
        field("estimated_time", .hours, "estimated time in hours"),
        field("hourly_rate", .amount, "hourly rate, in the workspace's currency"),
        field("is_billable", .boolean, "whether time tracked on it is billable"),
        field("fixed_rate", .amount, "fixed price of the project, in the workspace's currency"),
        field("retainer_closing_day", .integer(minimum: 1), "day of the month on which the retainer closes"),
        field("default_view", .text, "view that the web application opens first"),
        field("is_public", .boolean, "whether all users of the workspace can see it"),
        customFields,
      ] + customerChoice + serviceChoice),
  ]

  static let tasks: [Tool] = [
    read(
      "list_tasks", "List the tasks of the workspace", "/tasks",
      [
        field("project_id", .id, "numeric ID of the project whose tasks to list (default: all projects)"),
        statusFilter("TRACKING"),
        page,
        pageSize("tasks per page (default: 100)"),
      ]),
    read(
      "get_task", "Show one task", "/tasks/{task_id}",
      [
        inPath("task_id", "numeric task ID"),
        field("include_custom_fields", .boolean, "include custom fields (default: true)"),
      ]),
    write(
      "create_task", "Create a task", "/tasks/add",
      [
        required("name", .nonEmptyString, "task name, at most 500 characters"),
        field("description", .text, "description"),
        assignedUsers,
        field("type", .choice(["PERSONAL", "EVERYONE"]), "whether the task is for its assigned users or for everyone"),
        field("due_date", .day(.coming), "due date"),
        field("estimated_time", .hours, "estimated time in hours"),
        field("is_billable", .boolean, "whether time tracked on it is billable"),
        customFields,
      ] + projectChoice),
    write(
      "update_task", "Change a task", "/tasks/update/{task_id}", risk: .high,
      [
        inPath("task_id", "numeric task ID"),
        field("name", .nonEmptyString, "new name, at most 500 characters"),
        field("description", .text, "description"),
        field("due_date", .day(.coming), "due date"),
        field("list_id", .id, "numeric ID of its task list"),
        field("list_position", .integer(minimum: 0), "position in the list, from 0"),
        field("estimated_time", .hours, "estimated time in hours"),
        field("is_billable", .boolean, "whether time tracked on it is billable"),
        field("hourly_rate", .amount, "hourly rate, in the workspace's currency"),
        assignedUsers,
        field("type", .choice(["PERSONAL", "EVERYONE"]), "whether the task is for its assigned users or for everyone"),
        customFields,
      ] + projectChoice + serviceChoice),
    write(
      "track_task", "Start the timer on a task", "/tasks/track/{task_id}",
      [
        inPath("task_id", "numeric task ID", required: false),
        field("task_name", .nonEmptyString, "name of an active task assigned to you; created if it does not exist"),
        field("project_id", .id, "numeric project ID, alone or with a task name"),
        field(
          "project_name", .nonEmptyString, "project name, alone or with a task name; created if it does not exist"),
        field("service", .nonEmptyString, "application the task comes from, such as trello"),
        field("service_task_id", .nonEmptyString, "ID of the task in that application"),
        field("service_project_id", .nonEmptyString, "ID of the project in that application"),
      ] + timerFields + [
        field("notes", .text, "notes on the time entry"),
        field(
          "tags", .list([.init(name: "n", isID: false, summary: "name of the tag")]),
          "tags: a JSON list of {\"n\": name, …}; the service may ignore them"),
        field("stop_running_task", .boolean, "stop any other running timer first"),
        returnTask,
      ]),
    write(
      "stop_task", "Stop the timer of a task", "/tasks/stop/{task_id}",
      [
        inPath("task_id", "numeric task ID")
      ] + timerFields + [returnTask]),
  ]

  private static let assignedUsers = field(
    "users", .list([.init(name: "id", isID: true, summary: "numeric user ID")]),
    "assigned users: a JSON list of {\"id\": …}")

  private static let timerFields = [
    field("date", .dateTime, "time of the start or stop (default: now)"),
    field("timezone", .utcOffset, "UTC offset of date, such as GMT+05:30 (default: this machine's at that time)"),
  ]

  private static let returnTask = field("return_task", .boolean, "return the task instead of the time entry")

  static let customers: [Tool] = [
    read("list_customers", "List customers", "/customers", [statusFilter(), includeCustomFields]),
    write(
      "create_customer", "Create a customer", "/customers/add",
      [
        required("name", .nonEmptyString, "customer name, unique in the workspace"),
        field("notes", .text, "notes"),
        customFields,
      ]),
    write(
      "update_customer", "Change a customer", "/customers/update/{customer_id}", risk: .high,
      [
        inPath("customer_id", "numeric customer ID"),
        field("name", .nonEmptyString, "new name"),
        field("notes", .text, "notes"),
        customFields,
      ]),
  ]

  static let fields: [Tool] = [
    write(
      "create_custom_field", "Create a custom field", "/custom_fields/add",
      [
        required("name", .nonEmptyString, "field name, unique for its kind of object"),
        required(
          "value_type", .choice(["boolean", "currency", "date", "enum", "number", "text", "checkbox"]),
          "type of its values"),
        required(
          "filter_object_class", .choice(["event", "task", "project", "user", "customer"]),
          "kind of object it belongs to"),
        field("color", .text, "colour, a number written as text"),
        field("notes", .text, "notes"),
        field("cf_index", .integer(minimum: 0), "position among the custom fields, from 0"),
      ]),
    write(
      "create_enum_option", "Add an option to an enum custom field", "/enum_options/add",
      [
        required("name", .nonEmptyString, "option name"),
        required("custom_field", .id, "numeric ID of the enum custom field"),
        field("index", .integer(minimum: 0), "position among the options, from 0"),
        field("color", .text, "colour, a number written as text"),
        field("enabled", .boolean, "whether the option can be selected"),
        field("notes", .text, "notes"),
      ]),
  ]
}

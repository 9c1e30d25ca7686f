extension Catalog {
  static let projects: [Tool] = [
    read("list_projects", "List projects", "/projects", [statusFilter("FOLLOWING"), includeCustomFields]),
    write(
      "create_project", "Create a project", "/projects/add",
      [
        required("name", .nonEmptyString, "the project's name"),
        field("is_public", .boolean, "everybody in the workspace sees it"),
        field("default_view", .text, "the view the web application opens"),
        field("estimated_time", .hours, "estimate in hours"),
        customFields,
      ] + customerChoice),
    write(
      "update_project", "Change a project", "/projects/update/{project_id}", risk: .high,
      [
        inPath("project_id", "the project, by number"),
        field("name", .nonEmptyString, "a new name"),
        field("color", .text, "colour, a number as text"),
        field("delivery_date", .day, "delivery day, yyyy-MM-dd"),
        field("notes", .text, "a note"),
        field("estimated_time", .hours, "estimate in hours"),
        field("hourly_rate", .amount, "money for an hour"),
        field("is_billable", .boolean, "whether its time is billable"),
        field("fixed_rate", .amount, "money for the whole project"),
        field("retainer_closing_day", .integer(minimum: 1), "day of the month on which a retainer closes"),
        field("default_view", .text, "the view the web application opens"),
        field("is_public", .boolean, "everybody in the workspace sees it"),
        customFields,
      ] + customerChoice + serviceChoice),
  ]

  static let tasks: [Tool] = [
    read(
      "list_tasks", "List the tasks of the workspace", "/tasks",
      [
        field("project_id", .id, "only the tasks of this project"),
        statusFilter("TRACKING"),
        page,
        pageSize("tasks on a page (default: 100)"),
      ]),
    read(
      "get_task", "Show one task", "/tasks/{task_id}",
      [
        inPath("task_id", "the task, by number"),
        field("include_custom_fields", .boolean, "include custom fields in the answer (default: true)"),
      ]),
    write(
      "create_task", "Create a task", "/tasks/add",
      [
        required("name", .nonEmptyString, "the task's name, at most 500 characters"),
        field("description", .text, "what is to be done"),
        field("users", .json, "who it is assigned to, as a JSON list of {\"id\": …}"),
        field("type", .choice(["PERSONAL", "EVERYONE"]), "for those assigned, or for everyone"),
        field("due_date", .day, "due day, yyyy-MM-dd"),
        field("estimated_time", .hours, "estimate in hours"),
        field("is_billable", .boolean, "whether its time is billable"),
        customFields,
      ] + projectChoice),
    write(
      "update_task", "Change a task", "/tasks/update/{task_id}", risk: .high,
      [
        inPath("task_id", "the task, by number"),
        field("name", .nonEmptyString, "a new name, at most 500 characters"),
        field("description", .text, "what is to be done"),
        field("due_date", .day, "due day, yyyy-MM-dd"),
        field("list_id", .id, "the list it stands in, by number"),
        field("list_position", .integer(minimum: 0), "its place in the list, from 0"),
        field("estimated_time", .hours, "estimate in hours"),
        field("is_billable", .boolean, "whether its time is billable"),
        field("hourly_rate", .amount, "money for an hour"),
        field("users", .json, "who it is assigned to, as a JSON list of {\"id\": …}"),
        field("type", .choice(["PERSONAL", "EVERYONE"]), "for those assigned, or for everyone"),
        customFields,
      ] + projectChoice + serviceChoice),
    write(
      "track_task", "Start the timer on a task", "/tasks/track/{task_id}",
      [
        inPath("task_id", "the task, by number", required: false),
        field("task_name", .nonEmptyString, "an active task of that name assigned to you; made when there is none"),
        field("project_id", .id, "the project, by number, with a task name or alone"),
        field(
          "project_name", .nonEmptyString, "the project, by name, with a task name or alone; made when there is none"),
        field("service", .nonEmptyString, "another application whose task to track, for example trello"),
        field("service_task_id", .nonEmptyString, "the task's id in that application"),
        field("service_project_id", .nonEmptyString, "the project's id in that application"),
      ] + timerFields + [
        field("notes", .text, "a note for the time entry"),
        field("tags", .json, "tags, as a JSON list of {\"n\": name, …}; the service may ignore them"),
        field("stop_running_task", .boolean, "stop another running timer first"),
        returnTask,
      ]),
    write(
      "stop_task", "Stop the timer of a task", "/tasks/stop/{task_id}",
      [
        inPath("task_id", "the task, by number")
      ] + timerFields + [returnTask]),
  ]

  private static let timerFields = [
    field("date", .dateTime, "when, in local time (default: now)"),
    field("timezone", .utcOffset, "offset of date, for example GMT+05:30 (default: this machine's at that time)"),
  ]

  private static let returnTask = field("return_task", .boolean, "answer with the task instead of the time entry")

  static let customers: [Tool] = [
    read("list_customers", "List customers", "/customers", [statusFilter(), includeCustomFields]),
    write(
      "create_customer", "Create a customer", "/customers/add",
      [
        required("name", .nonEmptyString, "the customer's name; no other may have it"),
        field("notes", .text, "a note"),
        customFields,
      ]),
    write(
      "update_customer", "Change a customer", "/customers/update/{customer_id}", risk: .high,
      [
        inPath("customer_id", "the customer, by number"),
        field("name", .nonEmptyString, "a new name"),
        field("notes", .text, "a note"),
        customFields,
      ]),
  ]

  static let fields: [Tool] = [
    write(
      "create_custom_field", "Create a custom field", "/custom_fields/add",
      [
        required("name", .nonEmptyString, "the field's name; unique for its class"),
        required(
          "value_type", .choice(["boolean", "currency", "date", "enum", "number", "text", "checkbox"]),
          "what its values are"),
        required(
          "filter_object_class", .choice(["event", "task", "project", "user", "customer"]), "what it is a field of"),
        field("color", .text, "colour, a number as text"),
        field("notes", .text, "a note"),
        field("cf_index", .integer(minimum: 0), "its place among the fields, from 0"),
      ]),
    write(
      "create_enum_option", "Add an option to an enum custom field", "/enum_options/add",
      [
        required("name", .nonEmptyString, "the option's name"),
        required("custom_field", .id, "the enum field, by number"),
        field("index", .integer(minimum: 0), "its place among the options, from 0"),
        field("color", .text, "colour, a number as text"),
        field("enabled", .boolean, "whether it can be chosen"),
        field("notes", .text, "a note"),
      ]),
  ]
}

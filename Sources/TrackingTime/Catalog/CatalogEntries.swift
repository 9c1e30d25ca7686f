extension Catalog {
  static let entries: [Tool] = [
    read(
      "list_events", "List time entries in a range of days", "/events",
      [
        field(
          "filter", .choice(["USER", "PROJECT", "CUSTOMER", "TASK", "COMPANY"]),
          "whose entries to list; PROJECT, CUSTOMER and TASK require id (default: USER, your own)"),
        field("id", .id, "numeric ID of the user, project, customer or task selected by filter"),
      ] + eventRange + [
        Parameter(
          name: "global_company", kind: .boolean, summary: "list the entries of the whole workspace", required: false,
          location: .local)
      ]),
    read(
      "list_company_events", "List the time entries of the whole workspace in a range of days", "/events", eventRange),
    read(
      "get_event", "Show one time entry", "/events/{event_id}",
      [
        inPath("event_id", "numeric time entry ID"),
        includeCustomFields,
      ]),
    write(
      "create_event", "Add a time entry", "/events/add",
      [
        required("start", .dateTime, "start time"),
        required("end", .dateTime, "end time"),
        field(
          "timezone", .utcOffset,
          "UTC offset or zone of start and end, such as GMT+05:30 or Asia/Kolkata (default: this machine's)"),
        field("duration", .integer(minimum: 0), "duration in seconds (default: end − start)"),
        field("user_id", .id, "numeric ID of the user whose entry it is (default: you)"),
        field("notes", .text, "notes"),
        eventType,
      ] + taskChoice + projectChoice + [
        field(
          "repeat", .choice(["EVERY_DAY", "EVERY_WEEK", "EVERY_MONTH", "EVERY_YEAR", "CUSTOM"]),
          "repeat the entry; CUSTOM is defined by repeat_every and frequency"),
        field("repeat_every", .integer(minimum: 1), "interval of a CUSTOM repetition, in units of frequency"),
        field("end_repeat", .day(.coming), "last day of the repetition"),
        field("frequency", .choice(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]), "unit of a CUSTOM repetition"),
        customFields,
      ]),
    // The vendor's own clients change an entry with GET; nothing is known to do it with POST.
    write(
      "update_event", "Change a time entry", method: "GET", "/events/update/{event_id}", risk: .high,
      [
        inPath("event_id", "numeric time entry ID")
      ] + taskChoice + projectChoice + [
        field("start", .dateTime, "start time"),
        field("end", .dateTime, "end time"),
        field(
          "timezone", .utcOffset,
          "UTC offset or zone of start and end, such as GMT+05:30 or Asia/Kolkata (default: this machine's)"),
        field("duration", .integer(minimum: 0), "duration in seconds"),
        field("notes", .text, "notes"),
        field("user_id", .id, "numeric ID of the user whose entry it is"),
        eventType,
        field("is_billed", .boolean, "whether the entry has been billed"),
        includeCustomFields,
        customFields,
      ]),
  ]

  private static let eventRange = [
    required("from", .day(.past), "first day"),
    required("to", .day(.past), "last day, inclusive"),
    page,
    pageSize("entries per page, at most 20000 (default: 5000)"),
    field("order", .choice(["asc", "desc"]), "sort order by start time (default: asc)"),
    includeCustomFields,
  ]

  private static let eventType = field(
    "event_type", .choice(["WORK", "NOT_LOGGED"]), "WORK for tracked time, NOT_LOGGED for planned time (default: WORK)")

  private static let taskChoice = [
    field("task_id", .id, "numeric task ID"),
    field("task_name", .nonEmptyString, "task name; created if it does not exist"),
  ]
}

extension Catalog {
  static let entries: [Tool] = [
    read(
      "list_events", "List time entries between two days", "/events",
      [
        field(
          "filter", .choice(["USER", "PROJECT", "CUSTOMER", "TASK", "COMPANY"]),
          "whose entries, together with id (default: USER, yourself)"),
        field("id", .id, "number of the user, project, customer or task that filter names"),
      ] + eventRange + [
        Parameter(
          name: "global_company", kind: .boolean, summary: "the entries of the whole company", required: false,
          location: .local)
      ]),
    read("list_company_events", "List the time entries of the whole workspace between two days", "/events", eventRange),
    read(
      "get_event", "Show one time entry", "/events/{event_id}",
      [
        inPath("event_id", "the time entry, by number"),
        includeCustomFields,
      ]),
    write(
      "create_event", "Add a time entry", "/events/add",
      [
        required("start", .dateTime, "when it began"),
        required("end", .dateTime, "when it ended"),
        field("timezone", .utcOffset, "offset of start and end, for example GMT+05:30 (default: this machine's)"),
        field("duration", .integer(minimum: 0), "length in seconds (default: end minus start)"),
        field("user_id", .id, "whose entry (default: yours)"),
        field("notes", .text, "a note"),
        eventType,
      ] + taskChoice + projectChoice + [
        field(
          "repeat", .choice(["EVERY_DAY", "EVERY_WEEK", "EVERY_MONTH", "EVERY_YEAR", "CUSTOM"]), "make it a series"),
        field("repeat_every", .integer(minimum: 1), "interval of a CUSTOM series"),
        field("end_repeat", .day, "last day of the series"),
        field("frequency", .choice(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]), "unit of a CUSTOM series"),
        customFields,
      ]),
    write(
      "update_event", "Change a time entry", "/events/update/{event_id}", risk: .high,
      [
        inPath("event_id", "the time entry, by number")
      ] + taskChoice + projectChoice + [
        field("start", .dateTime, "when it began"),
        field("end", .dateTime, "when it ended"),
        field("timezone", .utcOffset, "offset of start and end, for example GMT+05:30 (default: this machine's)"),
        field("duration", .integer(minimum: 0), "length in seconds"),
        field("notes", .text, "a note"),
        field("user_id", .id, "whose entry"),
        eventType,
        field("is_billed", .boolean, "mark as billed or not"),
        includeCustomFields,
        customFields,
      ]),
  ]

  private static let eventRange = [
    required("from", .day, "first day, yyyy-MM-dd"),
    required("to", .day, "last day, yyyy-MM-dd, itself included"),
    page,
    pageSize("entries on a page, at most 20000 (default: 5000)"),
    field("order", .choice(["asc", "desc"]), "by start (default: asc)"),
    includeCustomFields,
  ]

  private static let eventType = field(
    "event_type", .choice(["WORK", "NOT_LOGGED"]), "work done, or planned and not logged (default: WORK)")

  private static let taskChoice = [
    field("task_id", .id, "the task, by number"),
    field("task_name", .nonEmptyString, "the task, by name; made when there is none of that name"),
  ]
}

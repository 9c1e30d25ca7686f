import Basics

extension Reading {
  private static let tasks: RouteSelection = ["tasks", "tasks/paginated"]
  private static let lists: RouteSelection = [
    "events", "events/min", "tasks", "tasks/paginated", "projects", "customers", "users",
  ]

  /// Lists: pages, filters, shapes and custom fields.
  static let listRules: [Reading: ReadingRule] = [
    .smallPages: .quirk("pages have at most 1000 rows, whatever page_size") { $0.pageCap = 1000 },
    .tinyPages: .quirk("pages have at most 50 rows, whatever page_size") { $0.pageCap = 50 },
    .pagesIgnored: .before("every page of a list is its first", on: lists) { handler in
      handler.parameters.set("page", to: nil)
      return nil
    },
    .projectIDIgnored: .quirk("the list of tasks ignores project_id") { $0.ignoresProjectFilter = true },
    .abbreviatedWithoutD: .entries("listed entries have no d", on: .events) { entry, _, _ in entry["d"] = nil },
    .abbreviatedWithoutNulls: .data("listed entries have no members that are null", on: .events) { data, _ in
      data.editRows { row in row = JSONObject(row.members.filter { !$0.value.isNull }) }
    },
    .textDurations: .entries("the durations of entries are texts") { entry, names, _ in
      entry[names.duration] = entry[names.duration].map { .string($0.compact) }
    },
    .fullNames: .data("listed entries have long names, as in old versions", on: .events) { data, handler in
      let serializer = Serializer(handler)
      data.editRows { row in
        if let event = handler.workspace.events[row["id"]?.int] { row = serializer.event(event).object ?? row }
      }
    },
    .duplicateIDs: .data("the first entry of a page is listed again with the same ID and another task", on: .events) {
      data, handler in
      guard var rows = data.array, var copy = rows.first?.object else { return }
      let other = handler.workspace.tasks.all.first { $0.id != copy["tid"]?.int && $0.accountID == handler.accountID }
      copy["tid"] = .whole(other?.id)
      copy["t"] = .text(other?.name)
      rows.insert(.object(copy), at: 1)
      data = .array(rows)
    },
    .eventDatesRequired: .before("the list of entries requires from and to", on: .events) { handler in
      _ = try handler.parameters.required("from")
      _ = try handler.parameters.required("to")
      return nil
    },
    .eventsObject: wrapped("events", on: .events),
    .customersObject: wrapped("customers", on: ["customers"]),
    .projectsObject: wrapped("projects", on: ["projects"]),
    .tasksObject: wrapped("tasks", on: tasks),
    .usersObject: wrapped("users", on: ["users"]),
    .emptyListObject: .data("an empty list is {} instead of []") { data, _ in if data == [] { data = [:] } },
    .compactTasks: .data("listed tasks have the compact form", on: tasks) { $0.useCompactTasks($1) },
    .enumValueNull: siblings("set_custom_fields", "the value of an enum field is null, with only enum_option_id") {
      row, _ in
      if row["enum_option_id"]?.int != nil { row["value"] = .null }
    },
    .fieldsWithoutOptions: siblings("available_custom_fields", "available custom fields have no options") { row, _ in
      row["enum_options"] = .null
    },
    .eventFieldsWithoutID: siblings("set_custom_fields", "the values of custom fields of entries have no event_id") {
      row, _ in row["event_id"] = nil
    },
    .usersSibling: ReadingRule(
      summary: "the users beside data have the names of all users by their IDs",
      effect: .answer(.all) { envelope, handler in
        guard envelope["users"] != nil else { return }
        let people = handler.workspace.users.all.filter { $0.accountIDs.contains(handler.accountID) }
        envelope["users"] = .object(
          JSONObject(people.map { .init(key: String($0.id), value: ["name": .string($0.name)]) }))
      }),
    .stringIDs: .data("all IDs are texts") { data, _ in data.writeIDsAsText() },
  ]

  private static func wrapped(_ name: String, on routes: RouteSelection) -> ReadingRule {
    .data("the list of \(name) is a member \(name) of an object", on: routes) { data, _ in
      data = .object([name: data])
    }
  }

  /// Changes the rows of a member beside `data`.
  private static func siblings(
    _ name: String, _ summary: String, _ change: @escaping @Sendable (inout JSONObject, RequestHandler) -> Void
  ) -> ReadingRule {
    ReadingRule(
      summary: summary,
      effect: .answer(.all) { envelope, handler in
        guard var rows = envelope[name] else { return }
        rows.editRows { change(&$0, handler) }
        envelope[name] = rows
      })
  }
}

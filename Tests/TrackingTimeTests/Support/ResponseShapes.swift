import Basics

/// Responses of the service in their documented forms, with invented values.
enum Shape {
  /// The response of `/me` for user 9001.
  static let me: JSONValue = ["id": 9001, "name": "Ada", "account_id": 700_001]

  /// A running or closed entry.
  static func entry(
    task: Int = 42, name: String = "Write report", project: String? = "Website", projectID: Int? = 5201,
    start: String = "2026-03-02 09:00:00", end: String? = nil
  ) -> JSONValue {
    [
      "id": 6401, "event_type": "WORK", "start": .string(start), "end": .string(end ?? start), "duration": 0,
      "timezone": "GMT+01:00", "task_id": JSONValue(task), "task": .string(name), "task_type": "PERSONAL",
      "project_id": projectID.map { JSONValue($0) } ?? nil, "project": project.map(JSONValue.string) ?? nil,
    ]
  }

  /// A task with the running entry in `tracking_event`.
  static func task(
    _ id: Int = 42, name: String = "Write report", project: String? = "Website", projectID: Int? = 5201,
    account: Int = 700_001, start: String = "2026-03-02 09:00:00", type: String = "PERSONAL"
  ) -> JSONValue {
    [
      "id": JSONValue(id), "name": .string(name), "type": .string(type),
      "visibility": type == "GHOST" ? "HIDDEN" : nil, "tracking": true, "account_id": JSONValue(account),
      "project": project.map(JSONValue.string) ?? nil, "project_id": projectID.map { JSONValue($0) } ?? nil,
      "tracking_event": entry(task: id, name: name, project: project, projectID: projectID, start: start),
      "users": [],
    ]
  }

  /// Rows with the IDs of a range.
  static func rows(_ ids: Range<Int>) -> JSONValue {
    .array(ids.map { ["id": JSONValue($0), "name": .string("row \($0)")] })
  }
}

extension Expected {
  static func whoAmI(_ outcome: Outcome = .ok(Shape.me)) -> Expected { .get("/me", outcome) }

  /// What runs, asked for under the workspace of the configuration.
  static func running(_ tasks: JSONValue..., user: Int = 9001) -> Expected {
    .get("/700001/users/\(user)/tasks/tracking", .ok(.array(tasks)))
  }

  static func running(_ outcome: Outcome) -> Expected { .get("/700001/users/9001/tasks/tracking", outcome) }

  /// The caller's entries of the days around 2 March 2026.
  static func recent(_ rows: JSONValue...) -> Expected {
    .get(
      "/700001/events?filter=USER&id=9001&from=2026-03-01&to=2026-03-03&page=0&page_size=1000", .ok(.array(rows)))
  }

  /// `date` and `timezone` at 09:00 in Berlin.
  static let nineOClock = "date=2026-03-02%2009%3A00%3A00&timezone=GMT%2B01%3A00"

  static func track(_ outcome: Outcome, _ more: String = "") -> Expected {
    .post("/700001/tasks/track/42?\(nineOClock)\(more)", outcome)
  }

  static func stop(_ outcome: Outcome, task: Int = 42, account: Int = 700_001) -> Expected {
    .post("/\(account)/tasks/stop/\(task)?\(nineOClock)", outcome)
  }
}

import Basics

extension Reading {
  private static let tracking: RouteSelection = ["users/:user_id/tasks/tracking"]

  /// The running timer and its entry.
  static let runningRules: [Reading: ReadingRule] = [
    .runningNullEnd: .running("the end of a running entry is null") { entry, names, _ in entry[names.end] = .null },
    .runningEmptyEnd: .running("the end of a running entry is an empty text") { entry, names, _ in
      entry[names.end] = ""
    },
    .runningWithoutEnd: .running("a running entry has neither end nor duration") { entry, names, _ in
      entry[names.end] = nil
      entry[names.duration] = nil
    },
    .runningLastSync: .running("the end of a running entry is the time of the last sync, after its start") {
      setEnd(&$0, $1, $2, after: 0)
    },
    .runningFutureEnd: .running("the end of a running entry lies in the future") { setEnd(&$0, $1, $2, after: 3600) },
    .runningNullDuration: .running("the duration of a running entry is null") { entry, names, _ in
      entry[names.duration] = .null
    },
    .runningInTask: .quirk("a task has its running entry in tracking_event only") { $0.runningEvent = .task },
    .runningInUsers: .quirk("a task has its running entry in users[].event only") { $0.runningEvent = .users },
    .runningNotListed: .data("the list of entries leaves out running ones", on: .events) { data, handler in
      let running = Set(handler.workspace.running.values)
      data = .list((data.array ?? []).filter { row in !(row["id"]?.int.map(running.contains) ?? false) })
    },
    .runningStartedAhead: .running("a running entry started 45 seconds from now, by a clock that is ahead") {
      entry, names, handler in
      guard let zone = handler.workspace.events[entry["id"]?.int]?.zone else { return }
      let start = JSONValue.string(LocalTime(handler.now, at: zone).adding(seconds: 45).text)
      (entry[names.start], entry[names.end]) = (start, start)
    },
    .trackingObject: .data("the running task is not in a list, and {} when nothing runs", on: tracking) { data, _ in
      data = data.array?.first ?? [:]
    },
    .staleTracking: .data("when nothing runs, the last task is still listed as tracked, without an entry", on: tracking)
    {
      data, handler in
      let last = handler.workspace.events.all.last { $0.userID == handler.user.id && $0.taskID != nil }
      guard data == [], let task = handler.workspace.tasks[last?.taskID] else { return }
      var object = Serializer(handler).task(task).object ?? [:]
      object["tracking"] = true
      data = .list([.object(object)])
    },
    .foreignTrackingEvent: .data("tracking_event of a running task is the entry of another user") { data, handler in
      data.editObjects { task in
        guard let event = task["tracking_event"], !event.isNull else { return }
        let others = handler.workspace.events.all.filter { $0.userID != handler.user.id }
        if let other = others.last(where: { $0.taskID == task["id"]?.int }) ?? others.last {
          task["tracking_event"] = Serializer(handler).event(other)
        }
      }
    },
    .stringIDsTracking: .data("the IDs of the running task are texts", on: tracking) { data, _ in
      data.writeIDsAsText()
    },
    .compactTracking: .data("the running task has the compact form, without tracking_event", on: tracking) {
      $0.useCompactTasks($1)
    },
  ]

  private static func setEnd(
    _ entry: inout JSONObject, _ names: EntryNames, _ handler: RequestHandler, after seconds: Int
  ) {
    guard let event = handler.workspace.events[entry["id"]?.int] else { return }
    let end = max(LocalTime(handler.now, at: event.zone), event.start).adding(seconds: seconds)
    entry[names.end] = .string(end.text)
    entry[names.duration] = JSONValue(end.seconds(since: event.start))
  }
}

extension JSONValue {
  /// Replaces the numbers of all IDs by texts.
  mutating func writeIDsAsText() {
    editObjects { object in
      for member in object.members where member.key.hasSuffix("id") {
        if let id = member.value.int { object[member.key] = .string(String(id)) }
      }
    }
  }

  /// Replaces the tasks of a list by their compact form.
  mutating func useCompactTasks(_ handler: RequestHandler) {
    let serializer = Serializer(handler)
    editRows { row in
      if let task = handler.workspace.tasks[row["id"]?.int] { row = serializer.assignedTask(task).object ?? row }
    }
  }
}

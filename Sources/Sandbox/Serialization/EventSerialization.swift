import Basics

extension Serializer {
  /// A time entry with full member names.
  func event(_ event: Workspace.Event) -> JSONValue {
    let task = workspace.tasks[event.taskID]
    let project = workspace.projects[task?.projectID]
    let customer = workspace.customers[project?.customerID]
    let hidesEnd = quirks.hidesRunningEnd && workspace.running[event.userID] == event.id
    let times: JSONObject = [
      "id": JSONValue(event.id), "event_type": .string(event.type),
      "start": .string(event.start.text), "loc_start": .string(event.start.localizedText),
      "end": hidesEnd ? .null : .string(event.end.text), "loc_end": hidesEnd ? .null : .string(event.end.localizedText),
      "duration": JSONValue(event.duration), "loc_duration": .hoursText(event.duration),
      "formated_duration": .clock(event.duration), "timezone": .string(event.zone.gmtText),
      "created_at": .string(event.createdAt.text), "updated_at": .text(event.updatedAt?.text),
    ]
    let place: JSONObject = [
      "customer": .text(customer?.name), "customer_id": .whole(customer?.id), "project": .text(project?.name),
      "project_id": .whole(project?.id), "project_notes": .text(project?.notes),
      "project_color": .text(project?.color), "project_is_favorite": .bool(project?.isFavorite ?? false),
      "task": .text(task.flatMap { $0.isGhost ? nil : $0.name }), "task_id": .whole(task?.id),
      "task_type": .text(task?.type), "task_visibility": .text(task?.visibility), "service": .text(task?.service),
      "due_date": .text(task?.dueDate?.dateText), "estimated_time": .decimal(task?.estimatedTime),
      "is_archived": .bool(task?.isArchived ?? false), "color": .text(project?.color),
    ]
    let rest: JSONObject = [
      "user": .text(workspace.users[event.userID]?.fullName), "user_id": JSONValue(event.userID),
      "user_hourly_rate": 0, "user_hourly_cost": 0, "notes": .text(event.notes),
      "is_billable": .bool(event.isBillable), "is_billed": .bool(event.isBilled), "tags": [],
      "repeat": .text(event.repetition?.rule), "end_repeat": .text(event.repetition?.end?.dateText),
      "frequency": .text(event.repetition?.frequency), "repeat_every": .whole(event.repetition?.every),
    ]
    return .object(times + place + rest + Self.eventNulls)
  }

  private static let eventNulls = JSONObject.nulls("service_id skill skill_id task_list hourly_rate user_groups json")
}

extension Workspace.Task {
  /// `HIDDEN` for hidden tasks, nil for all others.
  var visibility: String? { isGhost ? "HIDDEN" : nil }
}

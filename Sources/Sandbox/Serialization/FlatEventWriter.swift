import Basics

/// Writes rows of the flat list of time entries, whose members have long names and include the values of custom fields.
struct FlatEventWriter {
  private let workspace: Workspace
  private let fields: [Workspace.CustomField]

  /// A writer of the entries in the account of a request.
  init(_ request: RequestHandler) {
    workspace = request.workspace
    fields = request.workspace.customFields.all.filter { $0.accountID == request.accountID }
  }

  /// The names of the members, in order.
  var columns: [String] {
    row(
      Workspace.Event(
        id: 0, accountID: 0, userID: 0, taskID: nil, start: LocalTime(wallSeconds: 0), duration: 0,
        zone: UTCOffset(seconds: 0), createdAt: LocalTime(wallSeconds: 0))
    ).keys
  }

  /// A time entry. The spelling of `Repeat Rrequency` is that of the service.
  func row(_ event: Workspace.Event) -> JSONObject {
    let task = workspace.tasks[event.taskID]
    let project = workspace.projects[task?.projectID]
    let customer = workspace.customers[project?.customerID]
    let user = workspace.users[event.userID]
    let work: JSONObject = [
      "ID": JSONValue(event.id), "Start": .string(event.start.text), "End": .string(event.end.text),
      "Duration": JSONValue(event.duration), "Service": .text(task?.service), "Service Id": nil,
      "Customer": .text(customer?.name), "Customer Id": .whole(customer?.id), "Project": .text(project?.name),
      "Project Id": .whole(project?.id), "Project Notes": .text(project?.notes),
      "Project is favorite": .bool(project?.isFavorite ?? false),
      "Task": .text(task.flatMap { $0.isGhost ? nil : $0.name }), "Task Id": .whole(task?.id),
      "Task Type": .text(task?.type), "Task Visibility": .string(task?.visibility ?? ""), "Task List": nil,
      "Due Date": .text(task?.dueDate?.dateText), "Estimated Time": .decimal(task?.estimatedTime),
      "Is Archived": .bool(task?.isArchived ?? false),
    ]
    let rest: JSONObject = [
      "User": .text(user?.fullName), "User Id": JSONValue(event.userID), "User Hourly Rate": 0, "User Hourly Cost": 0,
      "User Avatar Url": nil, "Timezone": .string(event.zone.gmtText), "Notes": .text(event.notes),
      "Color": .text(project?.color), "Hourly Rate": nil, "Is Billable": .bool(event.isBillable),
      "Is Billed": .bool(event.isBilled), "Icalendar Token": nil, "Event Repeat": .text(event.repetition?.rule),
      "Repeat Rrequency": .text(event.repetition?.frequency), "Repeat Every": .whole(event.repetition?.every),
      "Repeat Group Id": nil, "Event Type": .string(event.type), "User Color Index": 1,
      "Customer Color Index": .whole(customer.map { $0.id % 20 }), "Service Color Index": nil, "Has files": false,
      "Time Off Id": nil, "Users": nil,
    ]
    let values = [
      "event": event.fieldValues, "task": task?.fieldValues, "project": project?.fieldValues,
      "customer": customer?.fieldValues, "user": user?.fieldValues,
    ]
    let custom = fields.map { field in
      JSONObject.Member(
        key: "\(field.name) (\(field.objectClass.prefix(1).uppercased())\(field.objectClass.dropFirst()) CF)",
        value: .text(values[field.objectClass]??[field.id]))
    }
    return JSONObject(work.members + rest.members + custom)
  }
}

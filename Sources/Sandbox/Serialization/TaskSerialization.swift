import Basics

extension Serializer {
  /// A task with all members.
  func task(_ task: Workspace.Task) -> JSONValue {
    let tracking = workspace.usersTracking(task.id)
    let project = workspace.projects[task.projectID]
    let projectSeconds = totals.project(task.projectID)
    let shown = quirks.runningEvent == .users ? nil : tracking.min().flatMap { workspace.runningEvent(of: $0) }
    let specific: JSONObject = [
      "project_accumulated_time": JSONValue(projectSeconds), "project_loc_worked_hours": .hoursText(projectSeconds),
      "project_is_public": .bool(project?.isPublic ?? false),
      "loc_estimated_time": .hoursText(hours: task.estimatedTime),
      "start_date": .string(task.createdAt.text), "loc_start_date": .string(task.createdAt.localizedText),
      "end_date": .text(task.closedAt?.text), "loc_end_date": .text(task.closedAt?.localizedText),
      "loc_due_date": .text(task.dueDate?.localizedText), "day_index": 0, "user": person(task.creatorID),
      "billing": billing(isBillable: task.isBillable, hourlyRate: task.hourlyRate),
      "tracking_event": shown.map(event) ?? .null, "subtasks": [], "comments": [],
      "description": .text(task.description), "created_by": person(task.creatorID),
      "created_at": .string(task.createdAt.text), "json": .text(task.json),
    ]
    return .object(common(task, tracking) + specific + Self.taskNulls)
  }

  /// A task in the list of tasks assigned to a user.
  func assignedTask(_ task: Workspace.Task) -> JSONValue {
    .object(common(task, workspace.usersTracking(task.id)) + Self.assignedTaskRest)
  }

  private func common(_ task: Workspace.Task, _ tracking: Set<Int>) -> JSONObject {
    let project = workspace.projects[task.projectID]
    let customer = workspace.customers[project?.customerID]
    let seconds = totals.task(task.id)
    return [
      "account_id": JSONValue(task.accountID), "id": JSONValue(task.id), "name": .string(task.name),
      "type": .string(task.type), "visibility": .text(task.visibility), "color": .text(project?.color), "index": 0,
      "project_id": .whole(project?.id), "project": .text(project?.name),
      "project_is_favorite": .bool(project?.isFavorite ?? false), "customer": .text(customer?.name),
      "customer_id": .whole(customer?.id), "service": .text(task.service), "service_id": nil,
      "estimated_time": .decimal(task.estimatedTime), "accumulated_time": JSONValue(seconds),
      "accumulated_time_display": .clock(seconds), "worked_hours": .hours(seconds),
      "loc_worked_hours": .hoursText(seconds), "due_date": .text(task.dueDate?.dateText),
      "is_archived": .bool(task.isArchived), "list_id": .whole(task.listID), "list_name": nil,
      "list_position": JSONValue(task.listPosition), "tracking": .bool(!tracking.isEmpty),
      "users": .list(task.userIDs.map { assignee($0, of: task, isTracking: tracking.contains($0)) }),
      "third_party_data": nil,
    ]
  }

  private func assignee(_ userID: Int, of task: Workspace.Task, isTracking: Bool) -> JSONValue {
    let user = workspace.users[userID]
    let shown = quirks.runningEvent != .task && isTracking ? workspace.runningEvent(of: userID) : nil
    return [
      "id": JSONValue(userID), "name": .text(user?.name), "surname": .text(user?.surname), "avatar_url": nil,
      "status": "ACTIVE", "shared_on": .string(task.createdAt.text), "event": shown.map(event) ?? .null,
      "estimated_time": nil, "accumulated_time": JSONValue(totals.task(task.id, of: userID)),
    ]
  }

  private static let taskNulls = JSONObject.nulls(
    "skill project_billing service_item files task_permalink updated_at")
  private static let assignedTaskRest: JSONObject =
    ["project_following": false] + JSONObject.nulls("created_at third_party_project")
}

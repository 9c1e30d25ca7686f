import Basics

extension Serializer {
  /// A project.
  func project(_ project: Workspace.Project) -> JSONValue {
    let seconds = totals.project(project.id)
    let tasks = workspace.tasks.all.filter { $0.projectID == project.id && !$0.isGhost }
    let archived = tasks.filter(\.isArchived).count
    let object: JSONObject = [
      "id": JSONValue(project.id), "name": .string(project.name), "color": .text(project.color),
      "notes": .text(project.notes), "is_public": .bool(project.isPublic), "is_archived": .bool(project.isArchived),
      "is_template": false, "following": .bool(project.isFavorite), "default_view": .text(project.defaultView),
      "delivery_date": .text(project.deliveryDate?.dateText),
      "loc_delivery_date": .text(project.deliveryDate?.localizedText),
      "estimated_time": .decimal(project.estimatedTime),
      "loc_estimated_time": .hoursText(hours: project.estimatedTime), "accumulated_time": JSONValue(seconds),
      "worked_hours": .hours(seconds), "loc_worked_hours": .hoursText(seconds),
      "customer": customerReference(project.customerID),
      "service": project.service.map { ["name": .string($0)] } ?? .null,
      "billing": billing(
        isBillable: project.isBillable, hourlyRate: project.hourlyRate, fixedRate: project.fixedRate),
      "active_tasks": JSONValue(tasks.count - archived), "archived_tasks": JSONValue(archived),
      "retainer_closing_day": .whole(project.retainerClosingDay), "created_at": .string(project.createdAt.text),
    ]
    return .object(object + Self.projectNulls)
  }

  /// A project in the list of what a user can track, with its tasks.
  func trackable(_ project: Workspace.Project, _ tasks: [Workspace.Task]) -> JSONObject {
    [
      "id": JSONValue(project.id), "name": .string(project.name), "color": .text(project.color),
      "is_public": .bool(project.isPublic), "is_favorite": .bool(project.isFavorite),
      "customer": customerReference(project.customerID), "tasks": .list(tasks.map(trackable)),
    ]
  }

  /// The pseudo project that groups tasks without a project.
  func trackableWithoutProject(_ tasks: [Workspace.Task]) -> JSONObject {
    [
      "id": 0, "name": "No Project", "color": nil, "is_public": nil, "is_favorite": nil, "customer": nil,
      "tasks": .list(tasks.map(trackable)),
    ]
  }

  private func trackable(_ task: Workspace.Task) -> JSONValue {
    [
      "id": JSONValue(task.id), "name": .string(task.name), "type": .string(task.type),
      "estimated_time": .decimal(task.estimatedTime), "accumulated_time": JSONValue(totals.task(task.id)),
      "due_date": .text(task.dueDate?.dateText), "users": [], "task_permalink": nil,
    ]
  }

  private func customerReference(_ id: Int?) -> JSONValue {
    workspace.customers[id].map { ["name": .string($0.name), "id": JSONValue($0.id)] } ?? .null
  }

  private static let projectNulls = JSONObject.nulls(
    """
    start_date loc_start_date end_date loc_end_date tasks task_lists worked_hours_today worked_hours_this_week \
    worked_hours_this_month loc_worked_hours_today loc_worked_hours_this_week loc_worked_hours_this_month users_hours \
    coworkers files account_index user_preferences doc_id third_party_data user_index updated_at json
    """)
}

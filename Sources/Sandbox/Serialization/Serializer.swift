import Basics

/// Writes the objects of a workspace as JSON, with the members and in the order the service uses.
final class Serializer {
  let workspace: Workspace
  let quirks: Quirks
  /// Computed on first use; not every object has totals.
  private(set) lazy var totals = WorkTotals(workspace)

  init(_ request: RequestHandler) {
    workspace = request.workspace
    quirks = request.quirks
  }

  /// The short form of a user inside other objects.
  func person(_ id: Int) -> JSONValue {
    let user = workspace.users[id]
    return [
      "name": .text(user?.name), "surname": .text(user?.surname), "avatar_url": nil,
      "token": .string(Self.secretToken), "third_party_data": nil, "id": JSONValue(id),
    ]
  }

  /// The `billing` member of an object.
  func billing(isBillable: Bool, hourlyRate: Double?, fixedRate: Double? = nil) -> JSONValue {
    .object(
      [
        "is_billable": .bool(isBillable), "hourly_rate": .decimal(hourlyRate), "fixed_rate": .decimal(fixedRate),
      ]
        + Self.billingNulls)
  }

  private static let billingNulls = JSONObject.nulls(
    """
    loc_hourly_rate hourly_cost loc_hourly_cost loc_fixed_rate billable_hours non_billable_hours loc_billable_hours \
    loc_non_billable_hours
    """)

  /// Takes the place of the secrets the service discloses: not a secret, and easy to find in output that should mask it.
  static let secretToken = "sandbox-token-not-real"
}

/// The seconds worked per task, project and user, summed in one pass over the time entries.
struct WorkTotals {
  private var byTask: [Int: Int] = [:]
  private var byProject: [Int: Int] = [:]
  private var byTaskAndUser: [TaskAndUser: Int] = [:]

  private struct TaskAndUser: Hashable {
    var taskID: Int
    var userID: Int
  }

  init(_ workspace: Workspace) {
    for event in workspace.events.all {
      guard let taskID = event.taskID else { continue }
      byTask[taskID, default: 0] += event.duration
      byTaskAndUser[TaskAndUser(taskID: taskID, userID: event.userID), default: 0] += event.duration
      if let projectID = workspace.tasks[taskID]?.projectID { byProject[projectID, default: 0] += event.duration }
    }
  }

  /// The seconds of all users on a task.
  func task(_ id: Int) -> Int { byTask[id] ?? 0 }

  /// The seconds of one user on a task.
  func task(_ id: Int, of userID: Int) -> Int { byTaskAndUser[TaskAndUser(taskID: id, userID: userID)] ?? 0 }

  /// The seconds of all users on the tasks of a project; 0 for nil.
  func project(_ id: Int?) -> Int { id.flatMap { byProject[$0] } ?? 0 }
}

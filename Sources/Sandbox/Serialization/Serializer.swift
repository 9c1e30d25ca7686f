import Basics

/// Writes objects of the workspace as the service shows them.
final class Serializer {
  let workspace: Workspace
  let quirks: Quirks
  /// Counted when the first object asks for it.
  private(set) lazy var totals = WorkTotals(workspace)

  init(_ action: RequestHandler) {
    workspace = action.workspace
    quirks = action.quirks
  }

  /// The short form of a user inside other objects.
  func person(_ id: Int) -> JSONValue {
    let user = workspace.users[id]
    return [
      "name": .text(user?.name), "surname": .text(user?.surname), "avatar_url": nil,
      "token": .string(Self.secretToken), "third_party_data": nil, "id": JSONValue(id),
    ]
  }

  /// The rates of something that can be billed.
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

  /// What stands where the service keeps a secret: plainly no secret, and easy to find in an output that should mask it.
  static let secretToken = "sandbox-token-not-real"
}

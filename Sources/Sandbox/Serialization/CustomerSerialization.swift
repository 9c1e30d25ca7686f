import Basics

extension Serializer {
  /// A customer.
  func customer(_ customer: Workspace.Customer) -> JSONValue {
    let projects = workspace.projects.all.filter { $0.customerID == customer.id }
    let archived = projects.filter(\.isArchived).count
    let seconds = projects.reduce(0) { $0 + totals.project($1.id) }
    let object: JSONObject = [
      "id": JSONValue(customer.id), "name": .string(customer.name), "notes": .text(customer.notes),
      "contact": contact(customer), "is_archived": .bool(customer.isArchived), "worked_hours": .hours(seconds),
      "loc_worked_hours": .hoursText(seconds), "total_projects": JSONValue(projects.count),
      "archived_projects": JSONValue(archived), "active_projects": JSONValue(projects.count - archived),
      "color_index": JSONValue(customer.id % 20), "created_at": .string(customer.createdAt.text),
    ]
    return .object(object + Self.customerNulls)
  }

  private func contact(_ customer: Workspace.Customer) -> JSONValue {
    if customer.contactName == nil && customer.contactEmail == nil { return .null }
    return ["name": .text(customer.contactName), "email": .text(customer.contactEmail)]
  }

  private static let customerNulls = JSONObject.nulls(
    """
    average_hourly_rate worked_hours_today worked_hours_this_week worked_hours_this_month loc_worked_hours_today \
    loc_worked_hours_this_week loc_worked_hours_this_month updated_at json
    """)
}

import Basics

extension Workspace: StoredRow {
  static var blank: Workspace { Workspace() }
  static let members: [StoredMember<Workspace>] = [
    StoredMember("accounts", \.accounts), StoredMember("users", \.users), StoredMember("customers", \.customers),
    StoredMember("projects", \.projects), StoredMember("tasks", \.tasks), StoredMember("events", \.events),
    StoredMember("custom_fields", \.customFields), StoredMember("services", \.services),
    StoredMember("webhooks", \.webhooks), StoredMember("running", \.running),
    StoredMember("time_zone", \.timeZone), StoredMember("caller_id", \.callerID),
  ]
}

private let epoch = LocalTime(wallSeconds: 0)

extension Workspace.Account: StoredRow {
  static var blank: Self { Self(id: 0, company: "", ownerID: 0, createdAt: epoch) }
  static let members: [StoredMember<Self>] = [
    StoredMember("id", \.id), StoredMember("company", \.company), StoredMember("owner_id", \.ownerID),
    StoredMember("created_at", \.createdAt),
  ]
}

extension Workspace.User: StoredRow {
  static var blank: Self {
    Self(id: 0, name: "", surname: "", email: "", role: "CO_WORKER", accountIDs: [], createdAt: epoch)
  }
  static let members: [StoredMember<Self>] = [
    StoredMember("id", \.id), StoredMember("name", \.name), StoredMember("surname", \.surname),
    StoredMember("email", \.email), StoredMember("role", \.role), StoredMember("account_ids", \.accountIDs),
    StoredMember("is_archived", \.isArchived), StoredMember("custom_fields", \.fieldValues),
    StoredMember("created_at", \.createdAt),
  ]
}

extension Workspace.Customer: StoredRow {
  static var blank: Self { Self(id: 0, accountID: 0, name: "", createdAt: epoch) }
  static let members: [StoredMember<Self>] = [
    StoredMember("id", \.id), StoredMember("account_id", \.accountID), StoredMember("name", \.name),
    StoredMember("notes", \.notes), StoredMember("contact_name", \.contactName),
    StoredMember("contact_email", \.contactEmail), StoredMember("is_archived", \.isArchived),
    StoredMember("custom_fields", \.fieldValues), StoredMember("created_at", \.createdAt),
  ]
}

extension Workspace.Project: StoredRow {
  static var blank: Self { Self(id: 0, accountID: 0, name: "", createdAt: epoch) }
  static let members: [StoredMember<Self>] = [
    StoredMember("id", \.id), StoredMember("account_id", \.accountID), StoredMember("name", \.name),
    StoredMember("customer_id", \.customerID), StoredMember("color", \.color), StoredMember("notes", \.notes),
    StoredMember("is_public", \.isPublic), StoredMember("is_archived", \.isArchived),
    StoredMember("is_favorite", \.isFavorite), StoredMember("is_billable", \.isBillable),
    StoredMember("hourly_rate", \.hourlyRate), StoredMember("fixed_rate", \.fixedRate),
    StoredMember("estimated_time", \.estimatedTime), StoredMember("service", \.service),
    StoredMember("delivery_date", \.deliveryDate), StoredMember("default_view", \.defaultView),
    StoredMember("retainer_closing_day", \.retainerClosingDay), StoredMember("custom_fields", \.fieldValues),
    StoredMember("created_at", \.createdAt),
  ]
}

extension Workspace.Task: StoredRow {
  static var blank: Self {
    Self(id: 0, accountID: 0, name: "", projectID: nil, userIDs: [], creatorID: 0, createdAt: epoch)
  }
  static let members: [StoredMember<Self>] = [
    StoredMember("id", \.id), StoredMember("account_id", \.accountID), StoredMember("name", \.name),
    StoredMember("type", \.type), StoredMember("project_id", \.projectID), StoredMember("user_ids", \.userIDs),
    StoredMember("creator_id", \.creatorID), StoredMember("description", \.description),
    StoredMember("is_archived", \.isArchived), StoredMember("closed_at", \.closedAt),
    StoredMember("due_date", \.dueDate), StoredMember("estimated_time", \.estimatedTime),
    StoredMember("is_billable", \.isBillable), StoredMember("hourly_rate", \.hourlyRate),
    StoredMember("service", \.service), StoredMember("list_id", \.listID),
    StoredMember("list_position", \.listPosition), StoredMember("foreign", \.foreign), StoredMember("json", \.json),
    StoredMember("custom_fields", \.fieldValues), StoredMember("created_at", \.createdAt),
  ]
}

extension Workspace.ForeignReference: StoredRow {
  static var blank: Self { Self(service: "", taskID: "") }
  static let members: [StoredMember<Self>] = [
    StoredMember("service", \.service), StoredMember("task_id", \.taskID), StoredMember("project_id", \.projectID),
  ]
}

extension Workspace.Event: StoredRow {
  static var blank: Self {
    Self(
      id: 0, accountID: 0, userID: 0, taskID: nil, start: epoch, duration: 0, zone: UTCOffset(seconds: 0),
      createdAt: epoch)
  }
  static let members: [StoredMember<Self>] = [
    StoredMember("id", \.id), StoredMember("account_id", \.accountID), StoredMember("user_id", \.userID),
    StoredMember("task_id", \.taskID), StoredMember("start", \.start), StoredMember("end", \.end),
    StoredMember("duration", \.duration), StoredMember("zone", \.zone), StoredMember("notes", \.notes),
    StoredMember("type", \.type), StoredMember("is_billable", \.isBillable), StoredMember("is_billed", \.isBilled),
    StoredMember("repetition", \.repetition), StoredMember("custom_fields", \.fieldValues),
    StoredMember("created_at", \.createdAt), StoredMember("updated_at", \.updatedAt),
  ]
}

extension Workspace.Repetition: StoredRow {
  static var blank: Self { Self(rule: "") }
  static let members: [StoredMember<Self>] = [
    StoredMember("rule", \.rule), StoredMember("every", \.every), StoredMember("frequency", \.frequency),
    StoredMember("end", \.end),
  ]
}

extension Workspace.CustomField: StoredRow {
  static var blank: Self { Self(id: 0, accountID: 0, name: "", valueType: "text", objectClass: "task") }
  static let members: [StoredMember<Self>] = [
    StoredMember("id", \.id), StoredMember("account_id", \.accountID), StoredMember("name", \.name),
    StoredMember("value_type", \.valueType), StoredMember("object_class", \.objectClass),
    StoredMember("color", \.color), StoredMember("notes", \.notes), StoredMember("index", \.index),
    StoredMember("slug", \.slug), StoredMember("options", \.options),
  ]
}

extension Workspace.EnumOption: StoredRow {
  static var blank: Self { Self(id: 0, name: "", index: 0) }
  static let members: [StoredMember<Self>] = [
    StoredMember("id", \.id), StoredMember("name", \.name), StoredMember("color", \.color),
    StoredMember("index", \.index), StoredMember("is_enabled", \.isEnabled), StoredMember("notes", \.notes),
  ]
}

extension Workspace.OfferedService: StoredRow {
  static var blank: Self { Self(id: 0, accountID: 0, name: "") }
  static let members: [StoredMember<Self>] = [
    StoredMember("id", \.id), StoredMember("account_id", \.accountID), StoredMember("name", \.name),
    StoredMember("is_archived", \.isArchived),
  ]
}

extension Workspace.Webhook: StoredRow {
  static var blank: Self { Self(id: 0, accountID: 0, url: "", events: "") }
  static let members: [StoredMember<Self>] = [
    StoredMember("id", \.id), StoredMember("account_id", \.accountID), StoredMember("url", \.url),
    StoredMember("events", \.events),
  ]
}

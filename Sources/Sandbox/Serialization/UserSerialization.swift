import Basics

extension Serializer {
  /// A single user with all members, including what the service discloses of secrets (here obvious placeholders).
  func user(_ user: Workspace.User) -> JSONValue {
    let about: JSONObject = [
      "id": JSONValue(user.id), "account_id": .whole(user.accountIDs.first), "name": .string(user.name),
      "surname": .string(user.surname), "email": .string(user.email), "role": .string(user.role),
      "is_archived": .bool(user.isArchived), "is_freelance": false, "is_owner": .bool(owns(user)),
      "status": "VERIFIED", "token": .string(Self.secretToken), "tmp_token": .string("sandbox-tmp-token-not-real"),
      "icalendar_feed": .string("https://feed.example.test/\(Self.secretToken).ics"),
      "invite_link": .string("https://invite.example.test/\(Self.secretToken)"), "identity_providers": [],
      "billing": billing(isBillable: false, hourlyRate: nil), "settings": settings(id: 42_000 + user.id),
      "teams": .list(user.accountIDs.compactMap { workspace.accounts[$0] }.map { team($0, of: user) }),
      "permissions": Self.permissions, "schedule": Self.schedule, "preferences": [], "apps": [],
      "metadata": Self.metadata(user), "color_index": 1, "third_party_data": [],
      "projects_count": JSONValue(workspace.projects.all.filter { !$0.isArchived }.count),
      "created_at": .string(user.createdAt.text),
    ]
    return .object(about + Self.userNulls)
  }

  /// A user in the list of users.
  func listedUser(_ user: Workspace.User) -> JSONValue {
    let about: JSONObject = [
      "id": JSONValue(user.id), "name": .string(user.name), "surname": .string(user.surname),
      "email": .string(user.email), "role": .string(user.role), "avatar_url": nil,
      "is_archived": .bool(user.isArchived), "status": "VERIFIED", "account_id": .whole(user.accountIDs.first),
      "created_at": .string(user.createdAt.text), "billing": ["hourly_rate": 0, "hourly_cost": 0],
      "invite_link": .string("https://invite.example.test/\(Self.secretToken)"), "schedule": Self.schedule,
      "metadata": Self.metadata(user),
    ]
    return .object(about + Self.workedNulls)
  }

  /// An account from the perspective of one of its users.
  func team(_ account: Workspace.Account, of user: Workspace.User) -> JSONValue {
    let projects = workspace.projects.all.filter { $0.accountID == account.id }
    let users = workspace.users.all.filter { $0.accountIDs.contains(account.id) }
    let isDefault = JSONValue.bool(user.accountIDs.first == account.id)
    let object: JSONObject = [
      "id": JSONValue(41_000 + account.id % 1000), "account_id": JSONValue(account.id),
      "company": .string(account.company), "status": "VERIFIED", "account_status": "SUBSCRIBED",
      "account_token": .string("sandbox-account-token-not-real"), "account_owner": person(account.ownerID),
      "role": .string(user.role), "is_archived": false, "is_freelance": false, "is_selected": isDefault,
      "is_default": isDefault, "permissions": Self.permissions, "plan": 0,
      "active_projects_count": JSONValue(projects.filter { !$0.isArchived }.count),
      "archived_projects_count": JSONValue(projects.filter(\.isArchived).count),
      "active_users_count": JSONValue(users.filter { !$0.isArchived }.count),
      "archived_users_count": JSONValue(users.filter(\.isArchived).count),
      "customer_count": JSONValue(workspace.customers.all.filter { $0.accountID == account.id }.count),
      "service_count": 0, "metadata": ["created_at": .string(account.createdAt.text)], "integrations": [],
      "settings": settings(id: account.id % 1000 + 41_000), "created_at": .string(account.createdAt.text),
    ]
    return .object(object + Self.teamNulls)
  }

  private func owns(_ user: Workspace.User) -> Bool { workspace.accounts.all.contains { $0.ownerID == user.id } }

  private func settings(id: Int) -> JSONValue {
    let city = workspace.timeZone.split(separator: "/").last.map(String.init) ?? workspace.timeZone
    return [
      "id": JSONValue(id), "language": "EN", "currency": "EUR", "currency_name": "Euro - EUR",
      "date_format": "DD.MM.YYYY", "time_format": "24HR", "number_format": "1.234,56", "csv_separator": ",",
      "time_display": "HH:MM", "week_starts_on": "Monday", "timezone": .string(city),
      "timezone_iana": .string(workspace.timeZone), "autostop_timers_at": nil, "weekly_email_report": true,
      "appearance": "auto",
    ]
  }

  private static let permissions: JSONValue = [
    "can_edit_time_entries": true, "can_edit_projects_and_tasks": true, "can_edit_projects": true,
    "can_edit_tasks": true, "can_view_time_entries_from_others": true, "can_view_others": true,
  ]

  private static let schedule: JSONValue = [
    "id": 4401, "name": "Default", "notes": nil, "status": nil, "frequency": "WEEKLY", "hours": nil, "mon": 8,
    "tue": 8, "wed": 8, "thu": 8, "fri": 8, "sat": nil, "sun": nil, "notify_users": true, "is_default": true,
    "users": nil,
  ]

  private static func metadata(_ user: Workspace.User) -> JSONValue {
    ["first_seen_at": .string(user.createdAt.text), "last_seen_at": nil, "preferred_version": nil]
  }

  private static let workedNulls = JSONObject.nulls(
    """
    worked_hours_today worked_hours_this_week worked_hours_this_month loc_worked_hours_today loc_worked_hours_this_week \
    loc_worked_hours_this_month
    """)
  private static let userNulls =
    workedNulls
    + JSONObject.nulls(
      """
      country loc_country avatar_url identity_provider worked_hours loc_worked_hours employee custom_fields \
      integrations ctas workspaces role_selected updated_at json
      """)
  private static let teamNulls = JSONObject.nulls(
    "color_index available_storage used_storage logo_url updated_at json")
}

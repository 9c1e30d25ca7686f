import TrackingTime

/// What commands print with `--json`: the table behind tt-json(7). Members are only ever added.
package struct JSONAnswers: Sendable {
  /// A member of an object.
  package struct Member: Sendable {
    package var name: String
    package var kind: MemberKind
    /// The name of its type.
    package var kindName: String { kind.rawValue }
    package var note: String

    init(_ name: String, _ kind: MemberKind, _ note: String = "") {
      (self.name, self.kind, self.note) = (name, kind, note)
    }
  }

  /// The commands that answer with it, such as `list tasks`.
  package var commands: [String]
  /// What it is, in a few words.
  package var title: String
  /// True for an array of such objects.
  package var isList: Bool
  package var members: [Member]
  /// The members of the rows that other formats print of it; none if it is such a row, or rows, itself.
  var rows: [String] = []

  /// The number that grows when a member is added.
  package static let schemaVersion = 1

  /// The types with their meanings.
  package static let kinds = MemberKind.allCases.map { (name: $0.rawValue, meaning: $0.meaning) }

  /// The answer of a command or a topic; nil for a command without JSON of its own.
  package static func of(_ command: String) -> JSONAnswers? { all.first { $0.commands.contains(command) } }

  /// The members of what a command prints: those of the answers that tt-json(7) lists for it, whatever its flags.
  ///
  /// - Parameter isList: only of those that are a list, or are none; nil for both.
  static func members(of arguments: Arguments, isList: Bool? = nil) -> [String] {
    let command = arguments.command
    let names = [dryRun, queued].filter { arguments.has(String($0.dropFirst(2))) }
    let answers = all.filter { answer in
      (isList ?? answer.isList) == answer.isList
        && answer.commands.contains { $0 == command.name || $0.hasPrefix(command.name + " ") || names.contains($0) }
    }
    return answers.flatMap { $0.members.map(\.name) }
  }

  /// The members of the rows that a command prints in other formats, where its JSON document is none of them.
  static func rows(of command: Command) -> [String] { self.of(command.name)?.rows ?? [] }

  /// What stands for any command with the flag.
  static let (dryRun, queued) = ("--dry-run", "--queue")

  /// The answers of all commands.
  package static let all: [JSONAnswers] =
    [
      service(["track", "switch", "continue", "stop"], "The entry of a timer", "track_task"),
      service(
        ["status"], "The running timer", "list_user_tasks",
        first: [
          Member("running", .boolean, "false when no timer is running"),
          Member("stale", .boolean, "only from the cache: true if it is older than asked for"),
          Member("elapsed", .seconds), Member("start", .localTime), Member("start_rfc3339", .timestamp),
          Member("timezone", .text, "the UTC offset"),
          Member("waiting", .integer, "only if calls wait to be sent by sync: how many"),
        ]),
      service(["add", "note"], "A written time entry", "create_event"),
      service(["edit"], "A changed time entry; a list for several", "update_event"),
      service(
        ["edit -e"], "What was made of an edited day", "update_event", isList: true,
        first: [Member("action", .text, "changed, added or deleted")]),
      service(["split"], "The two parts of a split time entry", "create_event", isList: true),
      service(["delete", "cancel"], "A deleted time entry, as it was; a list for several", "delete_event"),
      service(["close task", "reopen task"], "A closed or reopened task", "close_task"),
      service(["close project", "reopen project"], "A closed or reopened project", "close_project"),
      service(["list events"], "Time entries", "list_events", isList: true),
      service(["show event"], "A time entry", "get_event"),
      service(["list tasks"], "Tasks", "list_tasks", isList: true),
      service(["show task"], "A task", "get_task"),
      service(["create task", "update task"], "A written task", "create_task"),
      service(["list projects"], "Projects", "list_projects", isList: true),
      service(["show project"], "A project", "list_projects"),
      service(["create project", "update project"], "A written project", "create_project"),
      service(["list customers"], "Customers", "list_customers", isList: true),
      service(["show customer"], "A customer", "list_customers"),
      service(["create customer", "update customer"], "A written customer", "create_customer"),
      service(["list users"], "Users", "list_users", isList: true),
      service(["show me", "show user"], "A user", "get_user"),
      service(["list workspaces"], "Workspaces", "list_workspaces", isList: true),
      service(["list trackables"], "Projects with the tasks to track", "list_user_trackables", isList: true),
      service(["create custom-field", "create enum-option"], "A written custom field", "create_custom_field"),
    ] + own + files + transfers

  static func service(
    _ commands: [String], _ title: String, _ tool: String, isList: Bool = false, first: [Member] = []
  ) -> JSONAnswers {
    let known = KnownFields.members(of: tool).filter { member in !first.contains { $0.name == member.name } }
    return JSONAnswers(
      commands: commands, title: title, isList: isList,
      members: first + known.map { Member($0.name, $0.kind, notes[$0.name] ?? "") })
  }

  private static let notes = [
    "changed": "false if nothing had to change; null if that is unknown",
    "created": "only if something was made by its name",
    "duration": "of a running entry the time so far", "estimated_time": "as planned",
    "timezone": "the UTC offset, such as GMT+01:00",
  ]
}

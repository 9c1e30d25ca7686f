/// The command table: every command of tt, in the order of the overview.
enum CommandTable {
  /// All rows.
  static let commands: [Command] = [
    [TrackCommand.row, StopCommand.row, StatusCommand.row, TrackCommand.switchRow, ContinueCommand.row],
    EntryCommands.rows, ListCommands.rows, ObjectCommands.rows,
    [
      ReportCommand.row, CallCommand.row, PolicyCheckCommand.row, PolicyInitCommand.row, PolicyShowCommand.row,
      PolicyStatusCommand.row, PolicyTestCommand.row, PolicyLogCommand.row,
    ], ApprovalCommands.rows, AuthCommands.rows, ConfigCommands.rows,
    [MCPCommand.row, DoctorCommand.row, CompletionCommand.row, HelpCommand.row],
  ].flatMap { $0 }

  /// What people type when they mean a command. Suggested, never run.
  static let synonyms = [
    "start": "track", "resume": "continue", "new": "create", "get": "show", "log": "add", "begin": "track",
    "in": "track", "out": "stop", "end": "stop", "finish": "stop",
    "current": "status", "now": "status", "ls": "list", "tasks": "list tasks", "projects": "list projects",
    "workspaces": "list workspaces", "check": "policy check",
  ]
}

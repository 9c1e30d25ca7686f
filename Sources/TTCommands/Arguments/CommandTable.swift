/// The command table: every command of tt, in the order of the overview.
package enum CommandTable {
  /// All rows.
  package static let commands: [Command] = [
    [
      TrackCommand.command, StopCommand.command, StatusCommand.command, TrackCommand.switchCommand,
      ContinueCommand.command,
    ],
    EntryCommands.commands, ListCommands.commands, ObjectCommands.commands,
    [
      ReportCommand.command, CallCommand.command, PolicyCheckCommand.command, PolicyInitCommand.command,
      PolicyShowCommand.command,
      PolicyStatusCommand.command, PolicyTestCommand.command, PolicyLogCommand.command,
    ], ApprovalCommands.commands, AuthCommands.commands, ConfigCommands.commands,
    [MCPCommand.command, DoctorCommand.command, CompletionCommand.command, HelpCommand.command],
  ].flatMap { $0 }

  /// What people type when they mean a command. Suggested, never run.
  static let synonyms = [
    "start": "track", "resume": "continue", "new": "create", "get": "show", "log": "add", "begin": "track",
    "in": "track", "out": "stop", "end": "stop", "finish": "stop",
    "current": "status", "now": "status", "ls": "list", "tasks": "list tasks", "projects": "list projects",
    "workspaces": "list workspaces", "check": "policy check",
  ]
}

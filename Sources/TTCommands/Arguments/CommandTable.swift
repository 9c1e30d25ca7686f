/// The command table: every command of tt, in the order of the overview.
package enum CommandTable {
  /// All rows.
  package static let commands: [Command] = [
    TrackCommand.command, StopCommand.command, StatusCommand.command, SwitchCommand.command, ContinueCommand.command,
    AddCommand.command, EditCommand.command, NoteCommand.command, SplitCommand.command, DeleteCommand.command,
    CancelCommand.command, UndoCommand.command,
    SyncCommand.command, TrustCommand.command,

    TodayCommand.command, WeekCommand.command,
    ListTasks.command, ListProjects.command, ListCustomers.command, ListEvents.command, ListUsers.command,
    ListWorkspaces.command, ListTrackables.command,
    ShowMe.command, ShowTask.command, ShowProject.command, ShowCustomer.command, ShowEvent.command, ShowUser.command,
    ReportCommand.command,

    CreateTask.command, CreateProject.command, CreateCustomer.command, CreateCustomField.command,
    CreateEnumOption.command,
    UpdateTask.command, UpdateProject.command, UpdateCustomer.command,
    CloseCommand.closeTask, CloseCommand.closeProject, CloseCommand.reopenTask, CloseCommand.reopenProject,
    CallCommand.command,

    ImportCommand.command, ExportCommand.command, BillCommand.command,

    PolicyCheck.command, PolicyInit.command, PolicyShow.command, PolicyStatus.command, PolicyTest.command,
    PolicyLog.command, PolicyApprovals.command, PolicyApprove.command, PolicyDeny.command,
    PolicyStore.command,

    AuthLogin.command, AuthLogout.command, AuthStatus.command,
    ConfigList.command, ConfigGet.command, ConfigSet.command, ConfigUnset.command, ConfigPath.command,
    MCPCommand.command, ServeCommand.command, DoctorCommand.command, CompletionCommand.command, HelpCommand.command,
  ]
}

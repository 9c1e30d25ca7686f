/// The command table: every command of tt under the words that name it, in the order of the overview.
///
/// A command is made when it is asked for, so that a run pays for its own only.
package enum CommandTable {
  private struct Row: Sendable {
    let words: [String]
    private let make: @Sendable () -> Command

    init(_ words: String..., make: @escaping @Sendable () -> Command) {
      self.words = words
      self.make = make
    }

    var command: Command {
      var command = make()
      command.path = words
      return command
    }
  }

  /// The commands of all rows.
  package static var commands: [Command] { rows.map(\.command) }

  /// The words of all commands.
  static var paths: [[String]] { rows.map(\.words) }

  /// The command of a row; nil if no command has exactly these words.
  static func command(_ words: some Collection<String>) -> Command? {
    rows.first { $0.words.elementsEqual(words) }?.command
  }

  /// The command that the first words of a line name.
  static func command(beginning line: [String]) -> Command? {
    command(line.prefix(2)) ?? command(line.prefix(1))
  }

  /// The commands of two words that begin with the given one, such as those of `list`.
  static func group(_ word: String) -> [Command] { rows(of: word).map(\.command) }

  /// The second words of those commands; empty if there are none.
  static func nouns(of word: String) -> [String] { rows(of: word).map { $0.words[1] } }

  private static func rows(of word: String) -> [Row] {
    rows.filter { $0.words.count == 2 && $0.words[0] == word }
  }

  private static let rows = [
    Row("track") { TrackCommand.command },
    Row("stop") { StopCommand.command },
    Row("status") { StatusCommand.command },
    Row("switch") { SwitchCommand.command },
    Row("continue") { ContinueCommand.command },
    Row("add") { AddCommand.command },
    Row("edit") { EditCommand.command },
    Row("note") { NoteCommand.command },
    Row("split") { SplitCommand.command },
    Row("delete") { DeleteCommand.command },
    Row("cancel") { CancelCommand.command },
    Row("undo") { UndoCommand.command },
    Row("sync") { SyncCommand.command },
    Row("trust") { TrustCommand.command },

    Row("today") { TodayCommand.command },
    Row("week") { WeekCommand.command },
    Row("list", "tasks") { ListTasks.command },
    Row("list", "projects") { ListProjects.command },
    Row("list", "customers") { ListCustomers.command },
    Row("list", "events") { ListEvents.command },
    Row("list", "users") { ListUsers.command },
    Row("list", "workspaces") { ListWorkspaces.command },
    Row("list", "trackables") { ListTrackables.command },
    Row("show", "me") { ShowMe.command },
    Row("show", "task") { ShowTask.command },
    Row("show", "project") { ShowProject.command },
    Row("show", "customer") { ShowCustomer.command },
    Row("show", "event") { ShowEvent.command },
    Row("show", "user") { ShowUser.command },
    Row("report") { ReportCommand.command },

    Row("create", "task") { CreateTask.command },
    Row("create", "project") { CreateProject.command },
    Row("create", "customer") { CreateCustomer.command },
    Row("create", "custom-field") { CreateCustomField.command },
    Row("create", "enum-option") { CreateEnumOption.command },
    Row("update", "task") { UpdateTask.command },
    Row("update", "project") { UpdateProject.command },
    Row("update", "customer") { UpdateCustomer.command },
    Row("close", "task") { CloseCommand.closeTask },
    Row("close", "project") { CloseCommand.closeProject },
    Row("reopen", "task") { CloseCommand.reopenTask },
    Row("reopen", "project") { CloseCommand.reopenProject },
    Row("call") { CallCommand.command },

    Row("import") { ImportCommand.command },
    Row("export") { ExportCommand.command },
    Row("bill") { BillCommand.command },

    Row("policy", "check") { PolicyCheck.command },
    Row("policy", "init") { PolicyInit.command },
    Row("policy", "show") { PolicyShow.command },
    Row("policy", "status") { PolicyStatus.command },
    Row("policy", "test") { PolicyTest.command },
    Row("policy", "log") { PolicyLog.command },
    Row("policy", "approvals") { PolicyApprovals.command },
    Row("policy", "approve") { PolicyApprove.command },
    Row("policy", "deny") { PolicyDeny.command },
    Row("policy", "store") { PolicyStore.command },

    Row("auth", "login") { AuthLogin.command },
    Row("auth", "logout") { AuthLogout.command },
    Row("auth", "status") { AuthStatus.command },
    Row("config", "list") { ConfigList.command },
    Row("config", "get") { ConfigGet.command },
    Row("config", "set") { ConfigSet.command },
    Row("config", "unset") { ConfigUnset.command },
    Row("config", "path") { ConfigPath.command },
    Row("mcp") { MCPCommand.command },
    Row("serve") { ServeCommand.command },
    Row("doctor") { DoctorCommand.command },
    Row("completion") { CompletionCommand.command },
    Row("help") { HelpCommand.command },
  ]
}

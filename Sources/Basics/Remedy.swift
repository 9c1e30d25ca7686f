/// The next step after an error, as a value: libraries do not know their reader. `TTCommands` words it for a terminal
/// (`tt switch 8302`), `MCPServer` for an agent (`stop_running_task: true`).
public enum Remedy: Equatable, Sendable {
  /// Where to check the outcome of a write whose response was lost.
  public enum Outcome: Equatable, Sendable {
    /// The running timer.
    case timer
    /// One task or time entry; `kind` is `task` or `event`.
    case object(kind: String, id: Int)
    /// All objects of a kind; `kind` is `task`, `project` or `customer`.
    case list(kind: String)
    /// The time entries of a day (`yyyy-MM-dd`), of a user other than the caller where one is named.
    case entries(day: String, user: Int?)
    /// The service's own settings, since none of its tools lists custom fields.
    case customFields
  }

  /// Advice worded the same for all readers: a valid value, a file to correct.
  case advice(String)
  /// Give an argument, under the name the caller knows it by, this value; `purpose` is what it would mean.
  case useValue(String, for: String, purpose: String? = nil)
  /// Name a task, a project or a service's task to track.
  case nameTrackable
  /// Stop the running timer, or have it stopped by the call, for this task if it is known by its ID.
  case stopRunningTimer(switchTo: Int?)
  /// Change the running entry instead: its start, if one was given.
  case editRunningEntry(start: String?)
  /// Stop the timer, at another time if need be.
  case stopWithDate
  /// Pass a later time as `date`.
  case passLaterDate
  /// Pass a later time as `date`, or change the running entry, to this task if one is known.
  case passLaterDateOrEdit(task: Int?)
  /// Correct the end of an entry, whose ID may be unknown.
  case correctEnd(entry: Int?)
  /// Repeat the call without being strict.
  case acceptRemarks
  /// Check the outcome of a write before repeating it.
  case checkOutcome(Outcome)
  /// Store or set credentials.
  case logIn
  /// Check the credentials, which come from this source.
  case checkCredentials(source: String)
  /// Check the program that prints the app password.
  case checkPasswordCommand
  /// Choose one of the user's workspaces.
  case chooseWorkspace
  /// Check whether the workspace is the right one.
  case checkWorkspace
  /// Check the service's address.
  case checkAddress
  /// Allow more time.
  case raiseTimeout
  /// Make the certificate authority known.
  case trustAuthority
  /// List the available tools.
  case listTools
  /// Wait this many seconds for a limit or for the service; nil means at least a minute.
  case wait(seconds: Int?)
  /// See the policy that decided, at this origin: a path or `built-in`.
  case seePolicy(origin: String)
  /// Create the missing policy file, or select another one.
  case providePolicyFile
  /// Have a person approve this pending call.
  case approve(id: String)
  /// List the pending calls.
  case reviewApprovals
  /// Wait for the process that has locked a folder, which has to go on first if it is stopped.
  case awaitLock(stopped: Int?)
  /// Find out why the shared store is not reached: no call is made without it.
  case checkStore
  /// Correct the address of the shared store.
  case correctStore
  /// Correct the login of the shared store, or its password.
  case correctStoreLogin
  /// Make the certificate authority of the shared store known.
  case trustStore
  /// Have an administrator install the schema of the shared store.
  case installStoreSchema
  /// Have an administrator admit this login to the shared store.
  case admitToStore
  /// Give tt a state folder it can write to.
  case makeStateFolderWritable(path: String?)
}

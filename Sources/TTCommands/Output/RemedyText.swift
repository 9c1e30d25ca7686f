import Basics
import TrackingTime

extension Remedy {
  /// The next step on the command line, as one phrase.
  var commandLineText: String {
    switch self {
    case .advice(let text): text
    case .useValue(let value, let flag, let purpose):
      (purpose.map { "for \($0) use " } ?? "did you mean ") + "\(flag) \(Shell.quoted(value))"
        + (purpose == nil ? "?" : "")
    case .nameTrackable: "for example: tt track --task-id 42"
    case .stopRunningTimer(let task?): "to stop it and start this one: tt switch \(task)"
    case .stopRunningTimer(nil): "stop it first, or pass --stop-running-task"
    case .editRunningEntry(let start):
      "to change the running entry: tt edit @current "
        + (start.map { "--start " + Shell.quoted($0) } ?? "--notes TEXT")
    case .stopWithDate: "to end it: tt stop --date TIME"
    case .passLaterDate: "pass a later --date"
    case .passLaterDateOrEdit(let task):
      "pass a later --date, or change the running entry: tt edit @current"
        + (task.map { " --task-id \($0)" } ?? "") + " --start TIME"
    case .correctEnd(let entry): "to correct it: tt edit \(entry.map(String.init) ?? "@last") --end TIME"
    case .acceptRemarks: "leave out --strict to do it anyway"
    case .checkOutcome(let outcome): outcome.commandLineText
    case .logIn: "run: tt auth login; or set TT_APP_PASSWORD"
    case .checkCredentials(let source): "they come from \(source); see: tt auth status"
    case .checkPasswordCommand: "see: tt config get password_command"
    case .chooseWorkspace: "choose one with --account-id, TT_ACCOUNT_ID or the setting account_id"
    case .checkWorkspace: "is the workspace right? see: tt list workspaces"
    case .checkAddress: "see: tt config get api_url"
    case .raiseTimeout: "allow more time with --timeout SECONDS"
    case .trustAuthority: "name the file of its certificate authority in SSL_CERT_FILE; see: tt help environment"
    case .listTools: "see: tt help tools"
    case .wait(let seconds?): "try again in " + DurationText.wait(seconds)
    case .wait(nil): "wait at least a minute before the next call"
    case .seePolicy(let origin): "policy: \(origin)"
    case .providePolicyFile: "create it, or correct --policy, TT_POLICY or config.json"
    case .approve(let id): "a person can approve it with: tt policy approve \(id)"
    case .reviewApprovals: "see: tt policy approvals"
    case .awaitLock(let process?): "let it go on (kill -CONT \(process)), or end it"
    case .awaitLock(nil): "try again when it has finished"
    case .checkStore: "no call is made without it; see: tt doctor"
    case .correctStore: "see: tt config get store"
    case .correctStoreLogin:
      "check the login in the setting store, and store_password_command, PGPASSFILE or PGPASSWORD"
    case .trustStore:
      "name the file of its certificate authority with sslrootcert in the setting store, or in SSL_CERT_FILE"
    case .installStoreSchema: "a database administrator runs: tt policy store --sql | psql"
    case .admitToStore: "a database administrator runs: tt policy store --role NAME --grant GRANT | psql"
    case .makeStateFolderWritable(let path?):
      "make it writable with chmod u+rwx \(Shell.quoted(path)), or set XDG_STATE_HOME"
    case .makeStateFolderWritable(nil): "set XDG_STATE_HOME to a folder that is"
    }
  }
}

extension Remedy.Outcome {
  fileprivate var commandLineText: String {
    switch self {
    case .timer: "check with: tt status"
    case .object(let kind, let id): "check with: tt show \(kind) \(id)"
    case .list(let kind): "check with: tt list \(kind)s --json"
    case .entries(let day, let user):
      "check with: tt list events --from \(day) --to \(day)" + (user.map { " --user \($0)" } ?? "")
    case .customFields: "check the custom fields in the service's web application"
    }
  }
}

extension TTError {
  /// The next step, in the words of the command line.
  var hint: String? { remedy?.commandLineText }
}

extension Note {
  /// The remark with its next step, in the words of the command line.
  var commandLineText: String { text + (remedy.map { "; " + $0.commandLineText } ?? "") }
}

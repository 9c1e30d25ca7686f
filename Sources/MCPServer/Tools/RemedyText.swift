import Basics
import TrackingTime

extension Remedy {
  /// The next step for an agent, as one phrase in the tools' own names; nil where the error says it all.
  var agentText: String? {
    switch self {
    case .advice(let text): text
    case .useValue(let value, let name, let purpose):
      "pass \(name) \(JSONValue.string(value).compact)" + (purpose.map { " for \($0)" } ?? " if that is meant")
    case .nameTrackable: "pass task_id; or task_name, a project, or both; or service and service_task_id"
    case .stopRunningTimer: "call stop_task first, or pass stop_running_task: true"
    case .stopWithDate: "to end it call stop_task with a date"
    case .editRunningEntry: "to change the running entry call update_event"
    case .passLaterDate: "pass a later date"
    case .passLaterDateOrEdit: "pass a later date, or change the running entry with update_event"
    case .correctEnd(let entry):
      "to correct it call update_event" + (entry.map { " with event_id \($0)" } ?? "")
    case .acceptRemarks: nil
    case .checkOutcome(let outcome): "before repeating it, " + outcome.agentText
    case .logIn, .checkCredentials, .checkPasswordCommand: "the user has to check tt's credentials"
    case .chooseWorkspace: "pass account_id"
    case .checkWorkspace: "is account_id right? call list_workspaces"
    case .checkAddress, .trustAuthority, .providePolicyFile, .makeStateFolderWritable, .correctStore,
      .correctStoreLogin,
      .trustStore, .installStoreSchema, .admitToStore:
      "the user has to correct tt's configuration"
    case .raiseTimeout, .awaitLock, .checkStore: "try again later"
    case .listTools: nil
    case .wait(let seconds?): "try again in " + DurationText.wait(seconds)
    case .wait(nil): "wait at least a minute before the next call"
    case .seePolicy: nil
    case .approve(let id): "a person can approve it: \(id)"
    case .reviewApprovals: "a person has to answer the pending approvals first"
    }
  }
}

extension Remedy.Outcome {
  fileprivate var agentText: String {
    switch self {
    case .timer: "call list_user_tasks with filter TRACKING"
    case .object(let kind, let id): "call get_\(kind) with \(kind)_id \(id)"
    case .list(let kind): "call list_\(kind)s"
    case .entries(let day, let user):
      "call list_events from \(day) to \(day)" + (user.map { " with filter USER and id \($0)" } ?? "")
    case .customFields: "ask the user to look at the custom fields in the service"
    }
  }
}

extension Note {
  /// The remark with its next step, for an agent.
  var agentText: String { text + (remedy?.agentText.map { "; " + $0 } ?? "") }
}

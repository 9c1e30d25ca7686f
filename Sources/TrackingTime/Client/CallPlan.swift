import Basics
import Policy

/// What a call would send, and the verdict on it: found out without a request, a reservation or a record.
public struct CallPlan: Sendable {
  /// Something that a call looks up before its own request.
  public enum LookUp: Sendable, Equatable {
    /// The current user's ID if it is not cached, `{user_id}` in the request.
    case user
    /// The workspace: whether there is only one.
    case workspace
    /// The running timer: its task is `{task_id}` in the request of a stop, and its workspace that of the request.
    case runningTimer
    /// The name of the customer, `{name}` in the request.
    case customerName
    /// The entry that is edited: its day and zone decide what the times mean, and the policy judges those too.
    case editedEntry
    /// The recorded entries around the written times.
    case recordedEntries
    /// The entry, task or project that is deleted, closed or reopened.
    case existingObject
  }

  /// The verdict.
  public var verdict: Gate.DryRun
  /// The arguments in the catalog's types.
  public var arguments: JSONObject
  /// The method of the request.
  public var method: String
  /// The URL of the request. What has to be looked up stands in braces.
  public var url: String
  /// The body of the request; nil for none.
  public var body: String?
  /// What is looked up first.
  public var lookUps: [LookUp]
  /// False if the service chooses the workspace.
  public var isWorkspaceKnown: Bool
  /// Notes on the call's times.
  public var notes: [Note]
}

extension Client {
  /// What a call would send, and the verdict on it. Needs no credentials.
  ///
  /// - Parameter credentials: those whose secrets are blotted out of the request.
  public func plan(_ call: ValidatedCall, blotting credentials: Credentials?) throws(TTError) -> CallPlan {
    let prepared = try resolveTimes(call)
    let verdict = try gate.dryRun(policyCall(call, prepared), service: configuration.baseURL.text)
    var draft = RequestDraft(call: call, prepared: prepared)
    let request = draft.request(account: configuration.accountID)
    let redaction = credentials.map(Redaction.init)
    func shown(_ text: String) -> String { redaction?.applied(to: text) ?? text }
    let given = JSONValue.object(call.arguments.json)
    let arguments = redaction?.applied(to: given) ?? given
    return CallPlan(
      verdict: verdict, arguments: arguments.object ?? JSONObject(), method: request.method,
      url: shown(configuration.baseURL.text + RequestDraft.readable(request.target)),
      body: request.body.map { shown(RequestDraft.readable($0.text)) }, lookUps: draft.lookUps,
      isWorkspaceKnown: request.account != nil || !call.tool.needsAccount, notes: prepared.notes)
  }
}

/// The request of a call as far as it is known without looking anything up.
private struct RequestDraft {
  let call: ValidatedCall
  let prepared: PreparedRequest
  private(set) var lookUps: [CallPlan.LookUp] = []

  private static let placeholders = ["user_id", "task_id", "event_id", "name"]

  init(call: ValidatedCall, prepared: PreparedRequest) {
    self.call = call
    self.prepared = prepared
  }

  mutating func request(account: String?) -> APIRequest {
    let arguments = call.arguments
    if call.tool.access == .write { noteReview() }
    switch (call.tool.name, call.subject) {
    case ("list_user_tasks", .runningTimer):
      lookUps.append(.user)
      return .get("/users/{user_id}/tasks/tracking", account: prepared.account ?? account)
    case ("stop_task", .runningTimer) where arguments["task_id"] == nil:
      lookUps.append(.runningTimer)
      return prepared.request(adding: ["task_id": .text("{task_id}")])
    case ("delete_event", .runningTimer) where arguments["event_id"] == nil,
      ("update_event", .runningTimer) where arguments["event_id"] == nil:
      lookUps.append(.runningTimer)
      return prepared.request(adding: ["event_id": .text("{event_id}")])
    case ("create_event", _) where arguments["user_id"] == nil:
      lookUps.append(.user)
      return prepared.request(adding: ["user_id": .text("{user_id}")])
    case ("update_customer", _) where arguments["name"] == nil:
      lookUps.append(.customerName)
      return prepared.request(adding: ["name": .text("{name}")])
    default: break
    }
    guard call.tool.access == .read else { return prepared.request() }
    var needsUser = false
    var found = call.impliedArguments { () throws(Never) in
      needsUser = true
      return .text("{user_id}")
    }
    if needsUser { lookUps.append(.user) }
    if let size = call.pageSize {
      found["page_size"] = .integer(size)
      found["page"] = .integer(0)
    }
    return prepared.request(adding: found)
  }

  /// Notes what a write reads first.
  private mutating func noteReview() {
    let arguments = call.arguments
    let stopsAny = call.tool.name == "stop_task" && call.subject == .runningTimer && arguments["task_id"] == nil
    if prepared.account == nil, call.tool.needsAccount, !stopsAny { lookUps.append(.workspace) }
    let isReviewed = call.inspection != .none
    switch call.tool.name {
    case "update_event" where isReviewed || call.appendsNotes || call.endShift != nil:
      lookUps.append(.editedEntry)
      if call.completesFromEntry { lookUps.append(.recordedEntries) }
    case "create_event" where (isReviewed || call.isIfAbsent) && arguments.text("event_type") != "NOT_LOGGED":
      lookUps.append(.recordedEntries)
    case "track_task":
      if arguments.isTrue("stop_running_task") { lookUps.append(.runningTimer) }
      if isReviewed, arguments["date"] != nil { lookUps.append(.recordedEntries) }
    case "stop_task" where isReviewed && arguments["date"] != nil: lookUps.append(.recordedEntries)
    case "delete_event", "close_task", "reopen_task", "close_project", "reopen_project":
      lookUps.append(.existingObject)
    default: break
    }
  }

  /// A target or form with its placeholders as they are written.
  static func readable(_ text: String) -> String {
    placeholders.reduce(text) { $0.replacing("%7B\($1)%7D", with: "{\($1)}") }
  }
}

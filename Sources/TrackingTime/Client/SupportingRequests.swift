import Basics

/// What tt looks up to carry out an admitted call. It belongs to that call: it is neither judged nor counted.
extension ToolExecutor {
  /// Who the caller is: remembered, or asked for at `/me` and then remembered.
  func caller() throws(CallFailure) -> CurrentUser {
    if let caller = dependencies.rememberedUser(credentials) { return caller }
    guard let caller = remember(try read(.get("/me")).data) else {
      throw CallFailure(TTError(.api, "the service's answer to \"who am I\" holds no id"), releasesReservation: true)
    }
    return caller
  }

  /// Remembers the caller from any answer of `/me`.
  @discardableResult func remember(_ me: JSONValue) -> CurrentUser? {
    guard let caller = CurrentUser(me) else { return nil }
    dependencies.rememberUser(caller, credentials)
    return caller
  }

  /// Makes sure that a write does not land in a workspace nobody chose: without a choice the service takes the user's
  /// default one.
  func requireWorkspace() throws(CallFailure) {
    guard prepared.account == nil, call.tool.needsAccount else { return }
    let workspaces = try caller().workspaces
    guard workspaces.count > 1 else { return }
    let list = workspaces.map { "\($0.id) \($0.name)" }.joined(separator: ", ")
    throw CallFailure(
      .usage(
        "you are a member of several workspaces: \(list)",
        remedy: .chooseWorkspace), releasesReservation: true)
  }

  /// The caller's running timers, over all workspaces: none, or one.
  func runningTimers() throws(CallFailure) -> [RunningTimer] {
    let id = try caller().id
    let account = prepared.account ?? sender.accountID
    let data = try read(.get("/users/\(id)/tasks/tracking", account: account)).data
    guard let tasks = data.array else {
      throw CallFailure(TTError(.api, "the service's answer to \"what runs\" is no list"), releasesReservation: true)
    }
    return tasks.compactMap { RunningTimer($0, user: id) }
  }

  /// The running timers after something went wrong: nil when even that cannot be told.
  func runningTimersIfTold() -> [RunningTimer]? {
    try? runningTimers()
  }
}

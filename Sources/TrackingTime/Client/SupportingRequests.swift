import Basics

/// Requests that tt makes to carry out an allowed call. They are part of that call and are neither evaluated by the policy
/// nor counted on their own.
extension ToolExecutor {
  /// The current user: from the cache, else from `/me`, which is then cached.
  func currentUser() throws(CallFailure) -> CurrentUser {
    if let user = dependencies.rememberedUser(credentials) { return user }
    guard let user = remember(try read(.get("/me")).data) else {
      throw CallFailure(TTError(.api, "the service's response to /me contains no user ID"), releasesReservation: true)
    }
    return user
  }

  /// Caches the current user from a response to `/me`.
  @discardableResult func remember(_ me: JSONValue) -> CurrentUser? {
    guard let user = CurrentUser(me) else { return nil }
    dependencies.rememberUser(user, credentials)
    return user
  }

  /// Rejects a write if the user has several workspaces and none was chosen: the service would silently use the default
  /// one.
  func requireWorkspace() throws(CallFailure) {
    guard prepared.account == nil, call.tool.needsAccount else { return }
    let workspaces = try currentUser().workspaces
    guard workspaces.count > 1 else { return }
    let list = workspaces.map { "\($0.id) \($0.name.quoted)" }.joined(separator: ", ")
    throw CallFailure(
      .usage(
        "you are a member of several workspaces: \(list)",
        remedy: .chooseWorkspace), releasesReservation: true)
  }

  /// The current user's running timers in all workspaces: none or one.
  func runningTimers() throws(CallFailure) -> [RunningTimer] {
    let id = try currentUser().id
    let account = prepared.account ?? sender.accountID
    let data = try read(.get("/users/\(id)/tasks/tracking", account: account)).data
    guard let tasks = data.elements else {
      throw CallFailure(TTError(.api, "the service's list of running timers is not a list"), releasesReservation: true)
    }
    let timers = tasks.compactMap { RunningTimer($0, user: id) }
    guard timers.allSatisfy({ $0.taskID != nil }) else {
      throw CallFailure(
        TTError(.api, "the service's running timer has no readable task ID"), releasesReservation: true)
    }
    return timers
  }

  /// The running timers after a failure; nil if they cannot be determined.
  func runningTimersIfAvailable() -> [RunningTimer]? {
    try? runningTimers()
  }
}

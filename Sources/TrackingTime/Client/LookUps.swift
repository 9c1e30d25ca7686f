import Basics

/// What tt looks up to carry out an admitted call. It belongs to that call: it is neither judged nor counted.
extension Errand {
  /// The caller's user number: remembered, or asked for at `/me` and then remembered.
  func userID() throws(Setback) -> Int {
    if let id = client.world.rememberedUser(credentials) { return id }
    let me = try read(.get("/me")).data
    guard let id = me["id"]?.int else {
      throw Setback(TTError(.api, "the service's answer to \"who am I\" holds no id"), giveBack: true)
    }
    client.world.rememberUser(id, credentials)
    return id
  }

  /// The caller's running timers, over all workspaces: none, or one.
  func runningTimers() throws(Setback) -> [RunningTimer] {
    let id = try userID()
    let account = client.configuration.accountID
    let data = try read(.get("/users/\(id)/tasks/tracking", account: account)).data
    guard let tasks = data.array else {
      throw Setback(TTError(.api, "the service's answer to \"what runs\" is no list"), giveBack: true)
    }
    return tasks.compactMap { RunningTimer($0, user: id) }
  }

  /// The running timers after something went wrong: nil when even that cannot be told.
  func runningTimersIfTold() -> [RunningTimer]? {
    try? runningTimers()
  }
}

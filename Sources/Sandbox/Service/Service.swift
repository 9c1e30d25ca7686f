import Basics

/// The emulated service without HTTP: credentials, accounts, routes.
struct Service: Sendable {
  let credentials: Credentials
  let quirks: Quirks

  /// What came of a request: the HTTP status, the body, and the changed workspace when it was a write that worked.
  struct Outcome {
    var httpStatus = 200
    /// The status in the envelope.
    var status = 200
    var body: String
    var changed: Workspace?
  }

  /// The path under which the API lives.
  static let base = ["api", "v4"]

  /// Serves one request. `now` is in seconds since 1970 (UTC), `userZone` the user's offset at that moment.
  func serve(_ request: RecordedRequest, _ workspace: Workspace, now: Int, userZone: ZoneOffset) -> Outcome {
    do {
      guard let user = credentials.user(for: request.header("Authorization"), in: workspace) else {
        throw Refusal.unauthorized
      }
      let path = request.segments
      guard path.starts(with: Self.base) else { throw Refusal.unknownAction }
      let (accountID, rest) = try account(Array(path.dropFirst(Self.base.count)), of: user, workspace)
      guard let (route, ids) = Route.find(rest) else { throw Refusal.unknownAction }
      var action = Action(
        workspace: workspace, accountID: accountID, user: user, parameters: try request.parameters(), pathIDs: ids,
        quirks: quirks, now: now, userZone: userZone)
      let answer = try route.run(&action)
      return Outcome(body: answer.envelope, changed: route.kind == .write ? action.workspace : nil)
    } catch {
      let error = error as? Refusal ?? .invalid("An unexpected error occurred")
      let http = quirks.mirrorsStatus || error.status == 401 ? error.status : 200
      return Outcome(httpStatus: http, status: error.status, body: Answer.envelope(of: error))
    }
  }

  /// The account a path names with its first segment, else the user's default one.
  private func account(
    _ path: [String], of user: Workspace.User, _ workspace: Workspace
  ) throws(Refusal) -> (Int, [String]) {
    if let first = path.first, let id = Int(first) {
      guard user.accountIDs.contains(id), workspace.accounts[id] != nil else { throw .unknownAction }
      return (id, Array(path.dropFirst()))
    }
    guard let id = user.accountIDs.first else { throw .unknownAction }
    return (id, path)
  }
}

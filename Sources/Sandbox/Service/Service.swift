import Basics

/// The emulated service without HTTP: credentials, accounts, routes.
struct Service: Sendable {
  let credentials: BasicCredentials
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
        throw ServiceError.unauthorized
      }
      let path = request.segments
      guard path.starts(with: Self.base) else { throw ServiceError.unknownAction }
      let (accountID, rest) = try account(Array(path.dropFirst(Self.base.count)), of: user, workspace)
      guard let (route, ids) = Route.find(rest) else { throw ServiceError.unknownAction }
      var action = RequestHandler(
        workspace: workspace, accountID: accountID, user: user, parameters: try request.parameters(), pathIDs: ids,
        quirks: quirks, now: now, userZone: userZone)
      let answer = try route.run(&action)
      return Outcome(body: answer.envelope, changed: route.kind == .write ? action.workspace : nil)
    } catch {
      let error = error as? ServiceError ?? .invalid("An unexpected error occurred")
      let http = quirks.mirrorsStatus || error.status == 401 ? error.status : 200
      return Outcome(httpStatus: http, status: error.status, body: ResponseEnvelope.envelope(of: error))
    }
  }

  /// The account a path names with its first segment, else the user's default one.
  private func account(
    _ path: [String], of user: Workspace.User, _ workspace: Workspace
  ) throws(ServiceError) -> (Int, [String]) {
    if let first = path.first, let id = Int(first) {
      guard user.accountIDs.contains(id), workspace.accounts[id] != nil else { throw .unknownAction }
      return (id, Array(path.dropFirst()))
    }
    guard let id = user.accountIDs.first else { throw .unknownAction }
    return (id, path)
  }
}

import Basics
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The emulated service without HTTP: authentication, accounts, and routes.
struct Service: Sendable {
  let credentials: BasicCredentials
  let readings: ActiveReadings
  private var quirks: Quirks { readings.quirks }

  /// The outcome of a request.
  struct Response {
    var httpStatus = 200
    /// The status in the envelope; nil for a body without one.
    var status: Int? = 200
    var contentType = HTTPReply.jsonType
    var body: String
    /// The workspace after a successful write; nil when nothing was changed.
    var changed: Workspace?

    /// A page of HTML, for a request that changed nothing.
    static func page(_ heading: String, httpStatus: Int = 200) -> Response {
      Response(
        httpStatus: httpStatus, status: nil, contentType: HTTPReply.htmlType,
        body: HTTPReply.page("Error Site", heading))
    }

    /// The page the service shows for a method that a route does not have.
    static let errorPage = page("Something went wrong")

    /// True for ``errorPage``.
    var isErrorPage: Bool { status == nil && body == Self.errorPage.body }
  }

  /// The segments of the base path of the API.
  private static let basePath = ["api", "v4"]

  /// Serves one request at the time `now`, when the user's time zone has the offset `userZone`.
  func serve(_ request: RecordedRequest, _ workspace: Workspace, now: Instant, userZone: UTCOffset) -> Response {
    var response = respond(to: request, workspace, now: now, userZone: userZone)
    readings.change(&response, to: request)
    return response
  }

  private func respond(
    to request: RecordedRequest, _ workspace: Workspace, now: Instant, userZone: UTCOffset
  ) -> Response {
    do {
      let header = request.header("Authorization")
      guard let user = credentials.user(for: header, in: workspace, acceptsBearer: quirks.acceptsBearer) else {
        throw ServiceError.unauthorized
      }
      let path = request.segments
      guard path.starts(with: Self.basePath) else { throw ServiceError.unknownAction }
      let (accountID, rest) = try account(Array(path.dropFirst(Self.basePath.count)), of: user, in: workspace)
      guard let (route, ids) = Route.find(rest) else { throw ServiceError.unknownAction }
      guard quirks.acceptsAnyMethod || route.methods.contains(request.method) else { return .errorPage }
      var handler = RequestHandler(
        workspace: workspace, accountID: accountID, user: user, parameters: try request.parameters(), pathIDs: ids,
        quirks: quirks, now: now, userZone: userZone)
      let envelope = try readings.answer(before: route, &handler) ?? route.handle(&handler)
      return Response(
        status: envelope.contentType == HTTPReply.jsonType ? 200 : nil, contentType: envelope.contentType,
        body: readings.text(of: envelope, route, handler),
        changed: route.kind == .write ? handler.workspace : nil)
    } catch {
      let error = error as? ServiceError ?? .invalid("An unexpected error occurred")
      let http = quirks.mirrorsStatus || error.status == 401 ? error.status : 200
      return Response(httpStatus: http, status: error.status, body: ResponseEnvelope.text(for: error))
    }
  }

  /// The account in the first segment of a path and the segments after it; by default the user's first account.
  private func account(
    _ path: [String], of user: Workspace.User, in workspace: Workspace
  ) throws(ServiceError) -> (id: Int, rest: [String]) {
    if let first = path.first, let id = Int(first) {
      guard user.accountIDs.contains(id), workspace.accounts[id] != nil else { throw .unknownAction }
      return (id, Array(path.dropFirst()))
    }
    guard let id = quirks.usesLastAccount ? user.accountIDs.last : user.accountIDs.first else { throw .unknownAction }
    return (id, path)
  }
}

/// The credentials the service accepts with HTTP Basic authentication.
struct BasicCredentials: Sendable {
  let appPassword: String
  let email: String
  let password: String

  /// The user authenticated by an `Authorization` header; nil when it is missing or invalid. The user name is ignored when
  /// the password is the app password.
  func user(for header: String?, in workspace: Workspace, acceptsBearer: Bool) -> Workspace.User? {
    if acceptsBearer && header == "Bearer \(appPassword)" { return workspace.caller }
    guard let header, header.lowercased().hasPrefix("basic "),
      let data = Data(base64Encoded: String(header.dropFirst(6).drop { $0 == " " }.prefix { $0 != " " })),
      let pair = String(validating: data, as: UTF8.self), let colon = pair.firstIndex(of: ":")
    else { return nil }
    let name = pair[..<colon]
    let secret = pair[pair.index(after: colon)...]
    if secret == appPassword { return workspace.caller }
    guard secret == password, name.lowercased() == email.lowercased() else { return nil }
    return workspace.users.all.first { $0.email.lowercased() == email.lowercased() && !$0.isArchived }
  }
}

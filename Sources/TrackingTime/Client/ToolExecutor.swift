import Basics

/// One admitted call being carried out. `run` picks the way; the special ways are in files of their own.
struct ToolExecutor {
  let client: Client
  let call: ValidatedCall
  let prepared: PreparedRequest
  let credentials: Credentials
  let sender: RequestSender
  /// Takes the elements of a list as they come.
  let rows: (([JSONValue]) -> Void)?

  func run() throws(CallFailure) -> ToolResult {
    switch (call.tool.name, call.subject) {
    case ("track_task", _): return try track()
    case ("stop_task", _): return try stop()
    case ("list_user_tasks", .runningTimer): return try status()
    case ("list_workspaces", _): return try workspaces()
    default:
      if call.tool.access == .write { return try writeOnce() }
      return try readAll()
    }
  }

  /// The call's request with what tt looked up put in.
  func request(_ found: JSONObject, account: String? = nil) throws(CallFailure) -> WireRequest {
    do throws(TTError) {
      let account = account ?? client.configuration.accountID
      let zone = try client.dependencies.zone()
      return try call.prepare(account: account, replacing: found, now: client.dependencies.clock(), zone: zone).request
    } catch {
      throw CallFailure(error, releasesReservation: true)
    }
  }

  /// The data of a reply, or the refusal as an error that gives the reservation back.
  func payload(_ reply: APIResponse) throws(CallFailure) -> APIResponse.Payload {
    switch reply {
    case .success(let payload): return payload
    case .refused(let refusal): throw CallFailure(refusal.asError(call.tool), releasesReservation: true)
    case .unreadable(let what): throw CallFailure(.unreadable(what))
    }
  }

  func read(_ request: WireRequest) throws(CallFailure) -> APIResponse.Payload {
    let reply: APIResponse
    do throws(NoResponse) {
      reply = try sender.read(request)
    } catch {
      throw CallFailure(error)
    }
    return try payload(reply)
  }
}

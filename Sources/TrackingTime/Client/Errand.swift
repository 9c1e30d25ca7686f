import Basics

/// One admitted call being carried out. `run` picks the way; the special ways are in files of their own.
struct Errand {
  let client: Client
  let call: CheckedCall
  let prepared: PreparedCall
  let credentials: Credentials
  let exchange: Exchange
  /// Takes the elements of a list as they come.
  let rows: (([JSONValue]) -> Void)?

  func run() throws(Setback) -> Answer {
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
  func request(_ found: JSONObject, account: String? = nil) throws(Setback) -> WireRequest {
    do throws(TTError) {
      let account = account ?? client.configuration.accountID
      let zone = try client.world.zone()
      return try call.prepare(account: account, replacing: found, now: client.world.clock(), zone: zone).request
    } catch {
      throw Setback(error, giveBack: true)
    }
  }

  /// The data of a reply, or the refusal as an error that gives the reservation back.
  func payload(_ reply: Reply) throws(Setback) -> Reply.Payload {
    switch reply {
    case .success(let payload): return payload
    case .refused(let refusal): throw Setback(refusal.asError(call.tool), giveBack: true)
    case .unreadable(let what): throw Setback(.unreadable(what))
    }
  }

  func read(_ request: WireRequest) throws(Setback) -> Reply.Payload {
    let reply: Reply
    do throws(Silence) {
      reply = try exchange.read(request)
    } catch {
      throw Setback(error)
    }
    return try payload(reply)
  }
}

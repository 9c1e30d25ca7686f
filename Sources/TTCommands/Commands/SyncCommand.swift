import Basics
import Policy
import TrackingTime

/// `tt sync`.
enum SyncCommand {
  static let command = Command(
    group: .tracking, summary: "Send the calls that were queued",
    details: [
      "track, stop and add queue a call with --queue if the service cannot be reached. sync sends the queued calls in the "
        + "order in which they were made, each with the times of when it was made, under the grant that made it and by its "
        + "policy of now. It stops at the first that is denied, limited or fails; that call and those after it stay queued.",
      "Each call is sent once, whenever sync is interrupted: one that may have been sent before is looked up first, and "
        + "counts as sent if the entry it would make, or the stop, is there.",
    ],
    flags: [
      Flag(name: "list", summary: "list the queued calls and send nothing"),
      Flag(name: "drop", value: "ID", summary: "remove a queued call instead of sending it; may be repeated"),
      .wait,
    ],
    examples: [
      .init(line: "tt sync", summary: "send what was queued"),
      .init(line: "tt sync --list", summary: "what is queued?"),
      .init(line: "tt sync --drop 1f0c2a9e", summary: "do not send this one"),
    ],
    isServed: true, action: .local(run))

  /// Queues a call that cannot be sent.
  static let queue = Flag(
    name: "queue", summary: "queue the call if the service cannot be reached, or earlier ones are queued; see tt sync")

  private static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    if arguments.has("list") {
      if arguments.has("drop") { throw .cannotCombine("--list", with: "--drop") }
      return list(try session.queuedCalls(), session)
    }
    if arguments.has("drop") { return try drop(arguments.values("drop"), session) }
    return try send(session)
  }

  private static func list(_ calls: [QueuedCall], _ session: Session) -> Output {
    let view = ListView(
      columns: [
        Column("id", kind: .fixed), Column("made"), Column("grant"), Column("tool"),
        Column("arguments", kind: .literal), Column("state"),
      ], empty: "no calls are queued", fields: ["account", "service"])
    return Output(value: .array(calls.map { .object(json($0, session)) }), view: .table(view))
  }

  private static func json(_ call: QueuedCall, _ session: Session) -> JSONObject {
    [
      "id": .string(call.id), "state": .string(call.mayHaveArrived ? "unknown" : "queued"),
      "made": .string(made(call, session).text), "made_rfc3339": .string(made(call, session).rfc3339),
      "grant": .string(call.grant), "tool": .string(call.tool), "arguments": .object(call.arguments),
      "account": call.account.map(JSONValue.string) ?? .null, "service": .string(call.service),
    ]
  }

  /// When a call was made, by the machine's clock and zone.
  private static func made(_ call: QueuedCall, _ session: Session) -> (text: String, rfc3339: String) {
    let offset = (try? session.zone())?.offset(at: call.made) ?? UTCOffset(seconds: 0)
    return (LocalTime(call.made, at: offset).text, call.made.rfc3339(offset))
  }

  private static func drop(_ ids: [String], _ session: Session) throws(TTError) -> Output {
    let known = try session.queuedCalls()
    for id in ids where !known.contains(where: { $0.id == id }) {
      throw TTError(.notFound, "there is no queued call \(id.inQuotes)", hint: "see: tt sync --list")
    }
    let dropped = try session.outbox().drop(ids)
    var output = Output(
      value: ["changed": true, "dropped": .array(dropped.map { .object(json($0, session)) })],
      view: .lines(dropped.map { "Dropped \(name($0, session))." }))
    output.notes = dropped.filter(\.mayHaveArrived).map { "\($0.tool) (\($0.id)) may have been sent before" }
    return output
  }

  private static func send(_ session: Session) throws(TTError) -> Output {
    let outbox = try session.outbox()
    let turn = try outbox.sendingTurn()
    var sent: [(call: QueuedCall, result: ToolResult)] = []
    var notes: [String] = []
    let service = try session.baseURL().text
    while let call = try session.queuedCalls().first(where: { $0.service == service }) {
      let other = session.sending(call)
      defer { other.close() }
      do throws(TTError) {
        let result = try Client.sendQueued(call, from: outbox, in: turn) { (call) throws(TTError) in
          try other.call(call)
        }
        guard let result else { continue }
        sent.append((call, result))
        notes += result.notes.map(\.commandLineText)
      } catch {
        throw failure(error, of: call, sent: sent.count, session)
      }
    }
    let left = try session.queuedCalls()
    if !left.isEmpty {
      notes.append("\(left.count) queued for another service or grant, or a workspace of its own: see tt sync --list")
    }
    let value: JSONObject = [
      "changed": .bool(sent.contains { $0.result.changed != false }), "sent": JSONValue(sent.count),
      "waiting": JSONValue(left.count),
      "calls": .array(
        sent.map { sent in
          var call = json(sent.call, session)
          call["state"] = "sent"
          call["changed"] = sent.result.changed.map(JSONValue.bool) ?? .null
          return .object(call)
        }),
    ]
    let lines = sent.map {
      "Sent \(name($0.call, session))" + ($0.result.changed == false ? ": nothing had to change." : ".")
    }
    return Output(value: .object(value), view: .lines(lines.isEmpty ? ["No calls are queued."] : lines), notes: notes)
  }

  private static func failure(_ error: TTError, of call: QueuedCall, sent: Int, _ session: Session) -> TTError {
    var error = error
    let others = ((try? session.queuedCalls().count) ?? 1) - 1
    if sent > 0 { error.message += "; \(sent) \(sent == 1 ? "call was" : "calls were") sent before" }
    error.message += "; still queued: \(name(call, session))"
    if others > 0 { error.message += " and \(others) \(others == 1 ? "other" : "others")" }
    if error.failure == .conflict {
      // A switch would start the timer now instead of when the call was made.
      error.remedy = .advice("tt stop, then tt sync; to give this call up: tt sync --drop \(call.id)")
    } else if error.remedy == nil, ![.network, .auth, .config].contains(error.failure) {
      error.remedy = .advice("to give this call up: tt sync --drop \(call.id)")
    }
    return error
  }

  /// A call in a message: `track_task of 2026-03-02 09:00:00 (1f0c2a9e)`.
  private static func name(_ call: QueuedCall, _ session: Session) -> String {
    "\(call.tool) of \(made(call, session).text) (\(call.id))"
  }

  /// The output of a call that was queued instead of sent.
  static func queued(_ call: QueuedCall, _ session: Session) -> Output {
    var value = json(call, session)
    value["changed"] = false
    value["queued"] = true
    return Output(
      value: .object(value), view: .lines(["Queued \(name(call, session)). To send it: tt sync"]), declared: ["queued"])
  }
}

/// The calls that wait to be sent.
extension Session {
  /// Where calls wait that cannot be sent.
  func outbox() throws(TTError) -> Outbox { Outbox(folder: try folders().state, patience: try patience()) }

  /// The queued calls that this caller may see: with a locked grant, or one that was asked for, those of that grant.
  func queuedCalls() throws(TTError) -> [QueuedCall] {
    let isOfOneGrant = try settings().grantLock != nil || arguments.value("grant") != nil
    let grant = try grant()
    return try outbox().calls().filter { !isOfOneGrant || $0.grant.isIdentical(to: grant) }
  }

  /// How many queued calls wait, as far as that can be told.
  var waitingCalls: Int { (try? queuedCalls().count) ?? 0 }

  /// The session that sends a queued call: under the call's grant, and in its workspace.
  func sending(_ call: QueuedCall) -> Session {
    var arguments = arguments
    arguments.flags.append(("grant", call.grant))
    let session = Session(arguments, within: self)
    session.workspace = .some(call.account)
    return session
  }
}

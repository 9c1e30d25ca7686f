import Basics
import TrackingTime

/// Resolves names to IDs through the list tool of their kind. Each look-up is a call of that tool, subject to the policy.
struct Resolver {
  let session: Session

  /// The call with all its references resolved, and the filter for the rows of its result. It is validated first, so that
  /// an invalid call looks nothing up.
  ///
  /// - Throws: `.notFound` for a name that matches nothing or several resources, and the errors of the calls it makes.
  func resolve(_ unresolved: UnresolvedCall) throws(TTError) -> (
    call: ValidatedCall, rowFilter: (@Sendable (JSONValue) -> Bool)?
  ) {
    var given = unresolved.call
    given.awaitedIDs = unresolved.references.compactMap(\.use.argument)
    var call = try session.client().validate(given)
    var filters: [(path: [String], id: Int)] = []
    for reference in unresolved.references {
      let id = try id(of: reference.word, kind: reference.kind, account: given.arguments["account_id"])
      switch reference.use {
      case .argument(let name): call.setID(name, to: id)
      case .filter(let path): filters.append((path, id))
      }
    }
    guard !filters.isEmpty else { return (call, unresolved.rowFilter) }
    let rowFilter = unresolved.rowFilter
    let wanted = filters
    return (
      call,
      { row in
        wanted.allSatisfy { filter in filter.path.reduce(row) { $0?[$1] }?.int == filter.id } && rowFilter?(row) ?? true
      }
    )
  }

  /// The ID of a resource, given by ID, name, `@current` or `@last`.
  func id(of word: String, kind: ResourceKind, account: JSONValue? = nil) throws(TTError) -> Int {
    if let id = Int(word), id > 0 { return id }
    switch word {
    case "@current": return try current(kind)
    case "@last": return try last(kind)
    default: return try lookUp(word, kind: kind, account: account)
    }
  }

  private func lookUp(_ name: String, kind: ResourceKind, account: JSONValue?) throws(TTError) -> Int {
    guard var call = kind.listCall else {
      throw .usage("\(name.inQuotes) does not identify a time entry: expected an ID, @current or @last")
    }
    call.arguments["account_id"] = account
    let rows = try session.call(call).data.array ?? []
    let found = Self.matches(for: name, in: rows, kind: kind)
    if found.count == 1, let id = found[0]["id"]?.int { return id }
    if found.isEmpty {
      let suggestion = Spelling.suggestion(for: name, among: rows.flatMap(kind.names), format: Shell.quoted)
      throw TTError(
        .notFound, "no \(kind.rawValue) named \(name.inQuotes)",
        hint: suggestion ?? "list them with: tt list \(kind.rawValue)s")
    }
    let candidates = found.prefix(10).map(kind.describe).joined(separator: ", ")
    let more = found.count > 10 ? " and \(found.count - 10) more" : ""
    throw TTError(
      .notFound, "\(name.inQuotes) matches several \(kind.rawValue)s: \(candidates)\(more)", hint: "use the ID")
  }

  /// The rows that a name matches: all of exactly that name, else all of that name in another case, else all that begin
  /// with it in any case.
  static func matches(for name: String, in rows: [JSONValue], kind: ResourceKind) -> [JSONValue] {
    let folded = name.lowercased()
    let tests: [(String) -> Bool] = [
      { $0.isIdentical(to: name) }, { $0.lowercased() == folded }, { $0.lowercased().hasPrefix(folded) },
    ]
    for test in tests {
      let found = rows.filter { kind.names($0).contains(where: test) }
      if !found.isEmpty { return found }
    }
    return []
  }

  private func current(_ kind: ResourceKind) throws(TTError) -> Int {
    let id: Int?
    if kind == .user {
      id = try session.call(ToolCall("get_me")).data["id"]?.int
    } else {
      let running = ToolCall("list_user_tasks", ["filter": "TRACKING"], subject: .runningTimer)
      let timer = RunningTimer(try session.call(running).data)
      id =
        switch kind {
        case .project: timer?.projectID
        case .customer: timer?.object["customer_id"]?.int
        case .event: timer?.entry?["id"]?.int
        case .task, .user: timer?.taskID
        }
    }
    if let id { return id }
    throw TTError(.notFound, "@current: no timer is running, or it has no \(kind.rawValue)")
  }

  private func last(_ kind: ResourceKind) throws(TTError) -> Int {
    guard let entry = try recentEntries().first else {
      throw TTError(.notFound, "@last: no time entries in the last 31 days")
    }
    let key = kind == .event ? "id" : kind.rawValue + "_id"
    guard let id = entry[key]?.int else {
      throw TTError(.notFound, "@last: the latest time entry has no \(kind.rawValue)")
    }
    return id
  }

  /// The caller's time entries of the last 31 days, the latest first.
  func recentEntries() throws(TTError) -> [JSONValue] {
    let today = try session.zone().local(at: session.context.clock())
    let call = ToolCall(
      "list_events",
      ["from": .string(today.adding(days: -31).dateText), "to": .string(today.adding(days: 1).dateText)])
    let rows = try session.call(call).data.array ?? []
    return rows.sorted { a, b in
      let (first, second) = (a["start"]?.string ?? "", b["start"]?.string ?? "")
      return first == second ? (a["id"]?.int ?? 0) > (b["id"]?.int ?? 0) : first > second
    }
  }
}

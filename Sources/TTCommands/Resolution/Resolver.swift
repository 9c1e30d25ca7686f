import Basics
import TrackingTime

/// Turns names into numbers by the list tool of their kind. Each look-up is a call of that tool and is judged as one.
struct Resolver {
  let session: Session

  /// The unresolved's call with every reference resolved, and the test its rows must pass.
  func resolve(_ unresolved: UnresolvedCall) throws(TTError) -> (
    call: ToolCall, rowFilter: (@Sendable (JSONValue) -> Bool)?
  ) {
    var call = unresolved.call
    var filters: [(path: [String], id: Int)] = []
    for reference in unresolved.references {
      let id = try number(of: reference.word, reference.kind, call.arguments["account_id"])
      switch reference.use {
      case .argument(let name): call.arguments[name] = JSONValue(id)
      case .filter(let path): filters.append((path, id))
      }
    }
    try unresolved.finish?(&call, session)
    guard !filters.isEmpty else { return (call, unresolved.rowFilter) }
    let keep = unresolved.rowFilter
    let wanted = filters
    return (
      call,
      { row in
        wanted.allSatisfy { filter in filter.path.reduce(row) { $0?[$1] }?.int == filter.id } && keep?(row) ?? true
      }
    )
  }

  /// The number of a thing by its name, or by `@current` and `@last`.
  func number(of word: String, _ kind: ResourceKind, _ account: JSONValue? = nil) throws(TTError) -> Int {
    if let id = Int(word), id > 0 { return id }
    switch word {
    case "@current": return try current(kind)
    case "@last": return try last(kind)
    default: return try byName(word, kind, account)
    }
  }

  private func byName(_ word: String, _ kind: ResourceKind, _ account: JSONValue?) throws(TTError) -> Int {
    guard var call = kind.listCall else {
      throw .usage(
        "\(Shell.quoted(word)) is no number of a time entry", hint: "a number, @current or @last is expected")
    }
    call.arguments["account_id"] = account
    let rows = try session.call(call).data.array ?? []
    let found = Self.matches(word, rows, kind)
    if found.count == 1, let id = found[0]["id"]?.int { return id }
    if found.isEmpty {
      let nearest = Spelling.closestMatch(to: word, among: rows.flatMap(kind.names))
      throw TTError(
        .notFound, "there is no \(kind.rawValue) \(Shell.quoted(word))",
        hint: nearest.map { "did you mean \(Shell.quoted($0))?" } ?? "see the list with: tt list \(kind.rawValue)s")
    }
    let candidates = found.prefix(10).map(kind.describe).joined(separator: ", ")
    let more = found.count > 10 ? " and \(found.count - 10) more" : ""
    throw TTError(
      .notFound, "\(Shell.quoted(word)) fits several \(kind.rawValue)s: \(candidates)\(more)", hint: "give the number"
    )
  }

  /// The rows a name fits: all of exactly that name; else all of that name in another case; else all that begin with it.
  static func matches(_ word: String, _ rows: [JSONValue], _ kind: ResourceKind) -> [JSONValue] {
    let folded = word.lowercased()
    let tests: [(String) -> Bool] = [
      { $0.isIdentical(to: word) }, { $0.lowercased() == folded }, { $0.lowercased().hasPrefix(folded) },
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
    guard let entry = try lastEntry() else {
      throw TTError(.notFound, "@last: there is no time entry in the last 31 days")
    }
    let key = kind == .event ? "id" : kind.rawValue + "_id"
    guard let id = entry[key]?.int else {
      throw TTError(.notFound, "@last: the last time entry has no \(kind.rawValue)")
    }
    return id
  }

  /// The caller's time entry that began last, of the last 31 days.
  private func lastEntry() throws(TTError) -> JSONValue? { try recentEntries().first }

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

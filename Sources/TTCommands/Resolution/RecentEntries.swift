import Basics
import TrackingTime

/// A word that refers to a time entry, or to the task, project or customer of one.
enum EntryReference: Sendable {
  /// The running entry.
  case current
  /// The entry that began last.
  case last
  /// The entry that tt wrote last.
  case added
  /// The entry that ended last, or one before: 1 is the last.
  case ended(Int)

  private static let known: [(word: String, reference: EntryReference)] = [
    ("@current", .current), ("@last", .last), ("@added", .added),
  ]

  /// The words.
  static let words = known.map(\.word)

  init?(_ word: String) {
    guard let found = Self.known.first(where: { $0.word == word }) else { return nil }
    self = found.reference
  }
}

/// The caller's recent time entries: tracked time that has begun, without what is only planned.
struct RecentEntries {
  let session: Session

  /// The ID of the entry that a word refers to, or of its task, project and so on. `@current` is also the caller.
  func id(of kind: ResourceKind, _ reference: EntryReference) throws(TTError) -> Int {
    let entry: JSONValue?
    switch reference {
    case .current: return try current(kind)
    case .last: entry = try begun().first?.row
    case .added: entry = try added()
    case .ended(let count): entry = try ended().dropFirst(count - 1).first?.row
    }
    return try Self.id(of: kind, in: entry)
  }

  /// The ID of an entry, or of its task, project and so on.
  static func id(of kind: ResourceKind, in entry: JSONValue?) throws(TTError) -> Int {
    guard let entry else { throw TTError(.notFound, "there is no such time entry in the last 31 days") }
    if let id = entry[kind == .event ? "id" : kind.rawValue + "_id"]?.int { return id }
    throw TTError(.notFound, "the time entry has no \(kind.rawValue)")
  }

  private func current(_ kind: ResourceKind) throws(TTError) -> Int {
    let id: Int?
    if kind == .user {
      id = try session.call(ToolCall("get_me")).data["id"]?.int
    } else {
      let running = ToolCall.runningTimer()
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

  private func added() throws(TTError) -> JSONValue? {
    let cache = TimerCache(folder: try session.cache(), context: session.context)
    guard let id = cache.addedEntry() else {
      throw TTError(.notFound, "@added: tt has not written an entry yet", hint: "@last is the entry that began last")
    }
    return try session.call(ToolCall.event(id)).data
  }

  /// An entry with the times it is chosen by.
  struct Entry {
    var row: JSONValue
    var recorded: RecordedEntry
  }

  /// The entries of the last 31 days that have begun, the latest start first.
  func begun() throws(TTError) -> [Entry] {
    let now = session.context.clock()
    let today = try session.zone().local(at: now)
    let call = ToolCall(
      "list_events",
      ["from": .string(today.adding(days: -31).dateText), "to": .string(today.adding(days: 1).dateText)])
    let entries = (try session.call(call).data.array ?? []).compactMap { row -> Entry? in
      guard let recorded = RecordedEntry(row), !recorded.isPlanned, recorded.start <= now else { return nil }
      return Entry(row: row, recorded: recorded)
    }
    return entries.sorted { a, b in
      a.recorded.start == b.recorded.start
        ? a.recorded.id ?? 0 > b.recorded.id ?? 0 : a.recorded.start > b.recorded.start
    }
  }

  /// The entries that have ended, the latest end first.
  func ended() throws(TTError) -> [Entry] {
    let now = session.context.clock()
    return try begun().filter { $0.recorded.end.map { $0 <= now } ?? false }
      .sorted { a, b in
        let (first, second) = (a.recorded.end ?? a.recorded.start, b.recorded.end ?? b.recorded.start)
        return first == second ? a.recorded.id ?? 0 > b.recorded.id ?? 0 : first > second
      }
  }
}

import Basics
import Reports
import TrackingTime

/// What becomes of the entries of a file.
struct ImportPlan {
  /// An entry of the file.
  struct Item {
    /// What becomes of it.
    enum State: String {
      /// It is not there yet.
      case new
      /// It was there already.
      case present
      /// It was made.
      case made
    }

    var entry: ImportedEntry
    var target: ImportTargets.Target
    var state = State.new
    /// The ID of the entry, once it is there.
    var id: Int?

  }

  /// What tells whether two entries are the same.
  struct Key: Hashable {
    private let taskID: Int?
    private let start: Int
    private let end: Int

    /// - Parameter unit: that of the times, in seconds.
    init(taskID: Int?, from start: Instant, to end: Instant, unit: Int) {
      self.taskID = taskID
      self.start = start.seconds / unit
      self.end = end.seconds / unit
    }
  }

  let session: Session
  let file: String
  let skipped: [LineRemark]
  private let unit: Int
  private(set) var items: [Item] = []
  let zone: TimeZone
  private let account: JSONValue?

  /// Looks up names and entries, and judges what is to be made.
  ///
  /// - Throws: `.notFound` with all names that are missing or not unique, and the denial of any call.
  init(_ imported: ImportedFile, _ name: String, _ session: Session) throws(TTError) {
    self.session = session
    file = name
    skipped = imported.skipped
    unit = imported.unit
    zone = try session.zone()
    account = session.arguments.workspace
    guard let first = imported.entries.first else { return }
    let targets = ImportTargets(imported.entries, session, account: account)
    let list = listCall(imported.entries)
    try judge([list] + targets.listCalls)
    let incomplete = call(for: Item(entry: first, target: ImportTargets.Target(taskID: first.taskID)))
    try session.requireAccess(to: [incomplete])
    let resolved = try targets.resolve(file)
    items = zip(imported.entries, resolved).map { Item(entry: $0, target: $1) }
    try markPresent(recorded(list))
    try judge(items.filter { $0.state == .new }.map(call))
  }

  /// Marks the entries that are there already, or that stand in the file twice.
  private mutating func markPresent(_ recorded: [Key: Int]) {
    var seen: Set<Key> = []
    for index in items.indices {
      let key = key(of: items[index])
      if let id = recorded[key] {
        items[index].id = id
        items[index].state = .present
      } else if !seen.insert(key).inserted {
        items[index].state = .present
      }
    }
  }

  /// The caller's own entries by what tells them apart.
  private func recorded(_ call: ToolCall) throws(TTError) -> [Key: Int] {
    var known: [Key: Int] = [:]
    _ = try session.call(call) { rows in
      for entry in rows.compactMap(RecordedEntry.init) where !entry.isPlanned {
        guard let id = entry.id, let end = entry.end else { continue }
        known[Key(taskID: entry.taskID, from: entry.start, to: end, unit: unit)] = id
      }
    }
    return known
  }

  private func key(of item: Item) -> Key {
    Key(taskID: item.target.taskID, from: item.entry.start, to: item.entry.end, unit: unit)
  }

  private func listCall(_ entries: [ImportedEntry]) -> ToolCall {
    let starts = entries.map(\.start)
    let utc = UTCOffset(seconds: 0)
    // The service counts days in the account's zone.
    let first = starts.min().map { LocalTime($0, at: utc).adding(days: -1).dateText } ?? ""
    let last = starts.max().map { LocalTime($0, at: utc).adding(days: 1).dateText } ?? ""
    var call = ToolCall("list_events", ["from": .string(first), "to": .string(last)])
    call.arguments["account_id"] = account
    return call
  }

  private func call(for item: Item) -> ToolCall {
    var call = ToolCall("create_event", subject: .currentUser)
    for (name, time) in [("start", item.entry.start), ("end", item.entry.end)] {
      call.arguments[name] = .string(time.rfc3339(zone.offset(at: time)))
    }
    call.arguments["task_id"] = item.target.taskID.map { JSONValue($0) }
    call.arguments["project_id"] = item.target.taskID == nil ? item.target.projectID.map { JSONValue($0) } : nil
    if !item.entry.notes.isEmpty { call.arguments["notes"] = .string(item.entry.notes) }
    call.arguments["account_id"] = account
    return call
  }

  private func judge(_ calls: [ToolCall]) throws(TTError) {
    for call in calls { try session.client().judgeByRules(call) }
  }

  // MARK: - Carrying it out

  /// Makes the new entries, one after the other.
  ///
  /// - Throws: the error of the first entry that cannot be made; its message says how many were.
  mutating func carryOut() throws(TTError) {
    for index in items.indices where items[index].state == .new {
      if endsBySignal() { return }
      do throws(TTError) {
        items[index].id = try make(items[index])
        items[index].state = .made
      } catch {
        if endsBySignal() { return }
        var error = error
        error.message = "\(file):\(items[index].entry.line): \(error.message) (\(progress))"
        throw error
      }
    }
  }

  private func make(_ item: Item) throws(TTError) -> Int? {
    let call = call(for: item)
    do throws(TTError) {
      return try session.call(call).data["id"]?.int
    } catch {
      guard error.failure == .outcomeUnknown else { throw error }
      // If it is there now, it was made; if not, it may still come.
      guard let known = try? recorded(listCall([item.entry])), let id = known[key(of: item)] else { throw error }
      return id
    }
  }

  /// Ends the run if a signal asked for it; true where that leaves it to the caller.
  private func endsBySignal() -> Bool {
    guard let interruption = session.context.interruption, let signal = interruption.signal() else { return false }
    _ = session.context.errors.write(Array("tt: interrupted: \(progress)\n".utf8))
    interruption.end(signal)
    return true
  }

  func count(_ state: Item.State) -> Int { items.count { $0.state == state } }

  private var progress: String {
    "\(count(.made)) of \(count(.made) + count(.new)) entries were made; the same command makes the rest"
  }
}

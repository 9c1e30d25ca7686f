import Basics

/// The review of written times against recorded ones. What is found is a note on the result, or a refusal if the call
/// is strict.
extension ToolExecutor {
  /// The longest entry that is nothing to remark on, in seconds.
  static let longEntry = 16 * 3600

  /// A span of time that a call records.
  struct EntrySpan {
    var start: Instant
    /// Nil for a timer that goes on.
    var end: Instant?
    var taskID: Int?
    /// The entry that is changed, which is no other one.
    var entryID: Int?
  }

  /// Reviews a span of time of a user, and passes the remarks on as notes.
  ///
  /// - Throws: a usage error with the remarks if the call is strict, before anything is written.
  func review(_ span: EntrySpan) throws(CallFailure) -> [Note] {
    var remarks = Self.remarks(onLengthOf: span)
    if call.inspection != .none { remarks += try remarksOnOthers(span) }
    return try notes(remarks)
  }

  /// The remarks as notes.
  func notes(_ remarks: [String]) throws(CallFailure) -> [Note] {
    guard call.inspection == .strict, !remarks.isEmpty else { return remarks.map { Note($0) } }
    throw CallFailure(
      call.naming.error(remarks.joined(separator: "; "), remedy: .acceptRemarks), releasesReservation: true)
  }

  /// The remark on an entry that is probably too long.
  static func remarks(onLengthOf span: EntrySpan) -> [String] {
    guard let end = span.end, end.seconds - span.start.seconds > longEntry else { return [] }
    return ["the entry is \(DurationText.clock(end.seconds - span.start.seconds)) long"]
  }

  private func remarksOnOthers(_ span: EntrySpan) throws(CallFailure) -> [String] {
    let others: [RecordedEntry]
    do throws(CallFailure) {
      others = try entries(around: span)
    } catch {
      // The review must not stop what it only comments on.
      guard error.error.failure == .api, call.inspection != .strict else { throw error }
      return ["the other entries could not be read: " + error.error.message]
    }
    var remarks: [String] = []
    for other in others {
      guard let last = other.end ?? span.end, other.start < span.end ?? dependencies.clock(), span.start < last
      else { continue }
      let name = describe(other)
      if let task = span.taskID, other.taskID == task, other.start.seconds == span.start.seconds {
        remarks.append("the task already has an entry with this start: \(name)")
      } else {
        remarks.append("overlaps \(name)")
      }
    }
    return remarks.count > 3 ? remarks.prefix(3) + ["and \(remarks.count - 3) more"] : remarks
  }

  private func describe(_ entry: RecordedEntry) -> String {
    var zone = TimeZone(fixed: entry.offset)
    if let machine = try? dependencies.zones.machine() { zone = entry.zone(on: machine) }
    let start = zone.local(at: entry.start)
    let last = entry.end.map { zone.local(at: $0) }
    let end = last.map { $0.midnight == start.midnight ? $0.timeText : $0.text } ?? "now"
    return "\(start.text) to \(end) \(entry.title.quoted)" + (entry.id.map { " (entry \($0))" } ?? "")
  }

  /// The user's entries on some days and those next to them, as the service has them.
  func rawEntries(from first: Instant, to last: Instant) throws(CallFailure) -> [JSONValue] {
    let user: Int
    if let given = call.arguments.integer("user_id") { user = given } else { user = try currentUser().id }
    let utc = UTCOffset(seconds: 0)
    let query = [
      ("filter", "USER"), ("id", String(user)), ("from", LocalTime(first, at: utc).adding(days: -1).dateText),
      ("to", LocalTime(last, at: utc).adding(days: 1).dateText), ("page", "0"), ("page_size", "1000"),
    ]
    let fields = query.map { (name: $0.0, value: $0.1) }
    return try read(.get("/events", account: prepared.account, query: fields)).data.elements ?? []
  }

  /// The user's other entries on the days of a span of time and those next to them. Planned time is none.
  private func entries(around span: EntrySpan) throws(CallFailure) -> [RecordedEntry] {
    let last = span.end ?? dependencies.clock()
    var entries = try rawEntries(from: span.start, to: last).compactMap(RecordedEntry.init)
      .filter { !$0.isPlanned && ($0.id == nil || $0.id != span.entryID) }
    // The service may give a running entry the end that is its start; only the running timer tells.
    if let index = entries.firstIndex(where: { $0.mayBeRunning && $0.start < last }) {
      let running = try runningTimers().compactMap { $0.entry?["id"]?.int }
      for index in index..<entries.count where running.contains(entries[index].id ?? 0) { entries[index].end = nil }
    }
    return entries.filter { entry in entry.end.map { $0 > entry.start } ?? true }
  }
}

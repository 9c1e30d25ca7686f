import Basics
import TrackingTime

/// Whether an object is still as a write left it.
struct UndoCheck {
  private let record: JournalRecord
  private let account: JSONValue?
  private let session: Session

  /// - Parameter call: the first of the calls that take the write back.
  init(_ record: JournalRecord, _ call: ValidatedCall, _ session: Session) {
    self.record = record
    self.session = session
    account = call.arguments["account_id"]?.json
  }

  /// Reads the object and compares it with what the write answered.
  ///
  /// - Throws: `conflict` if it is gone or has changed since; the errors of the reads.
  func requireUnchanged() throws(TTError) {
    switch record.tool {
    case "create_event", "update_event", "stop_task":
      try require(entry(), isRunning: record.before?["running"]?.bool == true)
    case "track_task":
      let timer = RunningTimer(try session.call(ToolCall.runningTimer(in: account)).data)
      guard let running = timer?.entry, running["id"]?.idNumber == record.id else {
        throw changed("the timer is not running any more")
      }
      try require(entry(), isRunning: true)
    case "create_task":
      let task = try read(ToolCall("get_task", ["task_id": JSONValue(record.id ?? 0)]))
      let name = ["name", "project_id"].first { (task[$0] ?? .null) != (record.after?[$0] ?? .null) }
      if let name { throw changed(name == "name" ? "its name is not the same" : "it is in another project") }
    // Closing and reopening loses nothing, and says itself if it was so already.
    default: break
    }
  }

  private func entry() throws(TTError) -> JSONObject {
    try read(.event(record.id ?? 0))
  }

  private func require(_ entry: JSONObject, isRunning: Bool) throws(TTError) {
    guard let after = record.after else { throw changed("tt does not know how it left it") }
    if let name = EntryImage.difference(EntryImage.of(entry), after, isRunning: isRunning) {
      throw changed(EntryImage.changed(name))
    }
  }

  private func read(_ call: ToolCall) throws(TTError) -> JSONObject {
    do throws(TTError) {
      return try session.call(inAccount(call)).data.object ?? [:]
    } catch {
      if error.failure == .notFound { throw changed("it is gone", isGone: true) }
      throw error
    }
  }

  private func inAccount(_ call: ToolCall) -> ToolCall {
    var call = call
    call.arguments["account_id"] = account
    return call
  }

  private func changed(_ what: String, isGone: Bool = false) -> TTError {
    let kind = record.isAboutEntry ? "time entry" : "task"
    return TTError(
      .conflict,
      "\(kind) \(record.id.map(String.init) ?? "") has changed since tt wrote it: \(what); nothing was undone",
      hint: UndoCommand.skipping(record, isGone: isGone))
  }
}

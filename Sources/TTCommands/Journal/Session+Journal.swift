import Basics
import TrackingTime

/// Every write passes here on its way back, whether a command, `tt call` or an agent made it.
extension Session {
  /// The journal of the state folder.
  func journal() throws(TTError) -> Journal { Journal(folder: try folders().state, patience: try patience()) }

  /// The place of writes that `tt undo` may take back.
  ///
  /// - Parameter account: the workspace that a call names; nil for the default one.
  func journalPlace(account: Int?) throws(TTError) -> JournalRecord.Place {
    var workspace = account.map(String.init)
    if workspace == nil { workspace = try accountID() }
    return JournalRecord.Place(grant: try grant(), service: try baseURL().text, account: workspace)
  }

  /// Keeps a write for `tt undo`.
  ///
  /// - Returns: a note if it could not be kept; the write stands.
  func keep(_ result: ToolResult, of call: ValidatedCall) -> Note? {
    guard !isUndoing else { return nil }
    return keep { () throws(TTError) in
      var result = result
      if isCancelling, call.tool.name == "delete_event", var entry = result.data.object {
        entry["running"] = true
        result.data = .object(entry)
      }
      return try JournalRecord(
        result, of: call, at: try journalPlace(account: call.arguments.integer("account_id")),
        time: context.clock().seconds, user: try knownUserID())
    }
  }

  /// Keeps that the outcome of a write is not known, so that nothing before it is taken for the last one.
  func keepUnknown(_ call: ValidatedCall) {
    guard !isUndoing else { return }
    _ = keep { () throws(TTError) in
      var record = JournalRecord(
        time: context.clock().seconds, place: try journalPlace(account: call.arguments.integer("account_id")),
        tool: call.tool.name)
      record.obstacle = "its outcome is not known"
      return record
    }
  }

  private func keep(_ record: () throws(TTError) -> JournalRecord?) -> Note? {
    do throws(TTError) {
      guard let record = try record() else { return nil }
      try journal().add(record)
      return nil
    } catch {
      return Note("tt undo will not know of this: \(error.message)")
    }
  }
}

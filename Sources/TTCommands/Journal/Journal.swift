import Basics
import TrackingTime

/// The last writes that tt made, the latest last, for `tt undo`.
struct Journal {
  /// The writes that are kept.
  static let capacity = 20

  private let folder: String
  private let patience: Patience
  private let file: StateFile<Content>

  /// The journal in a state folder.
  init(folder: String, patience: Patience) {
    self.folder = folder
    self.patience = patience
    file = StateFile(path: folder + "/journal.json", name: "journal", afterRemoval: "to forget what could be undone")
  }

  private struct Content: StateFileContent {
    var writes: [JournalRecord] = []

    init() {}

    init?(_ json: JSONValue) {
      guard let rows = json["writes"]?.array else { return nil }
      writes = rows.compactMap(JournalRecord.init)
      if writes.count != rows.count { return nil }
    }

    var json: JSONValue { ["writes": .array(writes.map(\.json))] }
  }

  /// The writes of a place, the latest first.
  func writes(at place: JournalRecord.Place) throws(TTError) -> [JournalRecord] {
    try file.read().writes.filter { $0.place == place }.reversed()
  }

  /// Keeps a write. What is known of an entry is forgotten once it is deleted.
  func add(_ record: JournalRecord) throws(TTError) {
    try change { writes in
      if record.tool == "delete_event" { writes.removeAll { $0.id == record.id && $0.isAboutEntry } }
      writes.append(record)
      writes.removeFirst(max(0, writes.count - Self.capacity))
    }
  }

  /// Forgets a write that was taken back.
  ///
  /// - Parameter successor: the entry that now stands in place of the written one, so that writes before it can be taken
  ///   back as well; nil if it is the same.
  func remove(_ record: JournalRecord, successor: Int? = nil) throws(TTError) {
    try change { writes in
      if let index = writes.lastIndex(of: record) { writes.remove(at: index) }
      guard let successor else { return }
      for index in writes.indices where writes[index].isAboutEntry && writes[index].id == record.id {
        writes[index].id = successor
      }
    }
  }

  /// Keeps what is left of a write that was taken back by halves.
  ///
  /// - Parameter successor: the entry that now stands in place of the written one; nil if it is the same.
  func replace(_ record: JournalRecord, by rest: JournalRecord, successor: Int? = nil) throws(TTError) {
    try remove(record, successor: successor)
    try add(rest)
  }

  /// Waits until no other process takes a write back, and keeps others from it until the result is dropped.
  ///
  /// - Throws: `config` if another process goes on with it.
  func undoingTurn() throws(TTError) -> FolderLock {
    try FolderLock(state: folder + "/undo.lock", waiting: patience, or: "another tt undo is at work: ")
  }

  private func change(_ body: (inout [JournalRecord]) -> Void) throws(TTError) {
    let lock = try FolderLock(state: folder, waiting: patience)
    var content = try file.read()
    body(&content.writes)
    // It need not survive a power failure, and a command does not wait for the disk.
    try file.write(content, lock, flushed: false)
  }
}

extension JournalRecord {
  /// True for a write to a time entry.
  var isAboutEntry: Bool { tool.hasSuffix("_event") || tool == "track_task" || tool == "stop_task" }

  /// The kind of the object: `event`, `task`, `project` or `customer`.
  var kind: String { isAboutEntry ? "event" : Catalog.tool(tool)?.objectKind ?? "task" }

  /// The write in messages: `update_task of task 42`.
  var name: String { tool + (id.map { " of \(isAboutEntry ? "time entry" : kind) \($0)" } ?? "") }
}

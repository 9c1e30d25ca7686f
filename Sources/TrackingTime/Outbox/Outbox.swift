import Basics

/// The calls that wait to be sent, in the order in which they were made: `queue.json` in the state folder.
///
/// Any process may add a call; only one at a time sends them (`SendingTurn`). What a process is about to send is marked on
/// disk before, and removed after, so that whenever it ends, the next one knows which call has an unknown outcome.
public struct Outbox: Sendable {
  private let folder: String
  private let patience: Patience
  private let file: StateFile<Content>

  /// The most calls that may wait.
  static let capacity = 1000

  struct Content: StateFileContent {
    var calls: [QueuedCall] = []
    /// The IDs of the entries that sent calls have written, since the queue was last empty.
    var entries: [Int] = []
  }

  /// The queue in a state folder.
  ///
  /// - Parameter patience: how long to wait for a process that has locked the folder.
  public init(folder: String, patience: Patience = .standard) {
    self.folder = folder
    self.patience = patience
    file = StateFile(path: folder + "/queue.json", name: "queue", afterRemoval: "to discard all queued calls")
  }

  /// The calls that wait.
  ///
  /// - Throws: `config` if the file is damaged or cannot be read.
  public func calls() throws(TTError) -> [QueuedCall] { try file.read().calls }

  /// Appends a call.
  ///
  /// - Throws: `config` if the queue is full or cannot be written.
  func add(_ call: QueuedCall) throws(TTError) {
    try update { content throws(TTError) in
      guard content.calls.count < Self.capacity else {
        throw .config("\(content.calls.count) calls are queued, which is as many as the queue takes")
      }
      content.calls.append(call)
    }
  }

  /// Removes the calls with some IDs, which are then never sent.
  ///
  /// - Returns: the calls as they were.
  /// - Throws: `notFound` if there is no call with one of them; nothing is removed then.
  public func drop(_ ids: [String]) throws(TTError) -> [QueuedCall] {
    var dropped: [QueuedCall] = []
    try update { content throws(TTError) in
      for id in ids where !content.calls.contains(where: { $0.id == id }) {
        throw TTError(.notFound, "there is no queued call \(id.quoted)")
      }
      dropped = content.calls.filter { ids.contains($0.id) }
      content.calls.removeAll { ids.contains($0.id) }
    }
    return dropped
  }

  /// Marks a call as one that may have been sent, or again as one that was certainly not.
  ///
  /// - Returns: false if it is not queued any more.
  @discardableResult func mark(_ id: String, mayHaveArrived: Bool) throws(TTError) -> Bool {
    var isQueued = false
    try update { content in
      for index in content.calls.indices where content.calls[index].id == id {
        content.calls[index].mayHaveArrived = mayHaveArrived
        isQueued = true
      }
    }
    return isQueued
  }

  /// Removes a call that was sent.
  ///
  /// - Parameter entry: the ID of the entry that it has written, if known.
  func remove(_ id: String, entry: Int?) throws(TTError) {
    try update { content in
      content.calls.removeAll { $0.id == id }
      if let entry { content.entries.append(entry) }
      if content.calls.isEmpty { content.entries = [] }
    }
  }

  /// The entries that sent calls have written.
  func writtenEntries() throws(TTError) -> [Int] { try file.read().entries }

  private func update(_ body: (inout Content) throws(TTError) -> Void) throws(TTError) {
    let lock = try FolderLock(state: folder, waiting: patience)
    var content = try file.read()
    try body(&content)
    try file.write(content, lock)
  }

  /// Waits until no other process sends queued calls, and keeps others from it until the result is dropped.
  ///
  /// - Throws: `config` if another process goes on sending.
  public func sendingTurn() throws(TTError) -> SendingTurn {
    SendingTurn(
      lock: try FolderLock(state: folder + "/sync.lock", waiting: patience, or: "queued calls cannot be sent: "))
  }

  /// The right to send queued calls, which one process at a time has.
  public struct SendingTurn: ~Copyable {
    let lock: FolderLock
  }
}

extension Outbox.Content {
  init?(_ json: JSONValue) {
    guard json["version"]?.int == 1, let calls = json["calls"]?.array, let entries = json["entries"]?.array else {
      return nil
    }
    self.calls = calls.compactMap { QueuedCall($0) }
    self.entries = entries.compactMap(\.int)
    guard self.calls.count == calls.count, self.entries.count == entries.count else { return nil }
  }

  var json: JSONValue {
    ["version": 1, "calls": .array(calls.map(\.json)), "entries": .array(entries.map { JSONValue($0) })]
  }
}

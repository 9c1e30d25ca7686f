import Basics

/// The one way to the client: whole lines, one after the other, from whatever thread. Writing is done by a thread of its
/// own, so that a client that does not read keeps nobody else waiting.
final class LineWriter: Sendable {
  private struct Queue {
    var lines: [[UInt8]] = []
    var bytes = 0
    var isWriting = false
    var isOpen = true
  }

  /// Bytes that may wait for the client before nothing more is done for it.
  private static let most = 16 << 20

  private let queue = Guarded(Queue())

  /// Starts writing to a descriptor.
  ///
  /// - Parameters:
  ///   - wentOn: called when lines were written that had kept others waiting.
  ///   - broke: called when the client takes no more.
  init(_ descriptor: Int32, wentOn: @escaping @Sendable () -> Void, broke: @escaping @Sendable () -> Void) {
    let queue = queue
    let isStarted = Threads.start {
      while true {
        let lines = queue.wait { queue -> [[UInt8]]? in
          guard !queue.lines.isEmpty else { return nil }
          defer { queue.lines = [] }
          queue.isWriting = true
          return queue.lines
        }
        let isWritten = lines.map { lines in
          (try? Files.writeAll(descriptor, "", lines.count == 1 ? lines[0] : Array(lines.joined()))) != nil
        }
        let wasFull = queue.with { queue -> Bool in
          let wasFull = queue.bytes > Self.most
          queue.bytes -= lines.map { $0.reduce(0) { $0 + $1.count } } ?? 0
          queue.isWriting = false
          if isWritten != true { queue.isOpen = false }
          return wasFull
        }
        guard isWritten == true else { return broke() }
        if wasFull { wentOn() }
      }
    }
    if !isStarted { queue.with { $0.isOpen = false } }
  }

  /// True when so much waits for the client that nothing more should be done for it.
  var isFull: Bool { queue.with { $0.isOpen && $0.bytes > Self.most } }

  /// Writes a message some time later. Never waits.
  func put(_ message: JSONValue) { put(Self.line(message)) }

  /// A message as it is written.
  static func line(_ message: JSONValue) -> [UInt8] { Array((message.compact + "\n").utf8) }

  /// Writes a line some time later. Never waits.
  func put(_ line: [UInt8]) {
    queue.with { queue in
      guard queue.isOpen else { return }
      queue.lines.append(line)
      queue.bytes += line.count
    }
  }

  /// Waits until the client has taken enough for more to be done.
  func waitForRoom() { _ = queue.wait { !$0.isOpen || $0.bytes <= Self.most ? true : nil } }

  /// Waits until all is written, or the client takes no more, or the time is over.
  func drain(until deadline: Double) {
    _ = queue.wait(until: deadline) { !$0.isOpen || ($0.lines.isEmpty && !$0.isWriting) ? true : nil }
    queue.with { $0.isOpen = false }
  }
}

/// Where the answer to a request goes: in a line of its own, or together with those of its batch.
enum ResponseSink: Sendable {
  case line(LineWriter)
  case batch(BatchResponse)

  /// Gives the answer.
  func give(_ reply: JSONValue) { prepared(reply)() }

  /// What gives the answer, with the work of putting it into words done already.
  func prepared(_ reply: JSONValue) -> () -> Void {
    switch self {
    case .line(let writer):
      let line = LineWriter.line(reply)
      return { writer.put(line) }
    case .batch(let batch): return { batch.give([reply]) }
    }
  }

  /// Says that there is no answer, as for a cancelled call.
  func skip() { if case .batch(let batch) = self { batch.give([]) } }
}

/// Collects the answers of a batch and sends them in one line, once all are there.
final class BatchResponse: Sendable {
  private let state: Guarded<(missing: Int, replies: [JSONValue])>
  private let writer: LineWriter

  init(count: Int, _ writer: LineWriter) {
    state = Guarded((count, []))
    self.writer = writer
  }

  /// Takes what one message of the batch is answered with, one answer or none.
  func give(_ answer: [JSONValue]) {
    let whole = state.with { state -> [JSONValue]? in
      state.missing -= 1
      state.replies += answer
      return state.missing == 0 && !state.replies.isEmpty ? state.replies : nil
    }
    if let whole { writer.put(.array(whole)) }
  }
}

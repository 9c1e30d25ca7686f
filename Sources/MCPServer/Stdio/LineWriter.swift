import Basics

/// The only way to the client: whole lines, one after another, from any thread. A thread of its own does the writing, so
/// that a client that does not read blocks nothing else.
final class LineWriter: Sendable {
  private struct Buffer {
    var lines: [[UInt8]] = []
    var bytes = 0
    var isWriting = false
    var isOpen = true
    var failure: SystemError?
  }

  /// The bytes that may wait for the client before the server stops working for it.
  private static let maxBufferedBytes = 16 << 20

  private let buffer = Guarded(Buffer())

  /// Starts writing to a descriptor.
  ///
  /// - Parameters:
  ///   - onRoom: called when a full buffer has been written.
  ///   - onClose: called when the client accepts no more output.
  init(_ descriptor: Int32, onRoom: @escaping @Sendable () -> Void, onClose: @escaping @Sendable () -> Void) {
    let buffer = buffer
    let isStarted = Threads.start {
      while true {
        let lines = buffer.wait { buffer -> [[UInt8]]? in
          guard !buffer.lines.isEmpty else { return nil }
          defer { buffer.lines = [] }
          buffer.isWriting = true
          return buffer.lines
        }
        guard let lines else { return }
        let result = Result { () throws(SystemError) in
          try Files.writeAll(descriptor, "", lines.count == 1 ? lines[0] : Array(lines.joined()))
        }
        let (wasFull, isOpen) = buffer.with { buffer in
          let wasFull = buffer.bytes > Self.maxBufferedBytes
          buffer.bytes -= lines.reduce(0) { $0 + $1.count }
          buffer.isWriting = false
          if case .failure(let failure) = result { (buffer.isOpen, buffer.failure) = (false, failure) }
          return (wasFull, buffer.isOpen)
        }
        guard isOpen else { return onClose() }
        if wasFull { onRoom() }
      }
    }
    if !isStarted { buffer.with { $0.isOpen = false } }
  }

  /// Why the output cannot be written; nil while it can, and when the client is gone.
  var failure: SystemError? { buffer.with { $0.failure?.code == EPIPE ? nil : $0.failure } }

  /// True when so much output is waiting for the client that nothing more should be done for it.
  var isFull: Bool { buffer.with { $0.isOpen && $0.bytes > Self.maxBufferedBytes } }

  /// Queues a message. Never blocks.
  func put(_ message: JSONValue) { put(Self.line(message)) }

  /// A message in the form in which it is written.
  static func line(_ message: JSONValue) -> [UInt8] { Array((message.compact + "\n").utf8) }

  /// Queues a line. Never blocks.
  func put(_ line: [UInt8]) {
    buffer.with { buffer in
      guard buffer.isOpen else { return }
      buffer.lines.append(line)
      buffer.bytes += line.count
    }
  }

  /// Waits until the client has read enough for more to be done.
  func waitForRoom() { _ = buffer.wait { !$0.isOpen || $0.bytes <= Self.maxBufferedBytes ? true : nil } }

  /// Waits until everything is written, the client accepts no more, or the deadline has passed.
  func drain(until deadline: Double) {
    _ = buffer.wait(until: deadline) { !$0.isOpen || ($0.lines.isEmpty && !$0.isWriting) ? true : nil }
    buffer.with { $0.isOpen = false }
  }
}

/// Messages for the operator of the server, one line each. If they are not read, further ones are dropped instead of
/// blocking the server.
struct Log: Sendable {
  /// The descriptor the lines are written to.
  let descriptor: Int32
  /// What each line begins with, for example `tt mcp`.
  let prefix: String

  func line(_ text: String) {
    var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    guard poll(&entry, 1, 0) == 1, entry.revents & Int16(POLLOUT) != 0 else { return }
    // Short enough to be written in one piece or not at all; cut by code points, since a single character can carry a
    // million combining marks.
    let short = String(String.UnicodeScalarView(text.unicodeScalars.prefix(400)))
    let line = Array((prefix + ": " + short.escapingControlCharacters + "\n").utf8)
    _ = write(descriptor, line, line.count)
  }
}

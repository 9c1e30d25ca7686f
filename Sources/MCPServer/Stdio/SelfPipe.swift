import Basics

/// Why the server stopped.
public enum StopReason: Sendable {
  /// The client closed the input, or is gone.
  case closed
  /// The output cannot be written, for this reason.
  case outputFailed(String)
  /// A signal arrived; it has been reset to its default action.
  case signal(Int32)
}

/// Wakes the thread that waits for input: a signal arrived, or the output has room again or is closed.
final class SelfPipe: Sendable {
  /// What happened, as a byte in the pipe. A signal is written as its number.
  enum OutputEvent: UInt8 {
    case hasRoom = 200
    case isClosed = 201
  }

  /// The end to poll; readable once something has happened.
  let readEnd: Int32
  private let writeEnd: Int32

  /// Nil when the system provides no pipe.
  init?() {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  func wake(_ event: OutputEvent) { Self.put(event.rawValue, writeEnd) }

  /// Catches signals from now on; a second one of the same kind has its default effect. Ignored signals stay ignored.
  func catchSignals(_ numbers: [Int32]) {
    Self.signalTarget = writeEnd
    for number in numbers where !SignalDisposition.isIgnored(number) {
      signal(number) { number in
        SelfPipe.put(UInt8(truncatingIfNeeded: number), SelfPipe.signalTarget)
        signal(number, SIG_DFL)
      }
    }
  }

  /// Empties the pipe; nil when nothing in it stops the server.
  func take() -> StopReason? {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(readEnd, &bytes, bytes.count)
    for byte in bytes.prefix(max(0, count)) {
      switch OutputEvent(rawValue: byte) {
      case .hasRoom?: continue
      case .isClosed?: return .closed
      case nil: return .signal(Int32(byte))
      }
    }
    return nil
  }

  // Written before the first signal can arrive, then only read, by the handler.
  nonisolated(unsafe) private static var signalTarget: Int32 = -1

  /// Async-signal-safe.
  private static func put(_ byte: UInt8, _ descriptor: Int32) {
    var byte = byte
    _ = write(descriptor, &byte, 1)
  }
}

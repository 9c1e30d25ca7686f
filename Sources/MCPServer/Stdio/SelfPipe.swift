import Basics

/// Wakes the thread that waits for input: a signal came, the client takes no more, or it goes on taking.
final class SelfPipe: Sendable {
  /// What happened, as a byte in the pipe. Signals stand for themselves.
  enum Call: UInt8 {
    case goOn = 200
    case broken = 201
  }

  /// What has to end the serving.
  enum End {
    case signal(Int32)
    case broken
  }

  /// Readable once something happened.
  let reading: Int32
  private let writing: Int32

  /// Nil when the system gives no pipe.
  init?() {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    (reading, writing) = (ends[0], ends[1])
  }

  func wake(_ call: Call = .goOn) { Self.put(call.rawValue, writing) }

  /// Has signals ring from now on; a second one of a kind does what it always does. One that is ignored stays so.
  func catchSignals(_ numbers: [Int32]) {
    Self.target = writing
    for number in numbers {
      let before = signal(number) { number in
        SelfPipe.put(UInt8(truncatingIfNeeded: number), SelfPipe.target)
        signal(number, SIG_DFL)
      }
      if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { signal(number, SIG_IGN) }
    }
  }

  /// Takes what happened; nil when it is nothing that ends the serving.
  func take() -> End? {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(reading, &bytes, bytes.count)
    for byte in bytes.prefix(max(0, count)) {
      switch Call(rawValue: byte) {
      case .goOn?: continue
      case .broken?: return .broken
      case nil: return .signal(Int32(byte))
      }
    }
    return nil
  }

  // Written before any signal can come, read by the handler.
  nonisolated(unsafe) private static var target: Int32 = -1

  /// Only what a signal handler may do.
  private static func put(_ byte: UInt8, _ descriptor: Int32) {
    var byte = byte
    _ = write(descriptor, &byte, 1)
  }
}

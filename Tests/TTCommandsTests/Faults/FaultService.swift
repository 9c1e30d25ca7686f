import Foundation
import TestSupport

/// A service that has one fault. What tt looks up after it is answered, by what the call's own request has changed.
final class FaultService: @unchecked Sendable {
  private let kind: FaultKind
  private let fault: Fault.Response
  private let lock = NSLock()
  private var hasChanged = false
  private var own = 0
  private var all = 0
  private var server: RawServer?

  init(_ kind: FaultKind, _ fault: Fault.Response) throws {
    self.kind = kind
    self.fault = fault
    server = try RawServer { [self] connection, _ in serve(connection) }
  }

  var url: String { (server?.url ?? "") + "/api/v4" }

  /// The requests that arrived, and those among them that are not look-ups.
  var counts: (all: Int, own: Int) { lock.withLock { (all, own) } }

  func stop() {
    server?.stop()
    server = nil
  }

  private func serve(_ connection: RawConnection) {
    if fault.isBeforeReading, lock.withLock({ own == 0 }) || kind == .read {
      connection.peek()
      lock.withLock {
        own += 1
        all += 1
      }
      return fault.reply(connection, kind.data)
    }
    guard let request = connection.readRequest() else { return }
    let target = request.split(separator: " ").dropFirst().first ?? ""
    let lookUp = lookedUp(target)
    lock.withLock {
      all += 1
      if lookUp == nil { own += 1 }
      hasChanged = hasChanged || (lookUp == nil && fault.changes)
    }
    guard let lookUp else { return fault.reply(connection, kind.data) }
    // A service that answers nothing any more does not answer look-ups either.
    if fault.isLasting { return fault.reply(connection, lookUp) }
    connection.answer(Self.envelope(lookUp), headers: "Connection: close\r\n")
  }

  private func lookedUp(_ target: Substring) -> String? {
    let changed = lock.withLock { hasChanged }
    if target.hasSuffix("/me") { return CLIFixture.me }
    if target.contains("/tasks/tracking") { return changed == (kind == .stop) ? "[]" : "[\(kind.tracked)]" }
    guard kind == .stop, target.contains("/events") else { return nil }
    return changed && target.contains("page=0") ? "[\(FaultKind.ended)]" : "[]"
  }

  static func envelope(_ data: String) -> String { #"{"response":{"status":200,"message":"ok"},"data":\#(data)}"# }
}

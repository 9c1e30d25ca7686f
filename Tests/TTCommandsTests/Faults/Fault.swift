import Foundation
import TestSupport
import Testing

/// A row of the table: what goes wrong, and what each kind of command makes of it.
struct Fault: Sendable, CustomTestStringConvertible {
  /// Where the call's own request gets to.
  enum Place: Sendable {
    /// A service with a fault.
    case service(Response)
    /// An address where no service answers, and what has to exist meanwhile.
    case address(@Sendable () throws -> (url: String, AnyObject?))
    /// An https server with a certificate that does not hold.
    case certificate(FaultyCertificate)
  }

  /// How a service answers the call's own request.
  struct Response: Sendable {
    /// True if the change is made all the same.
    var changes = false
    /// True if look-ups are answered in the same way.
    var isLasting = false
    /// True if the request is not even read.
    var isBeforeReading = false
    /// Writes to the connection, given the `data` of the proper answer.
    let reply: @Sendable (RawConnection, String) -> Void
  }

  /// How a command ends, the requests that arrive, and how much of its limit is used up.
  struct Expected: Sendable {
    let exit: Int32
    let requests: Int
    let used: Int
  }

  let name: String
  let place: Place
  /// A part of the message of every command that fails.
  let says: String
  /// Seconds until a next attempt, as JSON errors have them.
  var retryAfter: Int?
  /// The commands are run one after the other, since they take much memory.
  var isLarge = false
  /// The commands have to wait until their time is over, of which they get little.
  var waits = false
  let read: Expected
  let track: Expected
  let stop: Expected
  /// Of the other writes.
  let write: Expected

  var testDescription: String { name }

  /// By the kind of command. A call by MCP is a track, whose exit code stands for the class of its error.
  func expected(_ kind: FaultKind) -> Expected {
    switch kind {
    case .read: read
    case .track, .mcp: track
    case .stop: stop
    case .edit, .create: write
    }
  }
}

extension RawConnection {
  /// Waits until something has arrived, and leaves it there.
  func peek() {
    var byte: UInt8 = 0
    _ = recv(fd, &byte, 1, Int32(MSG_PEEK))
  }

  /// Answers with a page instead of an envelope.
  func page(_ status: String, headers: String = "", body: String = "<html><body>Error</body></html>") {
    answer(body, status: status, headers: "Content-Type: text/html\r\nConnection: close\r\n" + headers)
  }

  /// Answers with a document.
  func json(_ body: String, status: String = "200 OK", headers: String = "") {
    answer(body, status: status, headers: "Content-Type: application/json\r\nConnection: close\r\n" + headers)
  }

  /// Waits until the other side has gone.
  func waitForEnd() {
    var byte: UInt8 = 0
    while recv(fd, &byte, 1, 0) > 0 {}
  }
}

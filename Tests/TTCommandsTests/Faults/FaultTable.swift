import Foundation
import TestSupport

/// Every fault of the network and of the service, and what follows from the contract for each kind of command:
/// the exit code, the requests that arrive, and how much of the limit is used up.
extension Fault {
  static let all = connections + certificates + lostAnswers + pages + statuses + envelopes + contents

  typealias Is = Expected

  /// The request certainly never left: nothing was changed, and nothing counts.
  private static let connections: [Fault] = [
    unsent("connection refused", "cannot reach") { ("http://127.0.0.1:\(try RawServer.unusedPort())", nil) },
    unsent("unreachable", "cannot reach") { ("https://224.0.0.1", nil) },
    unsent("unknown host", "", waits: true) { ("https://no-such-host.invalid", nil) },
    unsent("no connection in time", "timed out", waits: true) {
      let busy = try BusyServer()
      return ("http://127.0.0.1:\(busy.port)", busy)
    },
  ]

  private static let certificates: [Fault] = [
    (FaultyCertificate.otherHost, "certificate for another host"), (.expired, "expired certificate"),
    (.unknownAuthority, "certificate of an unknown authority"),
  ].filter { _ in FaultyCertificate.isPossible }.map { certificate, name in
    let none = Is(exit: 7, requests: 0, used: 0)
    return Fault(
      name: name, place: .certificate(certificate), says: "certificate", read: none, track: none, stop: none,
      write: none)
  }

  private static func unsent(
    _ name: String, _ says: String, waits: Bool = false,
    _ place: @escaping @Sendable () throws -> (url: String, AnyObject?)
  ) -> Fault {
    let none = Is(exit: 7, requests: 0, used: 0)
    return Fault(
      name: name, place: .address(place), says: says, waits: waits, read: none, track: none, stop: none, write: none)
  }

  /// The request may have arrived. Reads are repeated; a track or stop is looked up; other writes are unknown.
  private static let lostAnswers: [Fault] = [
    lost("reset before the request is read", done: false, isBeforeReading: true) { connection, _ in connection.reset()
    },
    lost("reset after the request was read", done: false) { connection, _ in connection.reset() },
    lost("dropped after the change", done: true) { _, _ in },
    lost("truncated body", done: true) { connection, data in
      let body = FaultService.envelope(data)
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count + 10)\r\n\r\n\(body)")
    },
    Fault(
      name: "no answer to anything", place: .service(Response(isLasting: true) { connection, _ in connection.reset() }),
      says: "connection", read: Is(exit: 7, requests: 4, used: 1), track: Is(exit: 8, requests: 5, used: 1),
      stop: Is(exit: 8, requests: 5, used: 1), write: Is(exit: 8, requests: 1, used: 1)),
    late("no answer in time", done: false) { connection, _ in connection.waitForEnd() },
    late("no answer in time after the change", done: true) { connection, _ in connection.waitForEnd() },
    late("slow drip", done: true) { connection, _ in
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
      while connection.write([UInt8(ascii: "{")]) { usleep(20_000) }
    },
  ]

  private static func lost(
    _ name: String, done: Bool, isBeforeReading: Bool = false,
    _ reply: @escaping @Sendable (RawConnection, String) -> Void
  ) -> Fault {
    Fault(
      name: name, place: .service(Response(changes: done, isBeforeReading: isBeforeReading, reply: reply)),
      says: "connection", read: Is(exit: 7, requests: 4, used: 1), track: Is(exit: done ? 0 : 7, requests: 3, used: 1),
      stop: Is(exit: done ? 0 : 7, requests: done ? 4 : 3, used: 1), write: Is(exit: 8, requests: 1, used: 1))
  }

  /// What was given up on may still arrive, so that it has not happened yet tells nothing. Reads have no time left.
  private static func late(_ name: String, done: Bool, _ reply: @escaping @Sendable (RawConnection, String) -> Void)
    -> Fault
  {
    Fault(
      name: name, place: .service(Response(changes: done, reply: reply)), says: "timed out", waits: true,
      read: Is(exit: 7, requests: 1, used: 1), track: Is(exit: done ? 0 : 8, requests: 3, used: 1),
      stop: Is(exit: done ? 0 : 8, requests: done ? 4 : 3, used: 1), write: Is(exit: 8, requests: 1, used: 1))
  }

  /// An answer that is no envelope. A gateway's failure is repeated for a read.
  private static let pages: [Fault] = [
    page("HTML with 200", "200 OK", "HTTP 200"), page("HTML with 400", "400 Bad Request", "HTTP 400"),
    page("HTML with 500", "500 Internal Server Error", "HTTP 500", reads: 4),
    page("HTML with 502", "502 Bad Gateway", "HTTP 502", reads: 4),
    page("HTML with 503", "503 Service Unavailable", "HTTP 503", reads: 4),
    page("HTML with 504", "504 Gateway Timeout", "HTTP 504", reads: 4),
    page("HTML with 502 after the change", "502 Bad Gateway", "HTTP 502", reads: 4, done: true),
    page("redirect", "302 Found", "redirect", headers: "Location: /elsewhere\r\n"),
    refused("HTML with 401", exit: 4, "credentials") { connection, _ in connection.page("401 Unauthorized") },
    refused("HTML with 403", exit: 1, "403") { connection, _ in connection.page("403 Forbidden") },
    refused("HTML with 404", exit: 5, "404", looksUpStop: true) { connection, _ in connection.page("404 Not Found") },
  ]

  private static func page(
    _ name: String, _ status: String, _ says: String, reads: Int = 1, done: Bool = false, headers: String = ""
  ) -> Fault {
    let response = Response(changes: done) { connection, _ in connection.page(status, headers: headers) }
    return unreadable(name, says, response, reads: reads)
  }

  static func unreadable(
    _ name: String, _ says: String, _ response: Response, reads: Int = 1, isLarge: Bool = false
  ) -> Fault {
    let done = response.changes
    return Fault(
      name: name, place: .service(response), says: says, isLarge: isLarge, read: Is(exit: 1, requests: reads, used: 1),
      track: Is(exit: done ? 0 : 1, requests: 3, used: 1),
      stop: Is(exit: done ? 0 : 1, requests: done ? 4 : 3, used: 1),
      write: Is(exit: 8, requests: 1, used: 1))
  }

  /// A refusal gives the reservation back. A refused stop may be looked up: here the timer runs.
  static func refused(
    _ name: String, exit: Int32, _ says: String, retryAfter: Int? = nil, looksUpStop: Bool = false,
    looksUpTrack: Bool = false,
    _ reply: @escaping @Sendable (RawConnection, String) -> Void
  ) -> Fault {
    let once = Is(exit: exit, requests: 1, used: 0)
    let twice = Is(exit: exit, requests: 3, used: 0)
    return Fault(
      name: name, place: .service(Response(reply: reply)), says: says, retryAfter: retryAfter, read: once,
      track: looksUpTrack ? twice : once, stop: looksUpStop ? twice : once, write: once)
  }
}

import Foundation
import TestSupport

/// The faults in what a service answers: refusals, and what is in a body.
extension Fault {
  static let statuses: [Fault] = [
    limited("429", nil, ""), limited("429 with seconds", 60, "Retry-After: 60\r\n"),
    limited(
      "429 with a date", 90,
      "Date: Mon, 02 Mar 2026 08:00:00 GMT\r\nRetry-After: Mon, 02 Mar 2026 08:01:30 GMT\r\n"),
    refused("429 as an envelope", exit: 9, "too many", retryAfter: 60) { connection, _ in
      connection.json(Self.refusal(429), status: "429 Too Many Requests", headers: "Retry-After: 60\r\n")
    },
    refused("401 as an envelope", exit: 4, "credentials") { connection, _ in
      connection.json(Self.refusal(401), status: "401 Unauthorized")
    },
  ]

  private static func limited(_ name: String, _ seconds: Int?, _ headers: String) -> Fault {
    refused(name, exit: 9, "too many", retryAfter: seconds) { connection, _ in
      connection.page("429 Too Many Requests", headers: headers)
    }
  }

  static let envelopes: [Fault] = [400, 401, 402, 403, 404, 429, 500, 502, 503, 418].map { status in
    let exit: Int32 = [401: 4, 404: 5, 429: 9][status] ?? 1
    return refused(
      "envelope \(status)", exit: exit, "no such luck", looksUpStop: ![401, 403, 429].contains(status),
      looksUpTrack: status == 502
    ) { connection, _ in connection.json(Self.refusal(status)) }
  }

  private static func refusal(_ status: Int) -> String {
    #"{"response":{"status":\#(status),"message":"no such luck"},"data":{}}"#
  }

  /// What is in a body.
  static let contents: [Fault] = [
    large("10 GiB are announced", "Content-Length: 10737418240\r\n\r\n", chunk: String(repeating: " ", count: 1 << 20)),
    large(
      "a body without an end", "Transfer-Encoding: chunked\r\n\r\n",
      chunk: "100000\r\n" + String(repeating: " ", count: 1 << 20) + "\r\n"),
    understood("envelope with an unexpected content type") { connection, data in
      connection.answer(
        FaultService.envelope(data), headers: "Content-Type: image/png\r\nConnection: close\r\n")
    },
    understood("numbers beyond 64 bits") { connection, data in
      let beyond = #","duration":99999999999999999999,"sort":1e400}"#
      connection.json(FaultService.envelope(data.dropLast() + beyond))
    },
    understood("unknown members") { connection, data in
      connection.json(FaultService.envelope(data.dropLast() + #","x":[{"y":null}],"":true}"#).dropLast() + #","z":1}"#)
    },
    understood("duplicate members") { connection, data in
      connection.json(FaultService.envelope(data.dropLast() + #","notes":"a","notes":"b"}"#))
    },
    unreadable(
      "deep JSON", "without an envelope",
      Response(changes: true) { connection, _ in
        connection.json(
          FaultService.envelope(String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)))
      }),
    unreadable(
      "invalid UTF-8", "without an envelope",
      Response(changes: true) { connection, data in
        let body = Array(FaultService.envelope(data.replacingOccurrences(of: "Write", with: "Wr~te")).utf8)
        connection.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: \(body.count)\r\n\r\n")
        connection.write(body.map { $0 == UInt8(ascii: "~") ? 0xFF : $0 })
      }),
    unreadable(
      "no envelope around the data", "without an envelope",
      Response(changes: true) { connection, data in connection.json(#"{"data":\#(data)}"#) }),
    empty("no data") { connection, _ in connection.json(#"{"response":{"status":200}}"#) },
    empty("data is null") { connection, _ in connection.json(FaultService.envelope("null")) },
    empty("data is text") { connection, _ in connection.json(FaultService.envelope("\"ok\"")) },
    empty("members are null", read: 0) { connection, _ in
      connection.json(FaultService.envelope(#"{"id":null,"name":null,"task_id":null,"start":null,"end":null}"#))
    },
  ]

  private static func large(_ name: String, _ headers: String, chunk: String) -> Fault {
    let response = Response(changes: true) { connection, _ in
      connection.write("HTTP/1.1 200 OK\r\n" + headers)
      let bytes = Array(chunk.utf8)
      while connection.write(bytes) {}
    }
    return unreadable(name, "too large", response, isLarge: true)
  }

  private static func understood(_ name: String, _ reply: @escaping @Sendable (RawConnection, String) -> Void) -> Fault
  {
    let once = Is(exit: 0, requests: 1, used: 1)
    return Fault(
      name: name, place: .service(Response(changes: true, reply: reply)), says: "", read: once, track: once, stop: once,
      write: once)
  }

  /// A success that shows nothing: what can be looked up is, and an object that was asked for is missing.
  private static func empty(
    _ name: String, read: Int32 = 1, _ reply: @escaping @Sendable (RawConnection, String) -> Void
  ) -> Fault {
    Fault(
      name: name, place: .service(Response(changes: true, reply: reply)), says: "",
      read: Is(exit: read, requests: 1, used: 1), track: Is(exit: 0, requests: 3, used: 1),
      stop: Is(exit: 0, requests: 4, used: 1), write: Is(exit: 0, requests: 1, used: 1))
  }
}

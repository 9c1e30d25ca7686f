import Foundation
import TestSupport
import Testing
import Transport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

func read(_ url: String, timeout: Double = 10) -> HTTPRequest {
  HTTPRequest(method: "GET", url: url, isWrite: false, timeout: timeout)
}

func write(_ url: String, body: String? = nil, timeout: Double = 10) -> HTTPRequest {
  HTTPRequest(method: "POST", url: url, body: body.map { Array($0.utf8) }, isWrite: true, timeout: timeout)
}

func failure(_ transport: CurlTransport, _ request: HTTPRequest) throws -> TransportFailure {
  try #require(throws: TransportFailure.self) { try transport.send(request) }
}

@Suite("Requests and responses", .waiting, .timeLimit(.minutes(1)))
struct CurlTransportTests {
  private let transport = CurlTransport(environment: [:])

  @Test("a request is sent as given, and a response is returned whole")
  func roundTrip() throws {
    let server = try RawServer { connection, _ in
      connection.readRequest()
      connection.answer(
        "déjà vu", status: "429 Too Many",
        headers: "content-type:  application/json; charset=utf-8 \r\nRetry-After: 12\r\n"
          + "DATE: Mon, 02 Mar 2026 08:00:00 GMT\r\n")
    }
    defer { server.stop() }
    var request = write(server.url + "/api/v4/tasks/track/42?timezone=GMT%2B01:00&x=../y", body: "a=b")
    request.headers = [
      ("Authorization", "Basic QTpC"), ("User-Agent", "tt/1"), ("Content-Type", "text/x"), ("X-E", ""),
    ]
    let response = try transport.send(request)
    #expect(
      response
        == HTTPResponse(
          status: 429, contentType: "application/json; charset=utf-8", retryAfter: "12",
          date: "Mon, 02 Mar 2026 08:00:00 GMT", body: Array("déjà vu".utf8)))
    let sent = try #require(server.requests.first)
    #expect(sent.hasPrefix("POST /api/v4/tasks/track/42?timezone=GMT%2B01:00&x=../y HTTP/1.1\r\n"))
    for line in ["Authorization: Basic QTpC", "User-Agent: tt/1", "Content-Type: text/x", "X-E:", "Content-Length: 3"] {
      #expect(sent.contains("\r\n\(line)\r\n"))
    }
    #expect(sent.hasSuffix("\r\n\r\na=b"))
    #expect(!sent.contains("Expect:"))
  }

  @Test("loading libcurl in advance, even several times, changes nothing else")
  func prepared() throws {
    let server = try RawServer { connection, _ in
      connection.readRequest()
      connection.answer("x")
    }
    defer { server.stop() }
    for _ in 0..<3 { CurlTransport.loader()?() }
    #expect(CurlTransport.loader() == nil)
    #expect(try transport.send(read(server.url)).status == 200)
  }

  @Test("a POST without a body has a Content-Length of 0 and no Content-Type")
  func emptyPost() throws {
    let server = try RawServer { connection, _ in
      connection.readRequest()
      connection.answer("")
    }
    defer { server.stop() }
    #expect(try transport.send(write(server.url)).body.isEmpty)
    let sent = try #require(server.requests.first)
    #expect(sent.contains("\r\nContent-Length: 0\r\n"))
    #expect(!sent.contains("Content-Type"))
  }

  @Test("a large body is sent without Expect: 100-continue")
  func largeRequest() throws {
    let server = try RawServer { connection, _ in
      let request = connection.readRequest() ?? ""
      connection.answer(String(request.utf8.count))
    }
    defer { server.stop() }
    let body = String(repeating: "x", count: 3_000_000)
    let answer = String(decoding: try transport.send(write(server.url, body: body)).body, as: UTF8.self)
    #expect(try #require(Int(answer)) > 3_000_000)
  }

  @Test("headers are those of the final response, not of an interim one")
  func interim() throws {
    let server = try RawServer { connection, _ in
      connection.readRequest()
      connection.write("HTTP/1.1 103 Early Hints\r\nContent-Type: text/early\r\nRetry-After: 99\r\n\r\n")
      connection.answer("x", headers: "Content-Type: text/final\r\n")
    }
    defer { server.stop() }
    let response = try transport.send(read(server.url))
    #expect(response.contentType == "text/final" && response.retryAfter == nil && response.status == 200)
  }

  @Test("a redirect is a response and is not followed")
  func redirect() throws {
    let server = try RawServer { connection, _ in
      connection.readRequest()
      connection.answer("", status: "302 Found", headers: "Location: /elsewhere\r\n")
    }
    defer { server.stop() }
    #expect(try transport.send(read(server.url)).status == 302)
    #expect(server.requests.count == 1)
  }

  @Test("a body in many pieces is returned in order, up to the size limit", arguments: [true, false])
  func sizes(_ isAnnounced: Bool) throws {
    let whole = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    let server = try RawServer { connection, _ in
      connection.readRequest()
      let length = isAnnounced ? "Content-Length: \(whole.count)\r\n" : ""
      connection.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\(length)\r\n")
      connection.write(whole)
    }
    defer { server.stop() }
    let exact = CurlTransport(environment: [:], maxBodyBytes: whole.count)
    #expect(try exact.send(read(server.url)).body == whole)
    let smaller = CurlTransport(environment: [:], maxBodyBytes: whole.count - 1)
    let failure = try failure(smaller, write(server.url))
    #expect(failure.kind == .tooLarge && failure.mayHaveArrived)
    #expect(failure.reason == "the response is larger than 2999999 bytes")
  }

  @Test("reads share a connection, and each write uses a new one")
  func reuse() throws {
    let server = try RawServer { connection, _ in
      while connection.readRequest() != nil { connection.answer("x") }
    }
    defer { server.stop() }
    for _ in 0..<3 { _ = try transport.send(read(server.url)) }
    #expect(server.connections == 1)
  }

  /// Keeps the first connection open and cuts it exactly when a second request arrives on it, which no client can
  /// foresee.
  private func treacherousServer() throws -> RawServer {
    try RawServer { connection, number in
      connection.readRequest()
      connection.answer("connection \(number)")
      if number == 0, connection.readRequest() != nil { connection.reset() }
    }
  }

  @Test("a write is sent once, even if the open connection turns out to be dead")
  func writeOnDeadConnection() throws {
    let server = try treacherousServer()
    defer { server.stop() }
    _ = try transport.send(read(server.url + "/warm"))
    #expect(try transport.send(write(server.url + "/write")).body == Array("connection 1".utf8))
    #expect(server.requests.filter { $0.hasPrefix("POST /write") }.count == 1)
  }

  @Test("a read on a dead connection is sent again")
  func readOnDeadConnection() throws {
    let server = try treacherousServer()
    defer { server.stop() }
    _ = try transport.send(read(server.url + "/warm"))
    #expect(try transport.send(read(server.url + "/read")).body == Array("connection 1".utf8))
    #expect(server.requests.filter { $0.hasPrefix("GET /read") }.count == 2)
  }
}

import Foundation
import TestSupport
import Testing
import Transport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("Transport failures", .waiting, .timeLimit(.minutes(1)))
struct FailureTests {
  private let transport = CurlTransport(environment: [:])

  @Test("a closed port is unreachable, and the request certainly not sent")
  func refused() throws {
    let failure = try failure(transport, write("http://127.0.0.1:\(try RawServer.unusedPort())/"))
    #expect(failure.kind == .unreachable && !failure.mayHaveArrived)
    #expect(failure.reason.contains("connect"))
  }

  @Test("an unknown host is unreachable, and the request certainly not sent")
  func unknownName() throws {
    let failure = try failure(transport, write("http://no-such-host.invalid/"))
    #expect(failure.kind == .unreachable && !failure.mayHaveArrived)
    #expect(failure.reason.contains("no-such-host.invalid"))
  }

  @Test("a request may have arrived if the connection is closed without a response")
  func closedAfterReading() throws {
    let server = try RawServer { connection, _ in connection.readRequest() }
    defer { server.stop() }
    let failure = try failure(transport, write(server.url, body: "a=b"))
    #expect(failure.kind == .interrupted && failure.mayHaveArrived)
    #expect(server.requests.count == 1)
  }

  @Test("a connection closed at once is interrupted if the request was on its way, else certainly not sent")
  func closedAtOnce() throws {
    let server = try RawServer { connection, _ in connection.reset() }
    defer { server.stop() }
    for _ in 0..<20 {
      let failure = try failure(transport, write(server.url))
      #expect(failure.kind == (failure.mayHaveArrived ? .interrupted : .unreachable))
    }
    #expect(server.requests.isEmpty)
  }

  @Test("a request may have arrived if the connection is closed while it is read")
  func closedWhileReading() throws {
    let server = try RawServer { connection, _ in
      connection.readSome()
      connection.reset()
    }
    defer { server.stop() }
    let failure = try failure(transport, write(server.url, body: String(repeating: "x", count: 20_000_000)))
    #expect(failure.kind == .interrupted && failure.mayHaveArrived)
  }

  @Test(
    "a response that is truncated or not HTTP is a failure",
    arguments: [
      "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"response\":",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n", "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 200 O",
    ])
  func truncated(_ answer: String) throws {
    let server = try RawServer { connection, _ in
      connection.readRequest()
      connection.write(answer)
    }
    defer { server.stop() }
    let failure = try failure(transport, write(server.url))
    #expect(failure.kind == .interrupted && failure.mayHaveArrived, "\(failure)")
  }

  @Test("a missing response is a timeout, close to the limit, and the request may have arrived")
  func slow() throws {
    let server = try RawServer { connection, _ in
      connection.readRequest()
      sleep(2)
    }
    defer { server.stop() }
    let start = Date()
    let failure = try failure(transport, write(server.url, timeout: 0.3))
    #expect(failure.kind == .timeout && failure.mayHaveArrived)
    #expect(Date().timeIntervalSince(start) < 1.5)
  }

  @Test("a missing TLS handshake is a timeout, and the request certainly not sent")
  func slowHandshake() throws {
    let server = try RawServer { _, _ in sleep(2) }
    defer { server.stop() }
    let failure = try failure(transport, write("https://127.0.0.1:\(server.port)/", timeout: 0.4))
    #expect(failure.kind == .timeout && !failure.mayHaveArrived)
  }

  @Test("plain HTTP instead of TLS is unreachable, and the request certainly not sent")
  func noTLS() throws {
    let server = try RawServer { connection, _ in connection.write("HTTP/1.1 400 Bad\r\n\r\n") }
    defer { server.stop() }
    let failure = try failure(transport, write("https://127.0.0.1:\(server.port)/"))
    #expect(failure.kind == .unreachable && !failure.mayHaveArrived)
  }

  @Test("setting the flag cancels a waiting request")
  func aborted() throws {
    let server = try RawServer { connection, _ in
      connection.readRequest()
      sleep(4)
    }
    defer { server.stop() }
    let flag = CancellationFlag()
    let cancellable = CurlTransport(environment: [:], cancellationFlag: flag)
    Thread.detachNewThread {
      usleep(300_000)
      flag.set()
    }
    let start = Date()
    let failure = try failure(cancellable, write(server.url))
    #expect(failure.kind == .aborted && failure.mayHaveArrived)
    #expect(Date().timeIntervalSince(start) < 3)
    flag.clear()
    #expect(!flag.isSet)
  }

  @Test("a connection that breaks while writing raises no SIGPIPE and keeps its disposition")
  func brokenPipe() throws {
    let server = try RawServer { connection, _ in
      connection.readSome()
      connection.reset()
    }
    defer { server.stop() }
    var before = sigaction()
    var standard = sigaction()
    sigaction(SIGPIPE, &standard, &before)
    defer { sigaction(SIGPIPE, &before, nil) }
    let body = String(repeating: "x", count: 20_000_000)
    for _ in 0..<5 {
      let failure = try failure(transport, write(server.url, body: body))
      #expect(failure.kind == .interrupted)
    }
    var after = sigaction()
    sigaction(SIGPIPE, nil, &after)
    var mask = sigset_t()
    pthread_sigmask(SIG_SETMASK, nil, &mask)
    #expect(sigismember(&mask, SIGPIPE) == 0)
    #if canImport(Glibc)
      #expect(after.__sigaction_handler.sa_handler == nil)
    #endif
  }

  @Test("requests that could inject a header, or are not HTTP, are never sent")
  func unfit() throws {
    let server = try RawServer { connection, _ in connection.readRequest() }
    defer { server.stop() }
    var unfit: [HTTPRequest] = [
      read(server.url + "/a b"), read(server.url + "/\r\nX: y"), read(server.url + "/é"),
      read("file:///etc/passwd"), read("ftp://127.0.0.1/"), read("http://user@127.0.0.1/"), read("http://"), read(""),
      read(server.url, timeout: 0), read(server.url, timeout: .nan), read(server.url, timeout: -1),
    ]
    for header in [
      ("X", "a\r\nY: b"), ("X", "a\nb"), ("X", "a\0b"), ("X\r\nY", "b"), ("X Y", "b"), ("", "b"), ("X:", "b"),
    ] {
      var request = write(server.url)
      request.headers = [header]
      unfit.append(request)
    }
    var method = read(server.url)
    method.method = "GET /x HTTP/1.1\r\nX:"
    unfit.append(method)
    for request in unfit {
      let failure = try failure(transport, request)
      #expect(failure.kind == .misconfigured && !failure.mayHaveArrived, "\(request)")
    }
    #expect(server.connections == 0)
  }

  @Test("the transport still works after every failure")
  func afterwards() throws {
    let server = try RawServer { connection, number in
      connection.readRequest()
      if number == 1 { connection.answer("fine") }
    }
    defer { server.stop() }
    _ = try failure(transport, write(server.url))
    #expect(try transport.send(write(server.url)).body == Array("fine".utf8))
  }
}

import TestSupport
import Testing
import Transport

@Suite("Proxies", .waiting, .timeLimit(.minutes(1)))
struct ProxyTests {
  @Test("a proxy is used for other hosts but not for this machine")
  func proxies() throws {
    let proxy = try RawServer { connection, _ in
      connection.readRequest()
      connection.answer("proxy")
    }
    defer { proxy.stop() }
    let server = try RawServer { connection, _ in
      connection.readRequest()
      connection.answer("server")
    }
    defer { server.stop() }
    let transport = CurlTransport(environment: ["http_proxy": proxy.url, "ALL_PROXY": proxy.url])
    #expect(try transport.send(read(server.url)).body == Array("server".utf8))
    #expect(proxy.connections == 0)
    #expect(try transport.send(read("http://api.example.invalid/x")).body == Array("proxy".utf8))
    #expect(proxy.requests.first?.hasPrefix("GET http://api.example.invalid/x HTTP/1.1\r\n") == true)
  }

  @Test("if a proxy rejects the tunnel, a write is certainly not sent, and the proxy sees no credentials")
  func refusedTunnel() throws {
    let proxy = try RawServer { connection, _ in
      connection.readRequest()
      connection.answer("no", status: "403 Forbidden")
    }
    defer { proxy.stop() }
    let transport = CurlTransport(environment: ["HTTPS_PROXY": proxy.url])
    var request = write("https://api.example.invalid/x")
    request.headers = [("Authorization", "Basic QTpC")]
    let failure = try failure(transport, request)
    #expect(failure.kind == .unreachable && !failure.mayHaveArrived, "\(failure)")
    let sent = try #require(proxy.requests.first)
    #expect(sent.hasPrefix("CONNECT api.example.invalid:443 ") && !sent.contains("Authorization"))
  }
}

import Basics
import Foundation
import Sandbox
import Testing

@Suite("Faults of the sandbox") struct SandboxFaultTests {
  private static let request = "GET /api/v4/me HTTP/1.1\r\nAuthorization: Basic OnNhbmRib3g=\r\n\r\n"

  /// Sends a track with a fault injected, and returns the response, whether a timer is running, and the number of requests.
  private func track(
    _ fault: String
  ) async throws -> (response: TestClient.Response?, isRunning: Bool, requests: Int) {
    var outcome: (TestClient.Response?, Bool, Int) = (nil, false, 0)
    try await TestClient.run { client async throws in
      client.server.inject(try Fault(fault))
      let response = try? await client.post("/700001/tasks/track/42")
      let isRunning = client.server.workspace().running[9001] != nil
      outcome = (response, isRunning, client.server.requests().count)
    }
    return outcome
  }

  @Test(
    "a broken connection gives no response, whether or not the change was made",
    arguments: [("drop-before", false), ("drop-after", true), ("truncate", true)])
  func brokenConnection(fault: String, isRunning: Bool) async throws {
    let outcome = try await track(fault)
    #expect(outcome.response == nil)
    #expect(outcome.isRunning == isRunning)
    #expect(outcome.requests == 1)
  }

  @Test(
    "a fault replaces the response, whether or not the change was made",
    arguments: [
      ("429", 429, false), ("html", 500, false), ("gateway-502", 502, false), ("gateway-502-after", 502, true),
      ("garbage", 200, false), ("redirect", 302, false), ("envelope=403", 200, false), ("latency=5ms", 200, true),
    ])
  func replacedResponse(fault: String, status: Int, isRunning: Bool) async throws {
    let outcome = try await track(fault)
    #expect(outcome.response?.httpStatus == status)
    #expect(outcome.isRunning == isRunning)
    #expect(outcome.requests == 1)
  }

  @Test("HTML pages and plain text are not envelopes")
  func withoutEnvelope() async throws {
    for fault in ["html", "gateway-502", "gateway-502-after"] {
      let response = try await track(fault).response
      #expect(response?.headers["content-type"]?.hasPrefix("text/html") == true)
      #expect(response?.envelope == nil)
    }
    let garbage = try await track("garbage").response
    #expect(garbage?.headers["content-type"] == "text/plain")
    #expect(garbage?.envelope == nil)
    #expect(try await track("envelope=403").response?.status == 403)
    #expect(try await track("redirect").response?.headers["location"]?.hasPrefix("/api/v4/") == true)
  }

  @Test("HTTP 429 has a Retry-After header only when the fault gives the seconds")
  func retryAfter() async throws {
    #expect(try await track("429:retry-after=7").response?.headers["retry-after"] == "7")
    let plain = try await track("429").response
    #expect(plain?.headers["retry-after"] == nil)
    #expect(plain?.status == 429)
  }

  @Test("a truncated response ends after half of its Content-Length")
  func truncated() async throws {
    try await TestClient.run { client async throws in
      client.server.inject(try Fault("truncate"))
      let response = try await RawConnection.exchange(Self.request, with: client.server.baseURL)
      let parts = response.split(separator: "\r\n\r\n", maxSplits: 1)
      let promised = parts.first?.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length: ") }
      let length = Int(promised?.dropFirst(16) ?? "") ?? 0
      #expect(length > 0)
      #expect(parts.last?.utf8.count == length / 2)
    }
  }

  @Test("a dropped connection is closed without a byte")
  func dropped() async throws {
    try await TestClient.run { client async throws in
      client.server.inject(try Fault("drop-after"))
      let response = try await RawConnection.exchange(Self.request, with: client.server.baseURL)
      #expect(response == "")
    }
  }

  @Test("latency delays the response")
  func latency() async throws {
    try await TestClient.run { client async throws in
      client.server.inject(try Fault("latency=0.2s"))
      let clock = ContinuousClock()
      let begin = clock.now
      #expect(try await client.get("/me").status == 200)
      #expect(clock.now - begin >= .milliseconds(200))
    }
  }

  @Test("a fault affects requests with its path, as often as its count says")
  func restricted() async throws {
    try await TestClient.run { client async throws in
      client.server.inject(try Fault("html@/tasks/track/*2"))
      #expect(try await client.get("/700001/tasks").httpStatus == 200)
      #expect(try await client.post("/700001/tasks/track/42").httpStatus == 500)
      #expect(try await client.post("/700001/tasks/track/42").httpStatus == 500)
      #expect(try await client.post("/700001/tasks/track/42").status == 200)
      client.server.inject(Fault(.gateway502))
      #expect(try await client.get("/me").httpStatus == 502)
      #expect(try await client.get("/me").httpStatus == 502)
    }
  }

  @Test("faults are parsed from text")
  func parsing() throws {
    #expect(try Fault("drop-after@/track*1") == Fault(.dropAfter, path: "/track", count: 1))
    #expect(try Fault("latency=2s@/me") == Fault(.latency(milliseconds: 2000), path: "/me"))
    #expect(try Fault("latency=300ms*3") == Fault(.latency(milliseconds: 300), count: 3))
    #expect(try Fault("429:retry-after=7") == Fault(.tooManyRequests(retryAfter: 7)))
    #expect(try Fault("envelope=402") == Fault(.envelope(status: 402)))
  }

  @Test(
    "text that is not a fault is a usage error",
    arguments: ["", "nonsense", "latency", "latency=5", "latency=-1s", "429:retry-after=x", "html*0", "html*x"])
  func invalid(text: String) {
    #expect { try Fault(text) } throws: { ($0 as? TTError)?.failure == .usage }
  }
}

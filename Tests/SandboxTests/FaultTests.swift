import Basics
import Foundation
import Sandbox
import Testing

@Suite struct FaultTests {
  private static let request = "GET /api/v4/me HTTP/1.1\r\nAuthorization: Basic OnNhbmRib3g=\r\n\r\n"

  /// Sends one track with a fault in place and tells what came and whether the timer runs afterwards.
  private func track(
    _ fault: String
  ) async throws -> (answer: TestClient.Answer?, isRunning: Bool, requests: Int) {
    var outcome: (TestClient.Answer?, Bool, Int) = (nil, false, 0)
    try await TestClient.run { client async throws in
      await client.server.inject(try Fault(fault))
      let answer = try? await client.post("/700001/tasks/track/42")
      let isRunning = await client.server.workspace().running[9001] != nil
      outcome = (answer, isRunning, await client.server.requests().count)
    }
    return outcome
  }

  @Test(arguments: [("drop-before", false), ("drop-after", true), ("truncate", true)])
  func aBrokenConnectionGivesNoAnswer(_ fault: String, _ isRunning: Bool) async throws {
    let outcome = try await track(fault)
    #expect(outcome.answer == nil)
    #expect(outcome.isRunning == isRunning)
    #expect(outcome.requests == 1)
  }

  @Test(arguments: [
    ("429", 429, false), ("html", 500, false), ("gateway-502", 502, false), ("gateway-502-after", 502, true),
    ("garbage", 200, false), ("redirect", 302, false), ("envelope=403", 200, false), ("latency=5ms", 200, true),
  ])
  func anAnswerOfAnotherKindComesInsteadOfTheRealOne(_ fault: String, _ status: Int, _ isRunning: Bool) async throws {
    let outcome = try await track(fault)
    #expect(outcome.answer?.httpStatus == status)
    #expect(outcome.isRunning == isRunning)
    #expect(outcome.requests == 1)
  }

  @Test func pagesAndTextsAreNoEnvelopes() async throws {
    for fault in ["html", "gateway-502", "gateway-502-after"] {
      let answer = try await track(fault).answer
      #expect(answer?.headers["content-type"]?.hasPrefix("text/html") == true)
      #expect(answer?.envelope == nil)
    }
    let garbage = try await track("garbage").answer
    #expect(garbage?.headers["content-type"] == "text/plain")
    #expect(garbage?.envelope == nil)
    #expect(try await track("envelope=403").answer?.status == 403)
    #expect(try await track("redirect").answer?.headers["location"]?.hasPrefix("/api/v4/") == true)
  }

  @Test func tooManyRequestsMayTellWhenToComeBack() async throws {
    #expect(try await track("429:retry-after=7").answer?.headers["retry-after"] == "7")
    let plain = try await track("429").answer
    #expect(plain?.headers["retry-after"] == nil)
    #expect(plain?.status == 429)
  }

  @Test func aTruncatedAnswerPromisesMoreThanItGives() async throws {
    try await TestClient.run { client async throws in
      await client.server.inject(try Fault("truncate"))
      let answer = try await RawConnection.exchange(Self.request, with: client.server.baseURL)
      let parts = answer.split(separator: "\r\n\r\n", maxSplits: 1)
      let promised = parts.first?.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length: ") }
      let length = Int(promised?.dropFirst(16) ?? "") ?? 0
      #expect(length > 0)
      #expect(parts.last?.utf8.count == length / 2)
    }
  }

  @Test func aDroppedConnectionSendsNotAByte() async throws {
    try await TestClient.run { client async throws in
      await client.server.inject(try Fault("drop-after"))
      let answer = try await RawConnection.exchange(Self.request, with: client.server.baseURL)
      #expect(answer == "")
    }
  }

  @Test func latencyDelaysTheAnswer() async throws {
    try await TestClient.run { client async throws in
      await client.server.inject(try Fault("latency=0.2s"))
      let clock = ContinuousClock()
      let begin = clock.now
      #expect(try await client.get("/me").status == 200)
      #expect(clock.now - begin >= .milliseconds(200))
    }
  }

  @Test func aCountAndAPathLimitAFault() async throws {
    try await TestClient.run { client async throws in
      await client.server.inject(try Fault("html@/tasks/track/*2"))
      #expect(try await client.get("/700001/tasks").httpStatus == 200)
      #expect(try await client.post("/700001/tasks/track/42").httpStatus == 500)
      #expect(try await client.post("/700001/tasks/track/42").httpStatus == 500)
      #expect(try await client.post("/700001/tasks/track/42").status == 200)
      await client.server.inject(Fault(.gateway502))
      #expect(try await client.get("/me").httpStatus == 502)
      #expect(try await client.get("/me").httpStatus == 502)
    }
  }

  @Test func faultsAreReadFromText() throws {
    #expect(try Fault("drop-after@/track*1") == Fault(.dropAfter, path: "/track", count: 1))
    #expect(try Fault("latency=2s@/me") == Fault(.latency(milliseconds: 2000), path: "/me"))
    #expect(try Fault("latency=300ms*3") == Fault(.latency(milliseconds: 300), count: 3))
    #expect(try Fault("429:retry-after=7") == Fault(.tooManyRequests(retryAfter: 7)))
    #expect(try Fault("envelope=402") == Fault(.envelope(status: 402)))
  }

  @Test(arguments: ["", "nonsense", "latency", "latency=5", "latency=-1s", "429:retry-after=x", "html*0", "html*x"])
  func aFaultThatIsNoneIsAUsageError(_ text: String) {
    #expect { try Fault(text) } throws: { ($0 as? TTError)?.failure == .usage }
  }
}

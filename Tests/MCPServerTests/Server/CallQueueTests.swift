import Basics
import Testing
import TrackingTime
import Transport

@testable import Policy
@testable import TTCommands

@Suite("Tool calls that are not answered yet") struct CallQueueTests {
  private let queue = CallQueue()
  private let flag = CancellationFlag()
  private let writer = LineWriter(open("/dev/null", O_WRONLY), wentOn: {}, broke: {})
  private static let question = ApprovalRequest(
    grant: "default", tool: "get_me", arguments: [:], policy: "f", rule: "r", message: "m")

  private func job(_ id: Int, size: Int = 1) throws -> Job {
    let peer = ClientInfo(version: .stateless, name: nil, canAsk: true)
    let request = ToolRequest(
      id: try #require(RequestID(JSONValue(id))), peer: peer, tool: try #require(Catalog.tool("get_me")), arguments: [:]
    )
    return Job(request: request, port: .line(writer), size: size)
  }

  private func accepts(_ job: Job) -> Bool {
    if case .accepted = queue.accept(job, mostWorkers: 0) { true } else { false }
  }

  /// Ends a call; true when it is to be answered.
  private func finishes(_ job: Job) -> Bool {
    var isWanted = false
    queue.finish(job.request.id) { isWanted = $0 }
    return isWanted
  }

  private func parks(_ job: Job, until: Double = 300) -> RequestID? {
    var own: RequestID?
    let suspension = queue.suspend(job, Self.question, until: until) { own = $0 }
    if case .suspended = suspension { return own }
    return nil
  }

  @Test("calls come in the order they were made; one that was cancelled before does not come")
  func order() throws {
    for id in 1...3 { #expect(try accepts(job(id))) }
    let ids = try (0...3).map { try job($0).request.id }
    #expect(queue.cancel(ids[2]) == nil)
    #expect(queue.next(flag)?.request.id == ids[1])
    #expect(queue.next(flag)?.request.id == ids[3])
    queue.close(dropWaiting: false)
    #expect(queue.next(flag) == nil)
  }

  @Test("cancelling a running call raises its flag and takes its answer away; the next call finds the flag lowered")
  func cancelling() throws {
    for id in 1...2 { #expect(try accepts(job(id))) }
    let first = try #require(queue.next(flag))
    _ = queue.cancel(first.request.id)
    #expect(flag.isSet)
    #expect(!finishes(first))
    let second = try #require(queue.next(flag))
    #expect(!flag.isSet)
    #expect(finishes(second))
    _ = queue.cancel(second.request.id)
    #expect(!flag.isSet, "one that is answered cannot be cancelled")
  }

  @Test("what waits is bounded, in calls and in bytes")
  func bounds() throws {
    #expect(try accepts(job(0, size: 31 << 20)))
    #expect(try !accepts(job(1, size: 2 << 20)))
    #expect(queue.next(flag) != nil)
    for id in 1...CallQueue.most { #expect(try accepts(job(id))) }
    #expect(try !accepts(job(CallQueue.most + 1)))
  }

  @Test("a call that waits for a person comes back with the answer, once; other answers are ignored")
  func answers() throws {
    #expect(try accepts(job(1)))
    let call = try #require(queue.next(flag))
    let own = try #require(parks(call))
    #expect(queue.hasQuestions)
    queue.answer(RequestID("tt-99"), .unavailable("x"))
    #expect(queue.hasQuestions)
    queue.answer(own, ApprovalElicitation.Response(consent: .approved))
    queue.answer(own, ApprovalElicitation.Response(consent: .denied))
    #expect(!queue.hasQuestions)
    let again = try #require(queue.next(flag))
    #expect(again.consent?.reply.consent == .approved)
    queue.close(dropWaiting: false)
    #expect(queue.next(flag) == nil)
  }

  @Test("a question expiresAt when its time is over: the call goes on with nobody's yes")
  func lapsing() throws {
    for id in 1...2 { #expect(try accepts(job(id))) }
    let first = try #require(queue.next(flag))
    let second = try #require(queue.next(flag))
    let own = try #require(parks(first, until: 300))
    _ = try #require(parks(second, until: 301))
    #expect(queue.expire(now: 299, "late").isEmpty)
    #expect(queue.expire(now: 300, "late") == [own])
    #expect(queue.next(flag)?.consent?.reply.remark == "late")
    #expect(queue.hasQuestions)
  }

  @Test("a call that is cancelled cannot be asked about, and one that is asked about withdraws its question")
  func withdrawing() throws {
    for id in 1...2 { #expect(try accepts(job(id))) }
    let first = try #require(queue.next(flag))
    _ = queue.cancel(first.request.id)
    #expect(parks(first) == nil)
    let second = try #require(queue.next(flag))
    let own = try #require(parks(second))
    #expect(queue.cancel(second.request.id) == own)
    queue.answer(own, ApprovalElicitation.Response(consent: .approved))
    #expect(queue.isEmpty(by: 0))
  }

  @Test("at most 32 questions are open at once")
  func manyQuestions() throws {
    for id in 1...33 { #expect(try accepts(job(id))) }
    for number in 1...33 {
      let call = try #require(queue.next(flag))
      #expect((parks(call) != nil) == (number <= 32))
    }
  }
}

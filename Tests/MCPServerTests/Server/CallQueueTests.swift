import Basics
import Policy
import Testing
import TrackingTime
import Transport

@testable import MCPServer

@Suite("The queue of unanswered tool calls") struct CallQueueTests {
  private let queue = CallQueue()
  private let flag = CancellationFlag()
  private let writer = LineWriter(open("/dev/null", O_WRONLY), onRoom: {}, onClose: {})

  private func job(_ id: Int, _ tool: String = "get_me", bytes: Int = 1) throws -> Job {
    let request = ToolRequest(
      id: try #require(RequestID(JSONValue(id))),
      client: ClientInfo(version: .stateless, name: nil, canElicit: true),
      tool: .catalog(try #require(Catalog.tool(tool))), arguments: [:])
    return Job(request: request, sink: .line(writer), bytes: bytes)
  }

  private func accepts(_ job: Job) -> Bool {
    if case .accepted = queue.accept(job, maxWorkers: 0) { true } else { false }
  }

  /// Ends a call; true when its answer is wanted.
  private func finishes(_ job: Job) -> Bool {
    var isWanted = false
    queue.finish(job.request.id) { isWanted = $0 }
    return isWanted
  }

  /// Suspends a call; the ID of its elicitation, or nil where it was not suspended.
  private func suspends(_ job: Job, until deadline: Double = 300) -> RequestID? {
    var elicitation: RequestID?
    let suspension = queue.suspend(job, for: .sample(), until: deadline) { elicitation = $0 }
    if case .suspended = suspension { return elicitation }
    return nil
  }

  @Test("calls are run in the order in which they were made; one cancelled before is not run")
  func order() throws {
    for id in 1...3 { #expect(try accepts(job(id))) }
    let ids = try (0...3).map { try job($0).request.id }
    #expect(queue.cancel(ids[2]) == nil)
    #expect(queue.next(flag)?.request.id == ids[1])
    #expect(queue.next(flag)?.request.id == ids[3])
    queue.close(dropWaiting: false)
    #expect(queue.next(flag) == nil)
  }

  @Test("cancelling a running call sets the flag and drops its answer; the flag is clear for the next call")
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
    #expect(!flag.isSet, "an answered call cannot be cancelled")
  }

  @Test("writes run one after the other in the order they came, with reads beside them")
  func writes() throws {
    let tools = ["stop_task", "track_task", "get_me", "create_task", "get_task"]
    for (id, tool) in zip(1..., tools) { #expect(try accepts(job(id, tool))) }
    let first = try #require(queue.next(flag))
    #expect(first.request.tool.name == "stop_task")
    #expect(queue.next(flag)?.request.tool.name == "get_me")
    #expect(queue.next(flag)?.request.tool.name == "get_task")
    _ = finishes(first)
    let second = try #require(queue.next(flag))
    #expect(second.request.tool.name == "track_task")
    _ = queue.cancel(second.request.id)
    #expect(!finishes(second))
    let third = try #require(queue.next(flag))
    #expect(third.request.tool.name == "create_task", "a cancelled write has ended when its worker says so")
    #expect(finishes(third))
  }

  @Test("a write that waits for a person holds up no other, and comes after those that are waiting when it is answered")
  func writesBesideElicitation() throws {
    for id in 1...3 { #expect(try accepts(job(id, "track_task"))) }
    let first = try #require(queue.next(flag))
    let elicitation = try #require(suspends(first))
    let second = try #require(queue.next(flag))
    #expect(second.request.id == (try job(2).request.id))
    queue.resume(elicitation, with: ElicitationResult(response: .approved))
    _ = finishes(second)
    let third = try #require(queue.next(flag))
    #expect(third.request.id == (try job(3).request.id))
    _ = finishes(third)
    #expect(queue.next(flag)?.request.id == first.request.id)
  }

  @Test("at the end, writes that wait for another are still run")
  func writesAtTheEnd() throws {
    for id in 1...2 { #expect(try accepts(job(id, "track_task"))) }
    let first = try #require(queue.next(flag))
    queue.close(dropWaiting: false)
    _ = finishes(first)
    #expect(queue.next(flag) != nil)
  }

  @Test("the queue is limited in calls and in bytes")
  func bounds() throws {
    #expect(try accepts(job(0, bytes: 31 << 20)))
    #expect(try !accepts(job(1, bytes: 2 << 20)))
    #expect(queue.next(flag) != nil)
    for id in 1...CallQueue.maxQueued { #expect(try accepts(job(id))) }
    #expect(try !accepts(job(CallQueue.maxQueued + 1)))
  }

  @Test("a suspended call is queued again with the person's answer, once; other answers are ignored")
  func answers() throws {
    #expect(try accepts(job(1)))
    let call = try #require(queue.next(flag))
    let elicitation = try #require(suspends(call))
    #expect(queue.hasOpenElicitations)
    queue.resume(RequestID("tt-99"), with: .unavailable("x"))
    #expect(queue.hasOpenElicitations)
    queue.resume(elicitation, with: ElicitationResult(response: .approved))
    queue.resume(elicitation, with: ElicitationResult(response: .denied))
    #expect(!queue.hasOpenElicitations)
    let again = try #require(queue.next(flag))
    #expect(again.elicited?.result.response == .approved)
    queue.close(dropWaiting: false)
    #expect(queue.next(flag) == nil)
  }

  @Test("an elicitation expires after its deadline, and the call goes on without approval")
  func expiry() throws {
    for id in 1...2 { #expect(try accepts(job(id))) }
    let first = try #require(queue.next(flag))
    let second = try #require(queue.next(flag))
    let elicitation = try #require(suspends(first, until: 300))
    _ = try #require(suspends(second, until: 301))
    #expect(queue.expire(now: 299, "late").isEmpty)
    #expect(queue.expire(now: 300, "late") == [elicitation])
    #expect(queue.next(flag)?.elicited?.result.remark == "late")
    #expect(queue.hasOpenElicitations)
  }

  @Test("a cancelled call cannot be suspended, and cancelling a suspended one withdraws its elicitation")
  func withdrawing() throws {
    for id in 1...2 { #expect(try accepts(job(id))) }
    let first = try #require(queue.next(flag))
    _ = queue.cancel(first.request.id)
    #expect(suspends(first) == nil)
    let second = try #require(queue.next(flag))
    let elicitation = try #require(suspends(second))
    #expect(queue.cancel(second.request.id) == elicitation)
    queue.resume(elicitation, with: ElicitationResult(response: .approved))
    #expect(queue.isEmpty(by: 0))
  }

  @Test("at most 32 elicitations are open at once")
  func manyElicitations() throws {
    for id in 1...33 { #expect(try accepts(job(id))) }
    for number in 1...33 {
      let call = try #require(queue.next(flag))
      #expect((suspends(call) != nil) == (number <= 32))
    }
  }
}

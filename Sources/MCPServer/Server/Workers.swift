import Basics
import Transport

/// The threads that carry out tool calls: started when there is something to do, a few at most, each with connections of
/// its own.
final class Workers: Sendable {
  /// Calls that run at once: what one service and one disk can use.
  private static let most = 8

  private let queue: CallQueue
  private let writer: LineWriter
  private let questions: PendingElicitations
  private let log: Log
  private let makeRunner: @Sendable (CancellationFlag) -> CallRunner

  init(
    _ queue: CallQueue, _ writer: LineWriter, _ questions: PendingElicitations, _ log: Log,
    makeRunner: @escaping @Sendable (CancellationFlag) -> CallRunner
  ) {
    self.queue = queue
    self.writer = writer
    self.questions = questions
    self.log = log
    self.makeRunner = makeRunner
  }

  /// Has a call carried out, or answers why not.
  func take(_ job: Job) {
    let id = job.request.id
    switch queue.accept(job, mostWorkers: Self.most) {
    case .accepted(needsWorker: false): break
    case .accepted(needsWorker: true):
      if !Threads.start({ self.work() }) {
        queue.lostWorker()
        log.line("the system gives no thread")
      }
    case .full:
      let busy = CallResult.failure(
        .init(
          .network, "\(job.request.tool.name) was not made: \(CallQueue.most) calls wait already", hint: "try again"))
      job.port.give(JSONRPC.result(id, job.request.peer.version.result(busy)))
    }
  }

  private func work() {
    let flag = CancellationFlag()
    let runner = makeRunner(flag)
    while let job = queue.next(flag) {
      finish(job, runner.run(job), runner)
      writer.waitForRoom()
    }
  }

  private func finish(_ job: Job, _ outcome: Outcome, _ runner: CallRunner) {
    let request = job.request
    switch outcome {
    case .result(let result): answer(job, JSONRPC.result(request.id, request.peer.version.result(result)), result)
    case .refused(let error): answer(job, JSONRPC.error(request.id, error))
    case .ask(let question) where request.peer.version == .stateless:
      let ask: JSONValue = ["method": "elicitation/create", "params": .object(ApprovalElicitation.params(question))]
      let result: JSONObject = [
        "inputRequests": .object([ApprovalElicitation.key: ask]),
        "requestState": .string(questions.open(question, arguments: request.arguments)),
      ]
      answer(job, JSONRPC.result(request.id, request.peer.version.result(result, type: "input_required")))
    case .ask(let question):
      let suspension = queue.suspend(job, question, until: MonotonicClock.now + CallQueue.elicitationTimeout) { own in
        writer.put(JSONRPC.request(own, "elicitation/create", ApprovalElicitation.params(question)))
      }
      switch suspension {
      case .suspended, .cancelled: break
      case .full:
        var job = job
        job.consent = (question, .unavailable("nobody can be asked here now"))
        finish(job, runner.run(job), runner)
      }
    }
  }

  private func answer(_ job: Job, _ reply: JSONValue, _ result: JSONObject? = nil) {
    let give = job.port.prepared(reply)
    var isAnswered = false
    queue.finish(job.request.id) { isWanted in
      isAnswered = isWanted
      if isWanted { give() } else { job.port.skip() }
    }
    guard !isAnswered, let result else { return }
    let text = result["isError"] == nil ? "it was done" : result["content"]?.array?.first?["text"]?.string ?? ""
    log.line("cancelled call \(job.request.id.json.compact) of \(job.request.tool.name): \(text)")
  }
}

import Basics
import Transport

/// The threads that carry out tool calls: started when there is something to do, a few at most, each with connections of
/// its own.
final class Workers: Sendable {
  /// Calls that run at once: what one service and one disk can use.
  private static let most = 8

  private let desk: Desk
  private let writer: LineWriter
  private let questions: OpenQuestions
  private let log: Log
  private let makeRunner: @Sendable (AbortFlag) -> CallRunner

  init(
    _ desk: Desk, _ writer: LineWriter, _ questions: OpenQuestions, _ log: Log,
    makeRunner: @escaping @Sendable (AbortFlag) -> CallRunner
  ) {
    self.desk = desk
    self.writer = writer
    self.questions = questions
    self.log = log
    self.makeRunner = makeRunner
  }

  /// Has a call carried out, or answers why not.
  func take(_ job: Job) {
    let id = job.request.id
    switch desk.accept(job, mostWorkers: Self.most) {
    case .accepted(needsWorker: false): break
    case .accepted(needsWorker: true):
      if !Threads.start({ self.work() }) {
        desk.lostWorker()
        log.line("the system gives no thread")
      }
    case .full:
      let busy = CallResult.failure(
        .init(.network, "\(job.request.tool.name) was not made: \(Desk.most) calls wait already", hint: "try again"))
      job.port.give(Outgoing.result(id, job.request.peer.era.shaped(busy)))
    }
  }

  private func work() {
    let flag = AbortFlag()
    let runner = makeRunner(flag)
    while let job = desk.next(flag) {
      finish(job, runner.run(job), runner)
      writer.waitForRoom()
    }
  }

  private func finish(_ job: Job, _ outcome: Outcome, _ runner: CallRunner) {
    let request = job.request
    switch outcome {
    case .result(let result): answer(job, Outgoing.result(request.id, request.peer.era.shaped(result)), result)
    case .refused(let error): answer(job, Outgoing.error(request.id, error))
    case .ask(let question) where request.peer.era == .modern:
      let ask: JSONValue = ["method": "elicitation/create", "params": .object(Question.params(question))]
      let result: JSONObject = [
        "inputRequests": .object([Question.key: ask]),
        "requestState": .string(questions.open(question, arguments: request.arguments)),
      ]
      answer(job, Outgoing.result(request.id, request.peer.era.shaped(result, type: "input_required")))
    case .ask(let question):
      let parking = desk.park(job, question, until: Monotonic.now + Desk.patience) { own in
        writer.put(Outgoing.request(own, "elicitation/create", Question.params(question)))
      }
      switch parking {
      case .parked, .cancelled: break
      case .full:
        var job = job
        job.consent = (question, .nobody("nobody can be asked here now"))
        finish(job, runner.run(job), runner)
      }
    }
  }

  private func answer(_ job: Job, _ reply: JSONValue, _ result: JSONObject? = nil) {
    let give = job.port.prepared(reply)
    var isAnswered = false
    desk.finish(job.request.id) { isWanted in
      isAnswered = isWanted
      if isWanted { give() } else { job.port.giveNothing() }
    }
    guard !isAnswered, let result else { return }
    let text = result["isError"] == nil ? "it was done" : result["content"]?.array?.first?["text"]?.string ?? ""
    log.line("cancelled call \(job.request.id.json.compact) of \(job.request.tool.name): \(text)")
  }
}

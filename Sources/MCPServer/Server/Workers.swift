import Basics
import Policy
import Transport

/// The threads that carry out tool calls. They are started when there is something to do, up to a few, and each has
/// connections of its own.
final class Workers: Sendable {
  /// Calls that run at once: as many as one service and one disk can use.
  private static let maxWorkers = 8

  private let host: ServerHost
  private let tools: ToolSelection
  private let calls: CallQueue
  private let writer: LineWriter
  private let elicitations: PendingElicitations
  private let log: Log

  init(
    host: ServerHost, tools: ToolSelection, calls: CallQueue, writer: LineWriter, elicitations: PendingElicitations,
    log: Log
  ) {
    self.host = host
    self.tools = tools
    self.calls = calls
    self.writer = writer
    self.elicitations = elicitations
    self.log = log
  }

  /// Has a call carried out, or answers why it is not.
  func take(_ job: Job) {
    switch calls.accept(job, maxWorkers: Self.maxWorkers) {
    case .accepted(needsWorker: false): break
    case .accepted(needsWorker: true):
      if !Threads.start({ self.work() }) {
        calls.lostWorker()
        log.line("could not start a thread")
      }
    case .full:
      let busy = CallResult.failure(
        .init(
          .network, "\(job.request.tool.name) was not run: \(CallQueue.maxQueued) calls are already waiting",
          hint: "try again later"))
      job.sink.give(result(of: job, busy))
    }
  }

  private func work() {
    let flag = CancellationFlag()
    let runner = CallRunner(tools: tools, makeSession: host.makeSessions(flag))
    while let job = calls.next(flag) {
      finish(job, runner.run(job), by: runner)
      writer.waitForRoom()
    }
  }

  private func finish(_ job: Job, _ outcome: CallOutcome, by runner: CallRunner) {
    switch outcome {
    case .result(let object): answer(job, result(of: job, object), logging: object)
    case .rejected(let error): answer(job, JSONRPC.error(job.request.id, error))
    case .needsApproval(let approval) where job.request.client.version == .stateless:
      answer(job, inputRequired(job, approval))
    case .needsApproval(let approval):
      let deadline = MonotonicClock.now + CallQueue.elicitationTimeout
      let suspension = calls.suspend(job, for: approval, until: deadline) { id in
        let params = ApprovalElicitation.params(approval, from: host.server)
        writer.put(JSONRPC.request(id, "elicitation/create", params: params))
      }
      switch suspension {
      case .suspended, .cancelled: break
      case .full:
        var job = job
        job.elicited = (approval, .unavailable("too many approval requests are open"))
        finish(job, runner.run(job), by: runner)
      }
    }
  }

  private func result(of job: Job, _ object: JSONObject) -> JSONValue {
    JSONRPC.result(job.request.id, job.request.client.version.result(object, from: host.server))
  }

  /// The stateless form of an elicitation: a result that asks for the call to be repeated with an answer.
  private func inputRequired(_ job: Job, _ approval: ApprovalRequest) -> JSONValue {
    let params = ApprovalElicitation.params(approval, from: host.server)
    let elicitation: JSONValue = ["method": "elicitation/create", "params": .object(params)]
    let object: JSONObject = [
      "inputRequests": .object([ApprovalElicitation.key: elicitation]),
      "requestState": .string(elicitations.open(approval, arguments: job.request.arguments)),
    ]
    let version = job.request.client.version
    return JSONRPC.result(job.request.id, version.result(object, from: host.server, type: "input_required"))
  }

  /// Ends a job.
  ///
  /// - Parameter object: its result, which is logged where the call was cancelled.
  private func answer(_ job: Job, _ response: JSONValue, logging object: JSONObject? = nil) {
    let give = job.sink.prepared(response)
    var isAnswered = false
    calls.finish(job.request.id) { isWanted in
      isAnswered = isWanted
      if isWanted { give() } else { job.sink.skip() }
    }
    guard !isAnswered, let object else { return }
    let text = object["isError"] == nil ? "it had completed" : object["content"]?.array?.first?["text"]?.string ?? ""
    log.line("cancelled call \(job.request.id.json.compact) of \(job.request.tool.name): \(text)")
  }
}

import Basics
import Policy
import Transport

/// A tool call on its way through the server.
struct Job: Sendable {
  var request: ToolRequest
  /// Where its response goes.
  var sink: ResponseSink
  /// The bytes it is counted with while it waits.
  var bytes: Int
  /// The approval request a person was shown, and what came back.
  var elicited: (request: ApprovalRequest, result: ElicitationResult)?
}

/// All tool calls that have not been answered yet: waiting for a worker, running, or waiting for a person. The only state
/// that the main thread and the workers share; knows nothing about descriptors, tools or revisions.
///
/// Writes run one after the other, in the order in which they came; reads run beside them. A write that waits for a person
/// has not begun: it holds up no other, and when the answer comes it takes its place after those that are waiting then.
final class CallQueue: Sendable {
  /// What a call is waiting for.
  enum Stage {
    case waiting
    case running(CancellationFlag, isCancelled: Bool)
    /// A person has been asked, under an ID of the server's own. Seconds of `MonotonicClock`.
    case eliciting(RequestID, ApprovalRequest, deadline: Double)
  }

  /// What the mutex protects.
  struct Calls {
    /// Each call and its stage, by its ID.
    var byID: [RequestID: (job: Job, stage: Stage)] = [:]
    /// The IDs of the calls that wait for a worker, oldest first. Some of these calls may be gone.
    var queue: ArraySlice<RequestID> = []
    var queuedBytes = 0
    /// Elicitations that are open, and how many there have been.
    var openElicitations = 0
    var elicitationCount = 0
    /// True while a write runs: the next one waits for it.
    var isWriting = false
    var idleWorkers = 0
    var workers = 0
    var isClosed = false
  }

  /// Calls that can wait for a worker, and the bytes of their lines.
  static let maxQueued = 4096
  private static let maxQueuedBytes = 32 << 20

  let calls = Guarded(Calls())

  /// Whether a call was accepted.
  enum Acceptance {
    case accepted(needsWorker: Bool)
    case full
  }

  /// Queues a call, whose ID no other call has.
  ///
  /// - Parameter maxWorkers: the number of threads there may be.
  func accept(_ job: Job, maxWorkers: Int) -> Acceptance {
    calls.with { calls in
      let id = job.request.id
      if calls.isClosed || calls.queue.count >= Self.maxQueued || calls.queuedBytes + job.bytes > Self.maxQueuedBytes {
        return .full
      }
      calls.byID[id] = (job, .waiting)
      calls.queue.append(id)
      calls.queuedBytes += job.bytes
      let needsWorker = calls.idleWorkers < calls.queue.count && calls.workers < maxWorkers
      if needsWorker { calls.workers += 1 }
      return .accepted(needsWorker: needsWorker)
    }
  }

  /// Notes that a requested worker could not be started; the next call requests one again.
  func lostWorker() { calls.with { $0.workers -= 1 } }

  /// True while a call with that ID is unanswered.
  func contains(_ id: RequestID) -> Bool { calls.with { $0.byID[id] != nil } }

  /// Waits for the next call for a worker, and clears the worker's flag for it. Nil when there will be no more.
  func next(_ flag: CancellationFlag) -> Job? {
    calls.with { $0.idleWorkers += 1 }
    let found = calls.wait { calls -> Job?? in
      if let job = calls.takeNext() {
        flag.clear()
        calls.byID[job.request.id] = (job, .running(flag, isCancelled: false))
        calls.idleWorkers -= 1
        return .some(job)
      }
      return calls.isClosed && calls.queue.isEmpty ? .some(nil) : nil
    }
    return found ?? nil
  }

  /// Ends a running call.
  ///
  /// - Parameter answer: sends the response, or none where the call was cancelled. Called before anyone can see that the
  ///   call has ended: afterwards its ID may be reused and the server may stop.
  func finish(_ id: RequestID, answer: (_ isWanted: Bool) -> Void) {
    calls.with { calls in
      if case .running(_, isCancelled: false)? = calls.byID[id]?.stage { answer(true) } else { answer(false) }
      calls.endRun(of: id)
      calls.byID[id] = nil
    }
  }

  /// Cancels a call: it is not run, or its transfer is stopped, and it is never answered.
  ///
  /// - Returns: the ID of the elicitation to withdraw, where one is open.
  func cancel(_ id: RequestID) -> RequestID? {
    let (elicitation, sink) = calls.with { calls -> (RequestID?, ResponseSink?) in
      guard let call = calls.byID[id] else { return (nil, nil) }
      switch call.stage {
      case .running(let flag, _):
        flag.set()
        calls.byID[id] = (call.job, .running(flag, isCancelled: true))
        return (nil, nil)
      case .waiting:
        calls.queuedBytes -= call.job.bytes
        calls.queue.removeAll { $0 == id }
        calls.byID[id] = nil
        return (nil, call.job.sink)
      case .eliciting(let elicitation, _, _):
        calls.openElicitations -= 1
        calls.byID[id] = nil
        return (elicitation, call.job.sink)
      }
    }
    // The rest of its batch is answered without it.
    sink?.skip()
    return elicitation
  }

  /// Accepts no more calls and lets the present ones end.
  ///
  /// - Parameter dropWaiting: true drops the calls no worker has started.
  func close(dropWaiting: Bool) {
    calls.with { calls in
      if dropWaiting {
        calls.byID = calls.byID.filter { if case .running = $0.value.stage { true } else { false } }
        calls.queue = []
      }
      calls.isClosed = true
    }
  }

  /// Waits until every call has ended; false when the deadline passed first.
  func isEmpty(by deadline: Double) -> Bool {
    calls.wait(until: deadline) { $0.byID.isEmpty ? true : nil } ?? false
  }

  /// Stops all running transfers and drops everything else.
  func abort() {
    close(dropWaiting: true)
    calls.with { calls in
      for call in calls.byID.values { if case .running(let flag, _) = call.stage { flag.set() } }
    }
  }
}

extension CallQueue.Calls {
  /// Takes the oldest call out of the queue that may run now.
  fileprivate mutating func takeNext() -> Job? {
    var index = queue.startIndex
    while index < queue.endIndex {
      guard case (let job, .waiting)? = byID[queue[index]] else {
        queue.remove(at: index)
        continue
      }
      let isWrite = job.request.tool.isWrite
      if isWrite, isWriting {
        index += 1
        continue
      }
      queue.remove(at: index)
      queuedBytes -= job.bytes
      if isWrite { isWriting = true }
      return job
    }
    return nil
  }

  /// Notes that a call runs no more, so that the next write may.
  mutating func endRun(of id: RequestID) {
    if byID[id]?.job.request.tool.isWrite == true { isWriting = false }
  }
}

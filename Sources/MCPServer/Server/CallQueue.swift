import Basics
import Policy
import Transport

/// All tool calls that are not answered yet, and where each stands: waiting for a worker, running, or waiting for a
/// person. The only thing main thread and workers change together; knows nothing of sockets, tools or revisions.
final class CallQueue: Sendable {
  /// Where a call stands.
  private enum Place {
    case waiting
    case running(CancellationFlag, isCancelled: Bool)
    /// A person is asked, under an id of ours, until the time is over.
    case asking(RequestID, ApprovalRequest, until: Double)
  }

  private struct State {
    /// The call and its place, by its id.
    var calls: [RequestID: (job: Job, place: Place)] = [:]
    /// Ids of the calls that wait for a worker, the oldest first; some may have been cancelled.
    var line: ArraySlice<RequestID> = []
    var waitingBytes = 0
    /// Questions that are open, and how many there ever were.
    var open = 0
    var questions = 0
    var idle = 0
    var workers = 0
    var isClosed = false
  }

  /// Calls that may wait, and the bytes of their lines.
  static let most = 4096
  private static let mostBytes = 32 << 20
  /// Questions that may be open at once: more than a person answers.
  private static let mostQuestions = 32
  /// Seconds a person has for an answer.
  static let elicitationTimeout = 300.0

  private let state = Guarded(State())

  /// What became of a call that came in.
  enum Acceptance {
    case accepted(needsWorker: Bool)
    case full
  }

  /// Takes a call in, whose id no other call has.
  ///
  /// - Parameter mostWorkers: threads there may be.
  func accept(_ job: Job, mostWorkers: Int) -> Acceptance {
    state.with { state in
      let id = job.request.id
      if state.isClosed || state.line.count >= Self.most || state.waitingBytes + job.size > Self.mostBytes {
        return .full
      }
      state.calls[id] = (job, .waiting)
      state.line.append(id)
      state.waitingBytes += job.size
      let needsWorker = state.idle < state.line.count && state.workers < mostWorkers
      if needsWorker { state.workers += 1 }
      return .accepted(needsWorker: needsWorker)
    }
  }

  /// A worker that was wanted could not be started; the next call wants one again.
  func lostWorker() { state.with { $0.workers -= 1 } }

  /// True when a call with that id is not answered yet.
  func holds(_ id: RequestID) -> Bool { state.with { $0.calls[id] != nil } }

  /// The next call for a worker, whose flag is lowered for it; nil when there will be none.
  func next(_ flag: CancellationFlag) -> Job? {
    state.with { $0.idle += 1 }
    let found = state.wait { state -> Job?? in
      while let id = state.line.popFirst() {
        guard case (let job, .waiting)? = state.calls[id] else { continue }
        state.waitingBytes -= job.size
        flag.clear()
        state.calls[id] = (job, .running(flag, isCancelled: false))
        state.idle -= 1
        return .some(job)
      }
      return state.isClosed ? .some(nil) : nil
    }
    return found ?? nil
  }

  /// Ends a running call.
  ///
  /// - Parameter answer: gives its answer, or none where it was cancelled. Called before anybody can find that the call
  ///   has ended: the id may be used again after the answer, and the server may end.
  func finish(_ id: RequestID, answer: (_ isWanted: Bool) -> Void) {
    state.with { state in
      if case .running(_, isCancelled: false)? = state.calls[id]?.place { answer(true) } else { answer(false) }
      state.calls[id] = nil
    }
  }

  /// What became of a call that needs a person's yes.
  enum Suspension {
    case suspended, cancelled
    /// No more can be asked now.
    case full
  }

  /// Lets a running call wait for a person.
  ///
  /// - Parameter ask: puts the question, under an id of ours; called before anybody else can touch the call.
  func suspend(_ job: Job, _ question: ApprovalRequest, until: Double, ask: (RequestID) -> Void) -> Suspension {
    state.with { state in
      let id = job.request.id
      guard case .running(_, isCancelled: false)? = state.calls[id]?.place else {
        job.port.skip()
        state.calls[id] = nil
        return .cancelled
      }
      if state.open >= Self.mostQuestions || state.isClosed { return .full }
      state.open += 1
      state.questions += 1
      let own = RequestID("tt-\(state.questions)")
      state.calls[id] = (job, .asking(own, question, until: until))
      ask(own)
      return .suspended
    }
  }

  /// Gives a suspended call back to the workers, with what came of its question. Ids that are not ours are ignored.
  func answer(_ own: RequestID, _ reply: ApprovalElicitation.Response) {
    state.with { state in
      for (id, call) in state.calls {
        guard case .asking(own, let question, _) = call.place else { continue }
        Self.resume(id, question, reply, &state)
        return
      }
    }
  }

  /// The questions whose time is over at a moment, now answered with nobody.
  func expire(now: Double, _ remark: String) -> [RequestID] {
    state.with { state in
      var lapsed: [RequestID] = []
      for (id, call) in state.calls {
        guard case .asking(let own, let question, let until) = call.place, until <= now else { continue }
        Self.resume(id, question, .unavailable(remark), &state)
        lapsed.append(own)
      }
      return lapsed
    }
  }

  private static func resume(
    _ id: RequestID, _ question: ApprovalRequest, _ reply: ApprovalElicitation.Response, _ state: inout State
  ) {
    guard var job = state.calls[id]?.job else { return }
    job.consent = (question, reply)
    state.open -= 1
    state.calls[id] = (job, .waiting)
    state.line.append(id)
    state.waitingBytes += job.size
  }

  /// True while somebody is asked.
  var hasQuestions: Bool { state.with { $0.open > 0 } }

  /// The progress tokens of the calls that wait for a person, where they have one.
  var tokensOfAsking: [JSONValue] {
    state.with { state in
      state.calls.values.compactMap { call in
        if case .asking = call.place { call.job.request.progressToken } else { nil }
      }
    }
  }

  /// Cancels a call: it is not run, or its transfer is stopped, and it is never answered.
  ///
  /// - Returns: the id of the question that has to be withdrawn, where one is open.
  func cancel(_ id: RequestID) -> RequestID? {
    let (question, port) = state.with { state -> (RequestID?, ResponseSink?) in
      guard let call = state.calls[id] else { return (nil, nil) }
      switch call.place {
      case .running(let flag, _):
        flag.set()
        state.calls[id] = (call.job, .running(flag, isCancelled: true))
        return (nil, nil)
      case .waiting:
        state.waitingBytes -= call.job.size
        state.line.removeAll { $0 == id }
        state.calls[id] = nil
        return (nil, call.job.port)
      case .asking(let own, _, _):
        state.open -= 1
        state.calls[id] = nil
        return (own, call.job.port)
      }
    }
    // What else came in the same batch is answered without it.
    port?.skip()
    return question
  }

  /// Takes nothing more in and lets what is here end.
  ///
  /// - Parameter dropWaiting: true drops what no worker has begun.
  func close(dropWaiting: Bool) {
    state.with { state in
      if dropWaiting {
        state.calls = state.calls.filter { if case .running = $0.value.place { true } else { false } }
        state.line = []
      }
      state.isClosed = true
    }
  }

  /// Waits until every call has ended. False when the time was over before.
  func isEmpty(by deadline: Double) -> Bool {
    state.wait(until: deadline) { $0.calls.isEmpty ? true : nil } ?? false
  }

  /// Stops every running transfer and drops the rest.
  func abort() {
    close(dropWaiting: true)
    state.with { state in
      for call in state.calls.values { if case .running(let flag, _) = call.place { flag.set() } }
    }
  }
}

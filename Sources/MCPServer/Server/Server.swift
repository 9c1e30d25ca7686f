import Basics
import Policy
import Transport

/// Serves one client: reads lines, decides, answers what can be answered at once, and hands tool calls to the workers.
/// Everything here runs on one thread, which never waits for the network, a disk that is locked, or a person.
final class Server {
  /// Why serving ends.
  enum Ending {
    /// The client closed the input, or takes no more output.
    case closed
    case signal(Int32)
  }

  /// Seconds that calls under way have at the end, before their transfers are stopped: hosts wait two.
  private static let grace = 1.25
  private static let graceAfterSignal = 1.0
  /// Seconds for everything that is left to write down after that.
  private static let last = 0.35

  private let input: Int32
  private let wake: SelfPipe
  private let makeSession: () -> Session
  private let writer: LineWriter
  private let log: Log
  private let queue: CallQueue
  private let questions = PendingElicitations()
  private let workers: Workers
  private var router: Router
  private var splitter = LineSplitter()
  private var streams: Subscriptions
  private var watch: PolicyWatch
  private var nextTick = 0.0
  private var ticks = 0

  init(_ own: StdioTransport, readOnly: Bool, context: Context, arguments: Arguments) {
    input = own.input
    wake = own.wake
    log = Log(descriptor: own.log)
    makeSession = { Session(context: context, arguments: arguments) }
    watch = PolicyWatch(makeSession: makeSession)
    router = Router(readOnly: readOnly)
    let wake = own.wake
    writer = LineWriter(own.output, wentOn: { wake.wake() }, broke: { wake.wake(.broken) })
    streams = Subscriptions(writer)
    queue = CallQueue()
    let passwords = PasswordCache()
    // The context's closures hold nothing that changes.
    nonisolated(unsafe) let shared = context
    workers = Workers(queue, writer, questions, log) { CallRunner(shared, arguments, $0, passwords) }
  }

  /// Serves until the client or a signal ends it, and accounts for what is under way then.
  func run() -> Ending {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    var lines: ArraySlice<LineSplitter.Line> = []
    while true {
      let isFull = writer.isFull
      let isBusy = !lines.isEmpty && !isFull
      // The end of the input is seen without asking for more of it.
      var entries = [
        pollfd(fd: input, events: lines.isEmpty && !isFull ? Int16(POLLIN) : 0, revents: 0),
        pollfd(fd: wake.reading, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&entries, 2, isBusy ? 0 : timeout())
      if count < 0, errno != EINTR { return end(.closed) }
      if count > 0, entries[1].revents != 0 {
        switch wake.take() {
        case .signal(let number)?: return end(.signal(number))
        case .broken?: return end(.closed)
        case nil: break
        }
      }
      if isBusy, let line = lines.popFirst() {
        take(line)
      } else if count > 0, entries[0].revents != 0 {
        let size = read(input, &buffer, buffer.count)
        if size < 0, errno == EINTR || errno == EAGAIN { continue }
        if size <= 0 {
          // What came before the end was meant, whether or not there was room for its answers yet.
          while let line = lines.popFirst() { take(line) }
          if let line = splitter.end() { take(line) }
          return end(.closed)
        }
        lines += splitter.take(buffer[..<size])
      }
      tick()
    }
  }

  private func take(_ line: LineSplitter.Line) {
    switch line {
    case .whole(let bytes): act(on: router.decide(Message(line: bytes)), .line(writer), size: bytes.count)
    case .tooLong(let scan): act(on: router.decide(Message(tooLong: scan)), .line(writer), size: 0)
    }
  }

  private func act(on decision: Dispatch, _ port: ResponseSink, size: Int) {
    switch decision {
    case .nothing: port.skip()
    case .log(let text):
      log.line(text)
      port.skip()
    case .reply(let id, let result): reply(id, port, result)
    case .list(let id, let peer):
      let result = ToolList.result(router.tools, watch.policy())
      reply(id, port, .success(peer.version.result(result, isList: true)))
    case .call(let request): call(request, port, size)
    case .listen(let id, let wantsTools):
      listen(id, wantsTools)
      port.skip()
    case .cancel(let id):
      cancel(id)
      port.skip()
    case .answer(let id, let result):
      queue.answer(id, ApprovalElicitation.read(result))
      port.skip()
    case .several(let decisions): for decision in decisions { act(on: decision, .line(writer), size: size) }
    case .batch(let decisions):
      let batch = BatchResponse(count: decisions.count, writer)
      for decision in decisions { act(on: decision, .batch(batch), size: size / decisions.count) }
    }
  }

  private func reply(_ id: RequestID, _ port: ResponseSink, _ result: Result<JSONObject, RPCError>) {
    if refuses(id, port) { return }
    switch result {
    case .success(let object): port.give(JSONRPC.result(id, object))
    case .failure(let error): port.give(JSONRPC.error(id, error))
    }
  }

  /// Refuses a request whose id is that of one that is not answered yet: nobody could tell their answers apart.
  private func refuses(_ id: RequestID, _ port: ResponseSink) -> Bool {
    guard streams.holds(id) || queue.holds(id) else { return false }
    port.give(JSONRPC.error(id, .invalidRequest("the id is in use by a request that is not answered")))
    return true
  }

  private func call(_ request: ToolRequest, _ port: ResponseSink, _ size: Int) {
    if refuses(request.id, port) { return }
    var job = Job(request: request, port: port, size: size)
    if let state = request.state {
      guard let question = questions.take(state, tool: request.tool.name, arguments: request.arguments) else {
        return reply(request.id, port, .failure(.invalidRequestState))
      }
      // Without an answer under our name the question is asked again.
      if let answer = request.responses?[ApprovalElicitation.key] {
        job.consent = (question, ApprovalElicitation.read(answer))
      }
    }
    workers.take(job)
  }

  private func cancel(_ id: RequestID) {
    streams.cancel(id)
    if let question = queue.cancel(id) { withdraw(question, "the tool call was cancelled") }
  }

  private func withdraw(_ question: RequestID, _ reason: String) {
    writer.put(JSONRPC.notification("cancelled", ["requestId": question.json, "reason": .string(reason)]))
  }
}

// MARK: - What happens without being asked

extension Server {
  private func listen(_ id: RequestID, _ wantsTools: Bool) {
    if refuses(id, .line(writer)) { return }
    do throws(RPCError) {
      try streams.begin(id, wantsTools: wantsTools)
    } catch {
      writer.put(JSONRPC.error(id, error))
    }
  }

  private var isListenedTo: Bool { router.mayNotify || streams.wantTools }

  /// Milliseconds until something may have to be done without a message; nothing is, while nobody could be told.
  private func timeout() -> Int32 {
    guard isListenedTo || queue.hasQuestions else { return -1 }
    return Int32(max(0, min(1000, (nextTick - MonotonicClock.now) * 1000)))
  }

  /// Looks once a second whether the policy has changed and whether somebody was asked for too long.
  private func tick() {
    if isListenedTo { watch.begin() }
    let now = MonotonicClock.now
    guard now >= nextTick else { return }
    nextTick = now + 1
    ticks += 1
    for question in queue.expire(now: now, "nobody answered in \(Int(CallQueue.elicitationTimeout)) s") {
      withdraw(question, "the time for an answer is over")
    }
    if ticks % 12 == 0 {
      for token in queue.tokensOfAsking {
        writer.put(
          JSONRPC.notification(
            "progress", ["progressToken": token, "progress": JSONValue(ticks), "message": "a person is asked"]))
      }
    }
    guard isListenedTo, watch.hasChanged() else { return }
    if router.mayNotify { writer.put(JSONRPC.notification("tools/list_changed")) }
    streams.notifyToolsChanged()
  }

  private func end(_ ending: Ending) -> Ending {
    let start = MonotonicClock.now
    streams.end()
    _ = queue.expire(now: .infinity, "the session ended before anybody answered")
    var isHasty = false
    if case .signal = ending { isHasty = true }
    queue.close(dropWaiting: isHasty)
    let grace = isHasty ? Self.graceAfterSignal : Self.grace
    if !queue.isEmpty(by: start + grace) {
      queue.abort()
      _ = queue.isEmpty(by: start + grace + Self.last)
    }
    writer.drain(until: start + grace + Self.last)
    return ending
  }
}

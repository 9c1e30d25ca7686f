import Basics
import Transport

/// A server of the Model Context Protocol for one client: reads lines, answers what can be answered at once, and hands tool
/// calls to the workers. All of it runs on one thread, which never waits for the network, a locked disk or a person.
public final class Server {
  let host: ServerHost
  let writer: LineWriter
  let calls = CallQueue()
  var router: Router
  var subscriptions: Subscriptions
  var watch: PolicyWatch
  var nextTick = 0.0
  var ticks = 0
  private let input: Int32
  private let selfPipe: SelfPipe
  private let log: Log
  private let elicitations = PendingElicitations()
  private let workers: Workers
  private var splitter = LineSplitter()

  /// The protocol revisions that are served, oldest first.
  public static var revisions: [String] { ProtocolVersion.statefulRevisions + ProtocolVersion.statelessRevisions }

  /// The rows that a list returns unless a call asks for more.
  public static var defaultRows: Int { ListOptions.defaultLimit }

  /// A server that is ready to run.
  ///
  /// - Parameter tools: the tools it offers.
  public init(_ transport: StdioTransport, host: ServerHost, tools: ToolSelection) {
    self.host = host
    input = transport.input
    selfPipe = transport.selfPipe
    log = Log(descriptor: transport.log, prefix: host.logPrefix)
    let selfPipe = transport.selfPipe
    writer = LineWriter(
      transport.output, onRoom: { selfPipe.wake(.hasRoom) }, onClose: { selfPipe.wake(.isClosed) })
    router = Router(server: host.server, tools: tools)
    subscriptions = Subscriptions(writer, from: host.server)
    watch = PolicyWatch(makeSession: host.makeSessions(CancellationFlag()))
    workers = Workers(host: host, tools: tools, calls: calls, writer: writer, elicitations: elicitations, log: log)
  }

  /// Serves until the client or a signal ends it, and lets the running calls end.
  public func run() -> StopReason {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    var lines: ArraySlice<LineSplitter.Line> = []
    while true {
      let isFull = writer.isFull
      let isBusy = !lines.isEmpty && !isFull
      // The end of the input is reported even when no input is polled for.
      var entries = [
        pollfd(fd: input, events: lines.isEmpty && !isFull ? Int16(POLLIN) : 0, revents: 0),
        pollfd(fd: selfPipe.readEnd, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&entries, 2, isBusy ? 0 : pollTimeout())
      if count < 0, errno != EINTR { return stop(.closed) }
      if count > 0, entries[1].revents != 0, let reason = selfPipe.take() { return stop(reason) }
      if isBusy, let line = lines.popFirst() {
        take(line)
      } else if count > 0, entries[0].revents != 0 {
        let size = read(input, &buffer, buffer.count)
        if size < 0, errno == EINTR || errno == EAGAIN { continue }
        if size <= 0 {
          // Everything before the end is served, whether or not there was room for its responses yet.
          while let line = lines.popFirst() { take(line) }
          if let line = splitter.end() { take(line) }
          return stop(.closed)
        }
        lines += splitter.take(buffer[..<size])
      }
      tick()
    }
  }

  private func take(_ line: LineSplitter.Line) {
    switch line {
    case .whole(let bytes): carryOut(router.dispatch(Message(line: bytes)), .line(writer), bytes: bytes.count)
    case .tooLong(let extractor): carryOut(router.dispatch(Message(tooLong: extractor)), .line(writer), bytes: 0)
    }
  }

  private func carryOut(_ dispatch: Dispatch, _ sink: ResponseSink, bytes: Int) {
    switch dispatch {
    case .nothing: sink.skip()
    case .log(let text):
      log.line(text)
      sink.skip()
    case .reply(let id, let result): reply(id, result, to: sink)
    case .list(let id, let client):
      let list = ToolList.result(router.tools, watch.policy())
      reply(id, .success(client.version.result(list, from: host.server, isList: true)), to: sink)
    case .call(let request): call(Job(request: request, sink: sink, bytes: bytes))
    case .listen(let id, let wantsTools):
      listen(id, wantsTools)
      sink.skip()
    case .cancel(let id):
      cancel(id)
      sink.skip()
    case .response(let id, let result):
      calls.resume(id, with: ApprovalElicitation.read(result))
      sink.skip()
    case .several(let dispatches):
      for dispatch in dispatches { carryOut(dispatch, .line(writer), bytes: bytes) }
    case .batch(let dispatches):
      let batch = BatchResponse(count: dispatches.count, writer)
      for dispatch in dispatches { carryOut(dispatch, .batch(batch), bytes: bytes / dispatches.count) }
    }
  }

  private func reply(_ id: RequestID, _ result: Result<JSONObject, RPCError>, to sink: ResponseSink) {
    if rejectsDuplicate(id, sink) { return }
    switch result {
    case .success(let object): sink.give(JSONRPC.result(id, object))
    case .failure(let error): sink.give(JSONRPC.error(id, error))
    }
  }

  /// Rejects a request whose ID belongs to an unanswered one: their responses could not be told apart.
  private func rejectsDuplicate(_ id: RequestID, _ sink: ResponseSink) -> Bool {
    guard subscriptions.contains(id) || calls.contains(id) else { return false }
    sink.give(JSONRPC.error(id, .invalidRequest("this id is already in use by an unanswered request")))
    return true
  }

  private func call(_ job: Job) {
    let request = job.request
    if rejectsDuplicate(request.id, job.sink) { return }
    var job = job
    if let state = request.state {
      guard let approval = elicitations.take(state, tool: request.tool.name, arguments: request.arguments) else {
        return reply(request.id, .failure(.invalidRequestState), to: job.sink)
      }
      // Without a response under our key the person is asked again.
      if let response = request.responses?[ApprovalElicitation.key] {
        job.elicited = (approval, ApprovalElicitation.read(response))
      }
    }
    workers.take(job)
  }

  private func listen(_ id: RequestID, _ wantsTools: Bool) {
    if rejectsDuplicate(id, .line(writer)) { return }
    do throws(RPCError) {
      try subscriptions.begin(id, wantsTools: wantsTools)
    } catch {
      writer.put(JSONRPC.error(id, error))
    }
  }

  private func cancel(_ id: RequestID) {
    subscriptions.cancel(id)
    if let elicitation = calls.cancel(id) { withdraw(elicitation, "the tool call was cancelled") }
  }

  func withdraw(_ elicitation: RequestID, _ reason: String) {
    writer.put(JSONRPC.notification("cancelled", ["requestId": elicitation.json, "reason": .string(reason)]))
  }
}

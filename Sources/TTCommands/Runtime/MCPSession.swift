import Basics
import MCPServer
import Policy
import TrackingTime
import Transport

/// One tool call of `tt mcp`: a session of the command line without a terminal.
final class MCPSession: ToolSession {
  private let session: Session
  private let passwords: PasswordCache

  init(_ session: Session, client: String?, passwords: PasswordCache) {
    session.channel = Channel("mcp/\(Version.number)", client: client)
    self.session = session
    self.passwords = passwords
  }

  deinit { session.close() }

  var mayAsk: Bool { session.mayAsk }

  var hasCredentials: Bool { (try? session.credentialSearch().find()) != nil }

  func policy() throws(TTError) -> LoadedPolicy { try session.policySource().load() }

  func dryRun(_ call: ToolCall) throws(TTError) -> ApprovalRequest? {
    try session.client().dryRun(withAccount(call)).pendingApproval
  }

  func call(
    _ call: ToolCall, approvalResponder: ApprovalResponder?, rows: (([JSONValue]) -> Void)?
  ) throws(TTError) -> ToolResult {
    session.approvalResponder = approvalResponder
    do throws(TTError) {
      return try session.call(withAccount(call), rows: rows)
    } catch {
      if error.failure == .auth { passwords.invalidate() }
      throw error
    }
  }

  /// The call in the workspace of `--account-id`, unless it names one itself.
  private func withAccount(_ call: ToolCall) -> ToolCall {
    guard let account = session.arguments.value("account-id"), Catalog.tool(call.tool)?.needsAccount == true,
      call.arguments["account_id"] == nil
    else { return call }
    var call = call
    call.set(Catalog.accountID, to: account, label: "--account-id")
    return call
  }
}

extension ServerHost {
  /// The host of `tt mcp`.
  init(_ context: Context, _ arguments: Arguments) {
    let passwords = PasswordCache()
    // The closures of the context share nothing mutable.
    nonisolated(unsafe) let context = context
    self.init(
      server: ServerInfo(name: "tt", title: "TrackingTime through tt", version: Version.number), logPrefix: "tt mcp"
    ) { flag in
      let own = context.forCalls(endedBy: flag, passwords)
      return { client in
        MCPSession(Session(context: own, arguments: arguments), client: client, passwords: passwords)
      }
    }
  }
}

extension Context {
  /// The context of the calls of one thread, which a flag ends.
  fileprivate func forCalls(endedBy flag: CancellationFlag, _ passwords: PasswordCache) -> Context {
    var context = self
    // Nobody is at the terminal: the standard input belongs to the client.
    context.inputIsTerminal = false
    context.askLine = nil
    context.askSecret = nil
    if let make = stoppableTransport {
      // Kept from call to call, together with its connections.
      var kept: (any HTTPTransport)?
      context.transport = { reservation in
        let transport = kept ?? make(reservation, flag)
        kept = transport
        return transport
      }
    }
    context.sleep = { seconds in
      let end = MonotonicClock.now + seconds
      while !flag.isSet, MonotonicClock.now < end { usleep(10_000) }
    }
    context.whileWriting = { _ in }
    let run = runProgram
    context.runProgram = { program throws(SystemError) in try passwords.run(program, by: run) }
    return context
  }
}

/// Runs the password program once for all threads, and again after the service rejected its answer.
final class PasswordCache: Sendable {
  private let kept = Guarded<(program: Subprocess, outcome: Subprocess.Outcome)?>(nil)

  func run(
    _ program: Subprocess, by run: (Subprocess) throws(SystemError) -> Subprocess.Outcome
  ) throws(SystemError) -> Subprocess.Outcome {
    let result: Result<Subprocess.Outcome, SystemError> = kept.with { kept in
      if let kept, kept.program == program { return .success(kept.outcome) }
      let result = Result { () throws(SystemError) in try run(program) }
      if case .success(let outcome) = result, outcome.ending == .exit(0) { kept = (program, outcome) }
      return result
    }
    return try result.get()
  }

  /// Forgets the answer.
  func invalidate() { kept.with { $0 = nil } }
}

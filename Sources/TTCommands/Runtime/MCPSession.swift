import Basics
import MCPServer
import Policy
import TrackingTime
import Transport

/// The session of one tool call of `tt mcp`: a command-line session without a terminal.
final class MCPSession: ToolSession {
  private let session: Session
  private let passwords: PasswordCache

  init(_ session: Session, client: String?, passwords: PasswordCache) {
    session.channel = Channel("mcp/\(Version.number)", client: client)
    self.session = session
    self.passwords = passwords
  }

  deinit { session.close() }

  var mayAsk: Bool { session.mayAsk && !session.isLocked }

  var hasCredentials: Bool { (try? session.credentialSearch().find()) != nil }

  func policy() throws(TTError) -> LoadedPolicy { try session.policySource().load() }

  var isLocked: Bool { session.isLocked }

  func dryRun(_ call: ToolCall) throws(TTError) -> Gate.DryRun { try session.client().dryRun(withAccount(call)) }

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

  /// The call in the workspace of `--account-id`, unless it specifies one itself.
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
    // The closures of the context share no mutable state.
    nonisolated(unsafe) let context = context
    self.init(
      server: ServerInfo(name: "tt", title: "TrackingTime through tt", version: Version.number), logPrefix: "tt mcp"
    ) { flag in
      let context = context.forCalls(cancelledBy: flag, passwords)
      return { client in
        MCPSession(Session(context: context, arguments: arguments), client: client, passwords: passwords)
      }
    }
  }
}

extension Context {
  /// The context of the calls of one thread, which a flag cancels.
  fileprivate func forCalls(cancelledBy flag: CancellationFlag, _ passwords: PasswordCache) -> Context {
    var context = self
    // Standard input belongs to the client, so there are no prompts.
    context.inputIsTerminal = false
    context.askLine = nil
    context.askSecret = nil
    if let make = cancellableTransport {
      // Shared by all calls, together with its connections.
      var shared: (any HTTPTransport)?
      context.transport = { reservation, environment in
        let transport = shared ?? make(reservation, environment, flag)
        shared = transport
        return transport
      }
    }
    context.sleep = { seconds in
      let end = MonotonicClock.now + seconds
      while !flag.isSet, MonotonicClock.now < end { usleep(10_000) }
    }
    context.isCancelled = { flag.isSet }
    context.whileWriting = { _ in }
    let run = runProgram
    context.runProgram = { program throws(SystemError) in try passwords.run(program, by: run) }
    return context
  }
}

/// Runs the password program once for all threads, and again after the service has rejected its password.
final class PasswordCache: Sendable {
  private let cached = Guarded<(program: Subprocess, outcome: Subprocess.Outcome)?>(nil)

  func run(
    _ program: Subprocess, by run: (Subprocess) throws(SystemError) -> Subprocess.Outcome
  ) throws(SystemError) -> Subprocess.Outcome {
    let result: Result<Subprocess.Outcome, SystemError> = cached.with { cached in
      if let cached, cached.program == program { return .success(cached.outcome) }
      let result = Result { () throws(SystemError) in try run(program) }
      if case .success(let outcome) = result, outcome.ending == .exit(0) { cached = (program, outcome) }
      return result
    }
    return try result.get()
  }

  /// Discards the cached password.
  func invalidate() { cached.with { $0 = nil } }
}

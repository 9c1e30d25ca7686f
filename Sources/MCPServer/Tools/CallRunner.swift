import Basics
import Policy
import TrackingTime
import Transport

/// A call that waits for a worker, with what a person said where one was asked.
struct Job: Sendable {
  var request: ToolRequest
  /// Where its answer goes.
  var port: ResponseSink
  /// Bytes it is counted with while it waits.
  var size: Int
  /// What was asked, and what was said.
  var consent: (question: ApprovalRequest, reply: ApprovalElicitation.Response)?
}

/// What came of a job.
enum Outcome: Sendable {
  case result(JSONObject)
  /// A person has to be asked first. Nothing was counted, recorded or sent.
  case ask(ApprovalRequest)
  case refused(RPCError)
}

/// Carries out tool calls, each through a session of its own, so that settings and policy are those of the moment. One
/// for each worker; knows nothing of the wire.
struct CallRunner {
  private let context: Context
  private let arguments: Arguments
  private let flag: CancellationFlag
  private let passwords: PasswordCache

  /// - Parameter flag: ends the running call when it is raised.
  init(_ context: Context, _ arguments: Arguments, _ flag: CancellationFlag, _ passwords: PasswordCache) {
    var context = context
    if let make = context.stoppableTransport {
      // Kept from call to call, and its connections with it.
      var kept: (any HTTPTransport)?
      context.transport = { admission in
        let transport = kept ?? make(admission, flag)
        kept = transport
        return transport
      }
    }
    context.sleep = { seconds in
      let end = MonotonicClock.now + seconds
      while !flag.isSet, MonotonicClock.now < end { usleep(10_000) }
    }
    context.whileWriting = { _ in }
    let run = context.runProgram
    context.runProgram = { program throws(SystemError) in try passwords.run(program, by: run) }
    self.context = context
    self.arguments = arguments
    self.flag = flag
    self.passwords = passwords
  }

  func run(_ job: Job) -> Outcome {
    let session = Session(context: context, arguments: arguments)
    session.channel = "mcp/\(Version.number)"
    session.clientName = job.request.peer.name
    defer { session.close() }
    do throws(TTError) {
      let call = try toolCall(job.request)
      if let consent = job.consent {
        // A yes holds for the policy it was asked under.
        let policy = try session.policySource().load().document?.fingerprint
        if job.request.peer.version == .stateless, policy != consent.question.policy {
          return .refused(.invalidRequestState)
        }
        session.approvalResponder = { $0.isSame(as: consent.question) ? consent.reply.consent : .unavailable }
      } else if job.request.peer.canAsk, session.mayAsk {
        if let question = try? session.client().dryRun(call).question, ApprovalElicitation.fits(question) {
          if (try? session.credentialSearch(try session.settings()).find()) != nil { return .ask(question) }
          // The call fails without credentials, so nobody is asked in vain.
          session.approvalResponder = { _ in .unavailable }
        }
      }
      return .result(try self.call(call, job.request.tool, session))
    } catch {
      if error.failure == .auth { passwords.invalidate() }
      return .result(CallResult.failure(error, remark: job.consent?.reply.remark))
    }
  }

  private func call(_ call: ToolCall, _ tool: Tool, _ session: Session) throws(TTError) -> JSONObject {
    guard tool.isList else { return CallResult.success(try session.call(call), of: tool) }
    let collector = RowCollector()
    var answer = try session.call(call, rows: collector.take)
    if collector.isTooLong { return CallResult.tooLong(tool) }
    if collector.isUsed { answer.data = .array(collector.rows) }
    return CallResult.success(answer, of: tool)
  }

  private func toolCall(_ request: ToolRequest) throws(TTError) -> ToolCall {
    var values = request.arguments
    if let account = arguments.value("account-id"), request.tool.needsAccount, values["account_id"] == nil {
      values["account_id"] = try arguments.checked(account, Catalog.accountID, as: "--account-id")
    }
    return ToolCall(request.tool.name, values)
  }
}

/// Runs the password program once for all workers, and again after the service did not accept what it told.
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

  func invalidate() { kept.with { $0 = nil } }
}

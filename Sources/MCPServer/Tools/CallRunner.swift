import Basics
import Policy
import TrackingTime

/// How a job ended.
enum CallOutcome: Sendable {
  case result(JSONObject)
  /// A person has to be asked first. Nothing has been counted, recorded or sent.
  case needsApproval(ApprovalRequest)
  case rejected(RPCError)
}

/// Carries out tool calls, each in a session of its own. One per worker; knows nothing about the wire.
struct CallRunner {
  /// The tools the server offers.
  let tools: ToolSelection
  /// Makes the session of a call, for the client of that name.
  let makeSession: SessionFactory

  func run(_ job: Job) -> CallOutcome {
    let session = makeSession(job.request.client.name)
    do throws(TTError) {
      switch job.request.tool {
      case .catalog(let tool): return try run(job, of: tool, in: session)
      case .checkCall: return .result(try check(job.request.arguments, in: session))
      }
    } catch {
      return .result(CallResult.failure(error, remark: job.elicited?.result.remark, isLocked: session.isLocked))
    }
  }

  private func run(_ job: Job, of tool: Tool, in session: any ToolSession) throws(TTError) -> CallOutcome {
    let request = job.request
    var arguments = tool.withoutBlanks(request.arguments)
    var collector: RowCollector?
    if tool.isList {
      let options = try ListOptions(from: &arguments, of: tool)
      collector = RowCollector(tool, options, arguments: arguments)
    }
    let call = ToolCall(tool.name, arguments)
    var responder: ApprovalResponder?
    if let (asked, result) = job.elicited {
      // An approval applies only under the policy it was requested by.
      let policy = try session.policy().document?.fingerprint
      if request.client.version == .stateless, policy != asked.policy { return .rejected(.invalidRequestState) }
      responder = { $0.isSame(as: asked) ? result.response : .unavailable }
    } else if request.client.canElicit, session.mayAsk, let approval = try? session.dryRun(call).pendingApproval,
      ApprovalElicitation.fits(approval)
    {
      if session.hasCredentials { return .needsApproval(approval) }
      // Without credentials the call cannot succeed: it ends with that error, and no one is asked.
      responder = { _ in .unavailable }
    }
    let result = try session.call(call, approvalResponder: responder, rows: collector?.take)
    guard let collector else { return .result(CallResult.success(result, of: tool)) }
    // A list that did not come page by page is in the result.
    collector.take(result.data.array ?? [result.data])
    return .result(CallResult.success(collector.object, notes: result.notes))
  }

  private func check(_ arguments: JSONObject, in session: any ToolSession) throws(TTError) -> JSONObject {
    var (tool, arguments) = try CallCheck.call(arguments, of: tools)
    do throws(TTError) {
      arguments = tool.withoutBlanks(arguments)
      if tool.isList { _ = try ListOptions(from: &arguments, of: tool) }
      return CallCheck.result(try session.dryRun(ToolCall(tool.name, arguments)), isLocked: session.isLocked)
    } catch {
      guard error.failure == .usage else { throw error }
      return CallCheck.result(invalid: error)
    }
  }
}

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
  /// Makes the session of a call, for the client of that name.
  let makeSession: SessionFactory

  func run(_ job: Job) -> CallOutcome {
    let request = job.request
    let session = makeSession(request.client.name)
    let call = ToolCall(request.tool.name, request.arguments)
    do throws(TTError) {
      var responder: ApprovalResponder?
      if let (asked, result) = job.elicited {
        // An approval applies only under the policy it was requested by.
        let policy = try session.policy().document?.fingerprint
        if request.client.version == .stateless, policy != asked.policy { return .rejected(.invalidRequestState) }
        responder = { $0.isSame(as: asked) ? result.response : .unavailable }
      } else if request.client.canElicit, session.mayAsk, let approval = try? session.dryRun(call),
        ApprovalElicitation.fits(approval), session.hasCredentials
      {
        // Without credentials the call cannot succeed, so approval is not requested.
        return .needsApproval(approval)
      }
      return .result(try perform(call, of: request.tool, in: session, responder))
    } catch {
      return .result(CallResult.failure(error, remark: job.elicited?.result.remark))
    }
  }

  private func perform(
    _ call: ToolCall, of tool: Tool, in session: any ToolSession, _ responder: ApprovalResponder?
  ) throws(TTError) -> JSONObject {
    guard tool.isList else {
      return CallResult.success(try session.call(call, approvalResponder: responder, rows: nil), of: tool)
    }
    let collector = RowCollector()
    var result = try session.call(call, approvalResponder: responder, rows: collector.take)
    if collector.isTooLong { return CallResult.tooLong(tool) }
    if collector.isUsed { result.data = .array(collector.rows) }
    return CallResult.success(result, of: tool)
  }
}

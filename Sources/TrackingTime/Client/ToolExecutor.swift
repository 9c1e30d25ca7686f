import Basics

/// Carries out one reserved call. Tools with special handling are implemented in extensions.
struct ToolExecutor {
  let dependencies: ClientDependencies
  var call: ValidatedCall
  var prepared: PreparedRequest
  let credentials: Credentials
  let sender: RequestSender
  /// The task of an edited entry before the change, if it was read.
  var formerTask: (id: Int, title: String)?
  /// The edited entry before the change, if it was read.
  var formerEntry: JSONObject?
  /// Receives the elements of a list page by page.
  let rows: (([JSONValue]) -> Void)?
  /// True if the policy judges the times of an entry, so that an edited entry has to be read first.
  let judgesTimes: Bool
  /// Evaluates the policy again, for a call completed by what was looked up. Throws its denial.
  let reevaluate: (ValidatedCall, PreparedRequest) throws(TTError) -> Void

  /// Carries out the call. The result has the notes on its times as well.
  func run() throws(CallFailure) -> ToolResult {
    let executor = try call.tool.name == "update_event" ? completedByEntry() : self
    var result = try executor.perform()
    executor.addCreated(to: &result)
    executor.addFormerTask(to: &result)
    executor.markRunning(&result)
    result.before = executor.formerEntry
    result.notes = executor.prepared.notes + result.notes
    return result
  }

  private func perform() throws(CallFailure) -> ToolResult {
    switch (call.tool.name, call.subject) {
    case ("track_task", _): return try track()
    case ("stop_task", _): return try stop()
    case ("list_user_tasks", .runningTimer): return try status()
    case ("list_workspaces", _): return try workspaces()
    case ("delete_event", _): return try deleteEvent()
    case ("close_task", _), ("close_project", _): return try setArchived(true)
    case ("reopen_task", _), ("reopen_project", _): return try setArchived(false)
    case ("mark_events_billed", _): return try markBilled()
    default:
      if call.tool.access == .write { return try writeOnce() }
      return try readAll()
    }
  }

  /// The payload of a response. A rejection becomes an error that releases the reservation.
  func payload(_ response: APIResponse) throws(CallFailure) -> APIResponse.Payload {
    switch response {
    case .success(let payload): return payload
    case .refused(let refusal):
      throw CallFailure(refusal.asError(call.tool, of: call.objectText), releasesReservation: true)
    case .unreadable(let what): throw CallFailure(.invalid(what))
    }
  }

  func read(_ request: APIRequest) throws(CallFailure) -> APIResponse.Payload {
    let response: APIResponse
    do throws(NoResponse) {
      response = try sender.read(request)
    } catch {
      throw CallFailure(error)
    }
    return try payload(response)
  }
}

/// How carrying out a call went. A type of its own: a `Result` would be laid out at run time, in every run.
enum ToolOutcome {
  case success(ToolResult)
  case failure(CallFailure)

  /// Carries out the call of an executor.
  init(of executor: ToolExecutor) {
    do throws(CallFailure) { self = .success(try executor.run()) } catch { self = .failure(error) }
  }
}

/// How a call failed, and whether its reservation is released: true if the request certainly did not reach the service or
/// was rejected, false if it may have taken effect.
struct CallFailure: Error {
  var error: TTError
  var releasesReservation: Bool

  init(_ error: TTError, releasesReservation: Bool) {
    self.error = error
    self.releasesReservation = releasesReservation
  }

  /// The failure of a read without a readable response, or of a request that certainly never left the machine.
  init(_ failure: NoResponse) {
    error = failure.asError
    releasesReservation = !failure.mayHaveArrived
  }
}

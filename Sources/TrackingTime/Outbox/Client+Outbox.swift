import Basics

extension Client {
  /// True if a call has to wait because earlier ones do: what was done in an order is sent in that order.
  func waitsBehindOthers(_ call: ValidatedCall) throws(TTError) -> Bool {
    guard call.isQueueable, let outbox = dependencies.outbox else { return false }
    return try outbox.calls().contains { $0.service == configuration.baseURL.text }
  }

  /// Queues a call that certainly did not leave the machine.
  func enqueue(_ call: ValidatedCall, _ prepared: PreparedRequest) -> ToolOutcome {
    let queued = QueuedCall(
      call, prepared, grant: gate.source.grant, service: configuration.baseURL.text, account: configuration.accountID,
      at: prepared.now)
    do throws(TTError) {
      try dependencies.outbox?.add(queued)
    } catch {
      return .failure(CallFailure(error, releasesReservation: true))
    }
    var result = ToolResult([:], changed: false)
    result.queued = queued
    return .success(result)
  }

  /// Sends a queued call, once. A call that may have been sent before is looked up first, and only sent if it had no
  /// effect.
  ///
  /// - Parameters:
  ///   - send: makes the call, as `call` does.
  ///   - turn: the right to send queued calls.
  /// - Returns: the result; nil if the call was dropped meanwhile, so that nothing was sent.
  /// - Throws: the error of the call, which stays in the queue.
  public static func sendQueued(
    _ queued: QueuedCall, from outbox: Outbox, in turn: borrowing Outbox.SendingTurn,
    by send: (ToolCall) throws(TTError) -> ToolResult
  ) throws(TTError) -> ToolResult? {
    let call = queued.toolCall(besides: try outbox.writtenEntries())
    guard try outbox.mark(queued.id, mayHaveArrived: true) else { return nil }
    do throws(TTError) {
      let result = try send(call)
      try outbox.remove(queued.id, entry: RunningTimer(result.data)?.entry?["id"]?.int)
      return result
    } catch {
      // These say that nothing was sent, or that the service refused it. The mark of an earlier attempt stays.
      let isCertain = ![.network, .outcomeUnknown].contains(error.failure) || error.isUnsent
      if isCertain, !queued.mayHaveArrived { try outbox.mark(queued.id, mayHaveArrived: false) }
      throw error
    }
  }
}

extension CallFailure {
  /// A call that is not sent because earlier ones wait.
  static let waitsBehindOthers = CallFailure(
    TTError(.network, "earlier calls wait to be sent"), releasesReservation: true)
}

/// What the outcome of an earlier attempt was.
extension ToolExecutor {
  /// The entry that an earlier attempt of a queued `track_task` has started, whether or not it still runs.
  func entryOfEarlierAttempt() throws(CallFailure) -> JSONValue? {
    guard call.delay?.mayHaveArrived == true, let date = prepared.date else { return nil }
    let task = call.arguments.integer("task_id")
    if let timer = try runningTimers().first(where: { $0.started?.seconds == date.instant.seconds }),
      task == nil || timer.taskID == task
    {
      return .object(timer.entry ?? timer.object)
    }
    return try rawEntries(from: date.instant, to: date.instant).first { row in
      guard let entry = RecordedEntry(row), entry.start.seconds == date.instant.seconds else { return false }
      return (task == nil || entry.taskID == task) && !isOfAnotherCall(entry)
    }
  }

  /// True if another queued call has written the entry.
  func isOfAnotherCall(_ entry: RecordedEntry) -> Bool {
    guard let id = entry.id, let delay = call.delay else { return false }
    return delay.otherEntries.contains(id)
  }

  /// True unless the timer began after the queued call was made, which is not about it then.
  func hadBegun(_ timer: RunningTimer) -> Bool {
    guard call.delay != nil, let started = timer.started, let date = prepared.date else { return true }
    return started.seconds <= date.instant.seconds
  }
}

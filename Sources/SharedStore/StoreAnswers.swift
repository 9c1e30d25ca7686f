import Basics
import Policy

extension SharedStateStore {
  /// The approval in an answer; nil if there is none.
  ///
  /// - Parameter unreadable: what stands for arguments that cannot be read; nil for an error.
  func approval(_ answer: JSONValue, unreadable: JSONObject? = nil) throws(TTError) -> Approval? {
    guard let json = answer["approval"], !json.isNull else { return nil }
    guard let approval = Approval(stored: json, now: clock().seconds, unreadable: unreadable) else {
      throw misunderstood("the approval")
    }
    return approval
  }

  /// The limit in an answer that a claim does not fit; nil if it fits all.
  func exceeded(_ claim: Claim, _ answer: JSONValue) throws(TTError) -> LimitExceeded? {
    guard let use = answer["exceeded"], !use.isNull else { return nil }
    guard let limit = claim.limit(of: use) else { throw misunderstood("the limit") }
    return LimitExceeded(limit: limit, retryAfter: use["retry_after"]?.int)
  }

  /// The states of counters in an answer, in the order of the uses.
  func states(of uses: [LimitUse], _ answer: JSONValue) throws(TTError) -> [CounterState] {
    guard let states = answer["counters"]?.array, states.count == uses.count else {
      throw misunderstood("the counters")
    }
    var result: [CounterState] = []
    for (use, state) in zip(uses, states) {
      guard let used = state["used"]?.int, let seconds = state["resets_in"]?.int else {
        throw misunderstood("a counter")
      }
      result.append(CounterState(limit: use.limit, used: used, resetsAt: clock().seconds + seconds))
    }
    return result
  }
}

extension Approval {
  /// Reads an approval as the store's functions give it; nil for anything else.
  ///
  /// - Parameters:
  ///   - now: the time of this machine, seconds since 1970.
  ///   - unreadable: what stands for arguments that cannot be read; nil for none, and then there is no approval.
  init?(stored json: JSONValue, now: Int, unreadable: JSONObject? = nil) {
    guard let id = json["id"]?.string, let state = json["state"]?.string.flatMap(State.init),
      let grant = json["grant"]?.string, let tool = json["tool"]?.string,
      let arguments = json["arguments"]?.string.flatMap({ try? JSONValue.parse($0) })?.object ?? unreadable,
      let policy = json["policy"]?.string, let rule = json["rule"]?.string, let message = json["message"]?.string,
      let seconds = json["expires_in"]?.int
    else { return nil }
    self.init(
      id: id, state: state,
      request: ApprovalRequest(
        grant: grant, tool: tool, arguments: arguments, account: json["account"]?.string, policy: policy, rule: rule,
        message: message), expiresAt: now + seconds)
  }
}

extension Settlement {
  /// The word for it that the store's functions take.
  var name: String {
    switch self {
    case .delivered: "delivered"
    case .rejected: "rejected"
    case .notSent: "not_sent"
    }
  }
}

extension StoreError {
  /// What a refusal of the store's functions means, by its SQLSTATE.
  func asError(at store: SharedStateStore) -> TTError {
    guard case .refused(let state, let message) = self else {
      if case .failed(let error) = self { return error }
      return .config("the shared store at \(store.location) failed")
    }
    switch state {
    case "TT001", "TT002", "TT007":
      return TTError(
        .policyDenied, Denial.prefix + "The shared store at \(store.location) refuses this: \(message)",
        hint: (state == "TT001" ? "choose a grant of this login with --grant, or " : "")
          + "ask whoever looks after the store", rule: SharedStateStore.rule)
    case "TT004":
      return .config(
        "the shared store at \(store.location) does not have \(message), of which it told this machine: its log was "
          + "replaced, or its end is missing",
        hint: "verify the audit log; if the store was restored on purpose, remove \(store.witness.path)")
    case "TT005": return TTError(.notFound, "the shared store at \(store.location): \(message)", hint: nil)
    default: return .config("the shared store at \(store.location) does not take the question: \(message) (\(state))")
    }
  }
}

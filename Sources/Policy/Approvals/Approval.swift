import Basics

/// A request for a person's approval of one call under one policy.
public struct ApprovalRequest: Sendable {
  /// The identity the call is made under.
  public var grant: String
  /// The tool.
  public var tool: String
  /// The arguments, exactly as evaluated by the policy.
  public var arguments: JSONObject
  /// The account the call acts in unless its arguments name one.
  public var account: String?
  /// The fingerprint of the policy that requires approval.
  public var policy: String
  /// The rule that requires approval.
  public var rule: String
  /// The rule's message, one sentence.
  public var message: String

  /// A request with all it is about.
  package init(
    grant: String, tool: String, arguments: JSONObject, account: String? = nil, policy: String, rule: String,
    message: String
  ) {
    self.grant = grant
    self.tool = tool
    self.arguments = arguments
    self.account = account
    self.policy = policy
    self.rule = rule
    self.message = message
  }

  /// True for the same call under the same policy, so that approving one approves the other. Text is compared by code
  /// points, numbers by their digits, members in any order.
  public func isSame(as other: ApprovalRequest) -> Bool {
    grant.isIdentical(to: other.grant) && tool.isIdentical(to: other.tool) && policy.isIdentical(to: other.policy)
      && (account ?? "").isIdentical(to: other.account ?? "")
      && canonicalArguments.isIdentical(to: other.canonicalArguments)
  }

  package var canonicalArguments: String { JSONValue.object(arguments).canonical }
}

/// The response of a user who was asked during the call.
public enum ApprovalResponse: Sendable {
  case approved, denied
  /// No one could be asked, or no answer came.
  case unavailable
}

/// A stored approval request and its answer.
public struct Approval: Sendable {
  /// The state of an approval. Used and expired approvals are removed.
  public enum State: String, Sendable, CaseIterable {
    /// Awaiting an answer.
    case pending
    /// Approved: one call may be made.
    case granted
    /// Denied by a person.
    case denied
  }

  /// The ID people refer to it by: 8 hexadecimal digits.
  public var id: String
  /// Its state.
  public var state: State
  /// The request.
  public var request: ApprovalRequest
  /// When it expires, in seconds since 1970. An expired approval counts as denied.
  public var expiresAt: Int
  /// The same on the clock that never goes back (see `Approvals`). The earlier of the two counts, so that neither
  /// setting a clock back nor correcting one that ran ahead prolongs an approval.
  var expiresAtClock: Int

  /// An approval. `clock` is when it expires on the clock that never goes back; the same where there is only one clock.
  package init(id: String, state: State, request: ApprovalRequest, expiresAt: Int, clock: Int? = nil) {
    self.id = id
    self.state = state
    self.request = request
    self.expiresAt = expiresAt
    expiresAtClock = clock ?? expiresAt
  }
}

extension Approval {
  /// The form stored in the approvals file.
  var json: JSONValue {
    [
      "id": .string(id), "state": .string(state.rawValue), "grant": .string(request.grant),
      "tool": .string(request.tool), "arguments": .object(request.arguments),
      "account": request.account.map(JSONValue.string) ?? .null, "policy": .string(request.policy),
      "rule": .string(request.rule), "message": .string(request.message), "expires_at": JSONValue(expiresAt),
      "expires_at_clock": JSONValue(expiresAtClock),
    ]
  }

  /// Reads the form that `json` writes, or that versions before 0.2.0 wrote; nil for anything else.
  init?(_ json: JSONValue) {
    guard let object = json.object, object.count == 11, let id = object["id"]?.string,
      let state = object["state"]?.string.flatMap(State.init), let grant = object["grant"]?.string,
      let tool = object["tool"]?.string, let arguments = object["arguments"]?.object,
      let policy = object["policy"]?.string, let rule = object["rule"]?.string,
      let message = object["message"]?.string, let expiresAt = (object["expires_at"] ?? object["lapses"])?.int,
      let expiresAtClock = (object["expires_at_clock"] ?? object["ends"])?.int
    else { return nil }
    self.init(
      id: id, state: state,
      request: ApprovalRequest(
        grant: grant, tool: tool, arguments: arguments, account: object["account"]?.string, policy: policy, rule: rule,
        message: message), expiresAt: expiresAt, clock: expiresAtClock)
  }
}

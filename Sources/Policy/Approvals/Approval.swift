import Basics

/// A call that waits for a person's yes: what is asked, and of which policy.
public struct ApprovalRequest: Sendable {
  /// The identity the call is made under.
  public var grant: String
  /// The tool.
  public var tool: String
  /// The arguments, exactly as the policy saw them.
  public var arguments: JSONObject
  /// The account the call acts in where its arguments name none.
  public var account: String?
  /// The fingerprint of the policy that asks.
  public var policy: String
  /// The rule that asks.
  public var rule: String
  /// What the rule says, one sentence.
  public var message: String

  /// True for the same call under the same policy: a yes to one is a yes to the other. Texts are compared by code
  /// points, numbers by their digits, members in any order.
  public func isSame(as other: ApprovalRequest) -> Bool {
    grant.isIdentical(to: other.grant) && tool.isIdentical(to: other.tool) && policy.isIdentical(to: other.policy)
      && (account ?? "").isIdentical(to: other.account ?? "")
      && canonicalArguments.isIdentical(to: other.canonicalArguments)
  }

  var canonicalArguments: String { JSONValue.object(arguments).canonical }
}

/// What somebody who could be asked said.
public enum ApprovalResponse: Sendable {
  case approved, denied
  /// There was nobody to ask, or no answer came.
  case unavailable
}

/// A request that was put down for a person, and what became of it.
public struct Approval: Sendable {
  /// Where it stands. One that was used, or has lapsed, is no more.
  public enum State: String, Sendable, CaseIterable {
    /// Waits for a person.
    case pending
    /// One call may be made.
    case granted
    /// A person said no.
    case denied
  }

  /// What a person names it by: 8 hexadecimal digits.
  public var id: String
  /// Where it stands.
  public var state: State
  /// The call it is about.
  public var request: ApprovalRequest
  /// When it expiresAt, in seconds since 1970; from then on it means no.
  public var expiresAt: Int
  /// The same in the time that never goes back (see `Approvals`). The earlier one counts, so that neither a clock that is
  /// set back nor one that once ran ahead prolongs a yes.
  var expiresAtClock: Int
}

extension Approval {
  /// What is kept in the approvals file.
  var json: JSONValue {
    [
      "id": .string(id), "state": .string(state.rawValue), "grant": .string(request.grant),
      "tool": .string(request.tool), "arguments": .object(request.arguments),
      "account": request.account.map(JSONValue.string) ?? .null, "policy": .string(request.policy),
      "rule": .string(request.rule), "message": .string(request.message), "expires_at": JSONValue(expiresAt),
      "expires_at_clock": JSONValue(expiresAtClock),
    ]
  }

  /// Reads what `json` writes, or what versions before 0.2.0 wrote; nil for anything else.
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
        message: message), expiresAt: expiresAt, expiresAtClock: expiresAtClock)
  }
}

import Basics
import Policy

extension Claim {
  /// The claim as the store's functions take it.
  ///
  /// - Parameter witness: the last record this machine was told of, which the store's log has to contain.
  func json(_ witness: ChainHead?) -> JSONValue {
    let request: JSONValue = request.map { $0.json(lifetime: approvalLifetime) } ?? .null
    return [
      "id": .string(id), "grant": .text(call.grant), "tool": .text(call.tool), "keys": .keys(call.arguments.keys),
      "policy": .string(policy), "service": .text(service), "uses": .array(uses.map(\.json)),
      "bounds": .array(failureBounds.map(\.json)), "request": request, "response": .string(response.name),
      "enforced": .bool(isEnforced), "channel": .text(channel.name), "client": .text(channel.client),
      "witness": JSONValue(witness: witness),
    ]
  }

  /// The limit that a use in an answer of the store is about: the claim's own, or one pinned in the store.
  func limit(of use: JSONValue) -> Limit? {
    guard let counter = use["counter"]?.string, let rule = use["rule"]?.string, let window = use["window"]?.int,
      let max = use["max"]?.int, let window = Window(seconds: window),
      let scope = use["scope"]?.string.flatMap(Limit.Scope.init)
    else { return nil }
    let own = (uses + failureBounds).first {
      $0.counter == counter && $0.limit.window == window && $0.limit.scope == scope
    }
    var limit = own?.limit ?? Limit(counter: counter, window: window, max: max, scope: scope, rule: rule)
    limit.max = max
    return limit
  }
}

extension LimitUse {
  /// The counter's key without the grant, which the store puts before it.
  var counter: String { key.split(separator: " ", maxSplits: 1).last.map(String.init) ?? key }

  /// The use as the store's functions take it.
  var json: JSONValue {
    [
      "scope": .string(limit.scope.rawValue), "counter": .text(counter), "rule": .text(limit.rule),
      "window": JSONValue(limit.window.seconds), "max": JSONValue(limit.max), "amount": JSONValue(amount),
    ]
  }
}

extension ApprovalRequest {
  fileprivate func json(lifetime: Int) -> JSONValue {
    [
      "arguments": .text(canonicalArguments), "account": .text(account), "rule": .text(rule), "message": .text(message),
      "lifetime": JSONValue(lifetime),
    ]
  }
}

extension ApprovalResponse {
  fileprivate var name: String {
    switch self {
    case .approved: "approved"
    case .denied: "denied"
    case .unavailable: "unavailable"
    }
  }
}

extension AuditEntry {
  /// The record as the store's functions take it.
  ///
  /// - Parameter witness: as for a claim.
  func json(_ witness: ChainHead?) -> JSONValue {
    [
      "id": .string(id), "grant": .text(grant), "tool": .text(tool), "keys": .keys(keys), "decision": .text(decision),
      "rule": .text(rule), "policy": .text(policy), "approval": .text(approval), "channel": .text(channel),
      "client": .text(client), "outcome": .text(outcome), "witness": JSONValue(witness: witness),
    ]
  }
}

extension ApprovalAnswer {
  /// The answer as the store's functions take it.
  ///
  /// - Parameters:
  ///   - witness: as for a claim.
  ///   - id: identifies this question, so that it can be repeated.
  func json(_ witness: ChainHead?, id: String) -> JSONValue {
    [
      "id": .string(id), "approval": .text(self.id), "granted": .bool(isGranted), "lifetime": JSONValue(lifetime),
      "channel": .text(channel.name), "client": .text(channel.client), "witness": JSONValue(witness: witness),
    ]
  }
}

extension JSONValue {
  /// A record as the store's functions take it; null for none.
  init(witness: ChainHead?) {
    self = witness.map { ["seq": JSONValue($0.number), "hash": .string($0.hash)] } ?? .null
  }

  /// Text for the database, which cannot keep U+0000.
  fileprivate static func text(_ text: String?) -> JSONValue {
    text.map { .string($0.replacing(scalar: "\0", with: "\u{FFFD}")) } ?? .null
  }

  /// Names of arguments, in the order of the log; those that it would cut anyway are cut.
  fileprivate static func keys(_ keys: [String]) -> JSONValue {
    var room = 8192
    let kept = keys.sorted().prefix(1000).map { $0.truncated(toBytes: 256) }.prefix { key in
      room -= key.utf8.count + 1
      return room >= 0
    }
    return .array(kept.map { text($0) })
  }
}

import Basics
import Policy

/// Approval requests handed to clients at revision 2026-07-28, until they come back with an answer. A `requestState` has
/// 128 random bits and is good for one use, for the call it was issued for.
final class PendingElicitations: Sendable {
  private struct Pending {
    var state: String
    var request: ApprovalRequest
    var arguments: String
    var expiresAt: Double
  }

  /// The oldest goes when there are more.
  private static let maxPending = 256

  private let pending = Guarded<[Pending]>([])

  /// Keeps a request and returns its state.
  func open(_ request: ApprovalRequest, arguments: JSONObject, now: Double = MonotonicClock.now) -> String {
    let state = (0..<2).map { _ in String(hex: .random(in: .min ... .max), digits: 16) }.joined()
    let new = Pending(
      state: state, request: request, arguments: JSONValue.object(arguments).canonical,
      expiresAt: now + CallQueue.elicitationTimeout)
    pending.with { pending in
      pending.removeAll { $0.expiresAt <= now }
      if pending.count >= Self.maxPending { pending.removeFirst() }
      pending.append(new)
    }
    return state
  }

  /// Takes the request of a state, which is used up by this. Nil for an unknown or expired state, or one issued for
  /// another call.
  func take(
    _ state: String, tool: String, arguments: JSONObject, now: Double = MonotonicClock.now
  ) -> ApprovalRequest? {
    let found = pending.with { pending in
      pending.firstIndex { $0.state.isIdentical(to: state) }.map { pending.remove(at: $0) }
    }
    guard let found, found.expiresAt > now, found.request.tool.isIdentical(to: tool),
      found.arguments.isIdentical(to: JSONValue.object(arguments).canonical)
    else { return nil }
    return found.request
  }
}

import Basics
import Policy

/// Questions that were given out at revision 2026-07-28 and may come back with an answer: who knows the state holds
/// 128 random bits, and each counts once, for the call it was about.
final class PendingElicitations: Sendable {
  private struct Entry {
    var state: String
    var request: ApprovalRequest
    var arguments: String
    var expiresAt: Double
  }

  private static let most = 256

  private let entries = Guarded<[Entry]>([])

  /// Remembers a question and gives out its state. The oldest goes when there are too many.
  func open(_ request: ApprovalRequest, arguments: JSONObject, now: Double = MonotonicClock.now) -> String {
    let state = (0..<2).map { _ in String(hex: .random(in: .min ... .max), digits: 16) }.joined()
    let entry = Entry(
      state: state, request: request, arguments: JSONValue.object(arguments).canonical,
      expiresAt: now + CallQueue.elicitationTimeout)
    entries.with { entries in
      entries.removeAll { $0.expiresAt <= now }
      if entries.count >= Self.most { entries.removeFirst() }
      entries.append(entry)
    }
    return state
  }

  /// The question of a state, which is used up by this: nil when there is none, or it was about another call.
  func take(_ state: String, tool: String, arguments: JSONObject, now: Double = MonotonicClock.now) -> ApprovalRequest?
  {
    let found = entries.with { entries in
      entries.firstIndex { $0.state.isIdentical(to: state) }.map { entries.remove(at: $0) }
    }
    guard let found, found.expiresAt > now, found.request.tool.isIdentical(to: tool),
      found.arguments.isIdentical(to: JSONValue.object(arguments).canonical)
    else { return nil }
    return found.request
  }
}

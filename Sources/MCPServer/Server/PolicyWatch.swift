import Basics
import Policy

/// Knows the policy that clients were last told of, and whether it is another one now.
struct PolicyWatch {
  private let makeSession: () -> Session
  private var seen: String?

  init(makeSession: @escaping () -> Session) { self.makeSession = makeSession }

  /// The policy in force, for a list that a client gets; nil while it cannot be read.
  mutating func policy() -> LoadedPolicy? {
    let (policy, name) = look()
    seen = name
    return policy
  }

  /// Begins to watch, unless that has begun.
  mutating func begin() { if seen == nil { seen = look().name } }

  /// True when the policy is another one than when it was last asked for or found changed.
  mutating func hasChanged() -> Bool {
    let name = look().name
    defer { seen = name }
    return seen.map { !$0.isIdentical(to: name) } ?? false
  }

  /// The policy, and a text that is another one for every other policy.
  private func look() -> (policy: LoadedPolicy?, name: String) {
    do throws(TTError) {
      let policy = try makeSession().policySource().load()
      return (policy, policy.origin + " " + (policy.document?.fingerprint ?? ""))
    } catch {
      return (nil, error.message)
    }
  }
}

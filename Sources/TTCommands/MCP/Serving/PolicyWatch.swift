import Basics
import Policy

/// Knows the policy that was last seen, and whether it is another one now.
struct PolicyWatch {
  private let makeSession: () -> Session
  private var seen: String?

  init(makeSession: @escaping () -> Session) { self.makeSession = makeSession }

  /// The policy in force; nil while it cannot be read.
  func policy() -> LoadedPolicy? { try? makeSession().policySource().load() }

  /// True when the policy is another one than at the last look. The first look tells nothing.
  mutating func hasChanged() -> Bool {
    let now: String
    do throws(TTError) {
      let policy = try makeSession().policySource().load()
      now = policy.origin + " " + (policy.document?.fingerprint ?? "")
    } catch {
      now = error.message
    }
    defer { seen = now }
    return seen.map { !$0.sameText(as: now) } ?? false
  }
}

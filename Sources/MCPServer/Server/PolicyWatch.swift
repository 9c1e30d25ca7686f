import Basics
import Policy

/// Notices when the policy differs from the one clients were last told about.
struct PolicyWatch {
  private let makeSession: SessionFactory
  private var known: String?

  init(makeSession: @escaping SessionFactory) { self.makeSession = makeSession }

  /// The policy in force, for a list that is sent to a client; nil while it cannot be read.
  mutating func policy() -> LoadedPolicy? {
    let (policy, identity) = read()
    known = identity
    return policy
  }

  /// Begins to watch, unless that has begun.
  mutating func begin() { if known == nil { known = read().identity } }

  /// True when the policy has changed since it was last read here.
  mutating func hasChanged() -> Bool {
    let identity = read().identity
    defer { known = identity }
    return known.map { !$0.isIdentical(to: identity) } ?? false
  }

  /// The policy, and a text that differs for every other policy.
  private func read() -> (policy: LoadedPolicy?, identity: String) {
    do throws(TTError) {
      let policy = try makeSession(nil).policy()
      return (policy, policy.origin + " " + (policy.document?.fingerprint ?? ""))
    } catch {
      return (nil, error.message)
    }
  }
}

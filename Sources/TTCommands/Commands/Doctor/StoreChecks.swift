import Basics
import Policy
import SharedStore

extension Doctor {
  /// Checks where limits, approvals and the audit log are: in a shared store if one is configured, else in files.
  mutating func checkState(_ folders: Folders) {
    let store: SharedStateStore?
    do throws(TTError) {
      store = try session.sharedStore()
    } catch {
      // A config.json that cannot be read is reported where it is checked.
      if (try? session.settings()) != nil { add(.fail("store", error)) }
      return
    }
    guard let store else { return checkStateFiles(folders) }
    for name in ["limits file", "approvals file", "audit log"] { add(.ok(name, "not used: the shared store has it")) }
    checkStore(store)
  }

  private mutating func checkStore(_ store: SharedStateStore) {
    if isOffline { return add(.ok("store", "\(store.location), not contacted")) }
    let start = MonotonicClock.now
    do throws(TTError) {
      let status = try store.status()
      let milliseconds = Int(((MonotonicClock.now - start) * 1000).rounded(.up))
      let server = "\(store.location) as \(status.login): PostgreSQL \(status.server), schema \(status.version)"
      guard !status.grants.isEmpty else {
        let none = TTError.config("\(server); the login is a member of no grant", remedy: .admitToStore)
        return add(.fail("store", none))
      }
      let grants = status.grants.map { "grant \($0.name) (\($0.rights.text))" }.joined(separator: "; ")
      add(.ok("store", "\(server), \(grants), \(milliseconds) ms"))
    } catch {
      add(.fail("store", error))
    }
  }
}

import Basics
import Policy
import SharedStore

extension Doctor {
  /// Checks where limits, approvals and the audit log are: in a shared store if one is configured, else in files.
  mutating func checkState(_ folders: Folders) {
    let client: StoreClient?
    do throws(TTError) {
      client = try session.storeClient()
    } catch {
      // A config.json that cannot be read is reported where it is checked.
      if (try? session.settings()) != nil { add(.fail("store", error)) }
      return
    }
    guard let client else { return checkStateFiles(folders) }
    for name in ["limits file", "approvals file", "audit log"] { add(.ok(name, "not used: the shared store has it")) }
    checkStore(client)
  }

  private mutating func checkStore(_ client: StoreClient) {
    if isOffline { return add(.ok("store", "\(client.location), not contacted")) }
    let start = MonotonicClock.now
    do throws(StoreError) {
      let status = try client.status()
      let milliseconds = Int(((MonotonicClock.now - start) * 1000).rounded(.up))
      let server = "\(client.location) as \(status.user): PostgreSQL \(status.server), schema \(status.version)"
      guard !status.memberships.isEmpty else {
        let none = TTError.config("\(server); the login is a member of no grant", remedy: .admitToStore)
        return add(.fail("store", none))
      }
      let grants = status.memberships.map(\.text).joined(separator: "; ")
      add(.ok("store", "\(server), \(grants), \(milliseconds) ms"))
    } catch {
      switch error {
      case .failed(let error): add(.fail("store", error))
      case .refused(_, let message):
        add(.fail("store", .config("\(client.location): \(message)", remedy: .admitToStore)))
      }
    }
  }
}

extension StoreStatus.Membership {
  /// The grant and what the login may do for it.
  fileprivate var text: String {
    let rights = [(mayCall, "call"), (mayAnswer, "answer")].filter(\.0).map(\.1)
    return "grant \(grant) (\(rights.joined(separator: ", ")))"
  }
}

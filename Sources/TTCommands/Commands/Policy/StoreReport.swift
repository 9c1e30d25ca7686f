import Basics
import SharedStore

/// The output of `tt policy store --status`.
struct StoreReport {
  private let location: String
  private let status: StoreStatus

  init(_ store: SharedStateStore) throws(TTError) {
    location = store.location
    status = try store.status()
  }

  var output: Output {
    var value: JSONObject = ["location": .string(location)]
    for member in status.json.members { value[member.key] = member.value }
    return Output(value: .object(value), view: .lines([summary] + grants + standbys))
  }

  private var summary: String {
    "\(location): version \(status.version), PostgreSQL \(status.server), \(status.records) records, login "
      + status.login
  }

  private var grants: [String] {
    status.grants.flatMap { grant in
      let policy = grant.policy.map { "policy \($0.prefix(12))… only" } ?? "any policy"
      let refund = grant.refunds ? "" : "; calls that fail count"
      let pins = grant.pins.map { pin in
        let limit = pin.limit.map { "\($0.max) per \($0.window) s" } ?? "wants approval"
        return "  pinned: \(pin.tool) \(limit), \(pin.rule) (\(pin.scope))"
      }
      let members = grant.members.map { "  member \($0.login): \($0.rights.text)" }
      return ["grant \(grant.name): \(grant.rights.text); \(policy)\(refund)"] + pins + members
    }
  }

  private var standbys: [String] {
    let standbys = status.standbys.map { standby in
      let lag = standby.lagBytes.map { "\($0) bytes behind" } ?? "lag not told"
      return "standby \(standby.name): "
        + ([standby.state, standby.mode].compactMap { $0 } + [lag]).joined(separator: ", ")
    }
    if status.isSynchronous {
      let isConfirmed = status.standbys.contains { ["sync", "quorum", nil].contains($0.mode) }
      return standbys + (isConfirmed ? [] : ["no synchronous standby is connected: no call is made until one is"])
    }
    return standbys + (standbys.isEmpty ? [] : ["no standby is synchronous: a failover can lose the last records"])
  }
}

extension StoreRights {
  /// As words, `may call and answer`.
  var text: String {
    let words = (mayCall ? ["call"] : []) + (mayAnswer ? ["answer"] : [])
    return words.isEmpty ? "may only read" : "may " + words.joined(separator: " and ")
  }
}

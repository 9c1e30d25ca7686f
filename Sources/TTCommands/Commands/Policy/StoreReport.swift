import Basics
import SharedStore

/// The output of `tt policy store --status`.
struct StoreReport {
  private let location: String
  private let status: JSONValue

  init(_ store: SharedStateStore) throws(TTError) {
    location = store.location
    status = try store.status()
  }

  var output: Output {
    var value: JSONObject = ["location": .string(location)]
    for member in status.object?.members ?? [] { value[member.key] = member.value }
    return Output(value: .object(value), view: .lines([summary] + grants + standbys))
  }

  private func text(_ value: JSONValue?) -> String { value?.string ?? value.map(\.compact) ?? "" }

  private var summary: String {
    "\(location): version \(text(status["version"])), PostgreSQL \(text(status["server"])), "
      + "\(text(status["records"])) records, login \(text(status["login"]))"
  }

  private var grants: [String] {
    (status["grants"]?.array ?? []).flatMap { grant in
      let rights = Self.rights(grant)
      let policy = grant["policy"]?.string.map { "policy \($0.prefix(12))… only" } ?? "any policy"
      let refund = grant["refund"]?.bool == false ? "; calls that fail count" : ""
      let pins = (grant["pins"]?.array ?? []).map { pin in
        let limit = pin["max"]?.int.map { "\($0) per \(text(pin["window"])) s" } ?? "wants approval"
        return "  pinned: \(text(pin["tool"])) \(limit), \(text(pin["rule"])) (\(text(pin["scope"])))"
      }
      let members = (grant["members"]?.array ?? []).map { "  member \(text($0["login"])): \(Self.rights($0))" }
      return ["grant \(text(grant["grant"])): \(rights); \(policy)\(refund)"] + pins + members
    }
  }

  private static func rights(_ value: JSONValue) -> String {
    let words =
      (value["may_call"]?.bool == true ? ["call"] : []) + (value["may_answer"]?.bool == true ? ["answer"] : [])
    return words.isEmpty ? "may only read" : "may " + words.joined(separator: " and ")
  }

  private var standbys: [String] {
    let standbys = (status["standbys"]?.array ?? []).map { standby in
      "standby \(text(standby["name"])): \(text(standby["state"])), \(text(standby["mode"])), "
        + "\(standby["lag_bytes"]?.int.map { "\($0) bytes behind" } ?? "lag not told")"
    }
    let modes = (status["standbys"]?.array ?? []).map { $0["mode"]?.string }
    let isConfirmed = modes.contains { ["sync", "quorum", nil].contains($0) }
    if status["synchronous"]?.bool == true {
      return standbys + (isConfirmed ? [] : ["no synchronous standby is connected: no call is made until one is"])
    }
    return standbys + (modes.isEmpty ? [] : ["no standby is synchronous: a failover can lose the last records"])
  }
}

import Basics
import TrackingTime

/// Names resolved without a request, from the cache of names.
extension Resolver {
  /// The ID of a reference by its name, if all names were listed not long ago and only one resource has this very name; nil
  /// if that has to be looked up. The policy judges it as the look-up that it replaces.
  func freshID(
    of reference: UnresolvedCall.NameReference, account: JSONValue?
  ) throws(TTError) -> Int? {
    guard let call = reference.kind.listCall,
      let id = try session.nameCache(account: account?.int.map(String.init)).id(of: reference.word, reference.kind)
    else { return nil }
    return try session.client().dryRun(call).refusal == nil ? id : nil
  }

  /// The ID of a reference, if exactly one cached resource has this very name.
  ///
  /// - Throws: a usage error if only a request would tell.
  func cachedID(of reference: UnresolvedCall.NameReference, isSoughtEverywhere: Bool) throws(TTError) -> Int {
    let isEntry = reference.entry != nil || EntryReference(reference.word) != nil
    if !isEntry, !reference.isName, let id = Int(reference.word), id > 0 { return id }
    if !isEntry, isSoughtEverywhere {
      if let id = try session.nameCache(account: nil).id(of: reference.word, reference.kind) { return id }
    }
    let what = reference.entry == nil ? reference.word.inQuotes : "the entry to continue"
    throw .usage(
      "tt \(session.arguments.command.name) --dry-run: cannot resolve \(what) without sending a request",
      hint: "use the ID")
  }
}

import Basics
import TrackingTime

/// Names resolved without a request, from the cache of names.
extension Resolver {
  /// The ID of a reference, if exactly one cached resource has this very name.
  ///
  /// - Throws: a usage error if only a request would tell.
  func cachedID(of reference: UnresolvedCall.NameReference, isSoughtEverywhere: Bool) throws(TTError) -> Int {
    let isEntry = reference.entry != nil || EntryReference(reference.word) != nil
    if !isEntry, !reference.isName, let id = Int(reference.word), id > 0 { return id }
    if !isEntry, isSoughtEverywhere {
      let items = NameCache(folder: try session.cache()).read(reference.kind)
      let found = items.filter { $0.name.isIdentical(to: reference.word) }
      if found.count == 1 { return found[0].id }
    }
    let what = reference.entry == nil ? reference.word.inQuotes : "the entry to continue"
    throw .usage(
      "tt \(session.arguments.command.name) --dry-run: cannot resolve \(what) without sending a request",
      hint: "use the ID")
  }
}

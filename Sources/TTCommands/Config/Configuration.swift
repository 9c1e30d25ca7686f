import Basics

/// What a run reads of its surroundings, read when it is first needed and then kept: one run sees one state of it.
final class Configuration {
  private let context: Context
  private var knownFolders: Folders?
  private var knownCache: CacheFolder?
  private var knownSettings: Settings?
  private var knownZone: TimeZone?

  init(_ context: Context) { self.context = context }

  /// Where tt keeps its files.
  func folders() throws(TTError) -> Folders {
    if let knownFolders { return knownFolders }
    let folders = try Folders(context)
    knownFolders = folders
    return folders
  }

  /// The cache folder.
  func cache() throws(TTError) -> CacheFolder {
    if let knownCache { return knownCache }
    let cache = CacheFolder(path: try folders().cache)
    knownCache = cache
    return cache
  }

  /// What `config.json` says.
  func settings() throws(TTError) -> Settings {
    if let knownSettings { return knownSettings }
    var settings = try Settings.read(try folders().config + "/config.json")
    if let grant = context.lockedGrant { try settings.lock(to: grant) }
    knownSettings = settings
    return settings
  }

  /// The machine's zone: `TZ`, else the system's, else UTC.
  func zone() throws(TTError) -> TimeZone {
    if let knownZone { return knownZone }
    let zone = try context.zone()
    knownZone = zone
    return zone
  }
}

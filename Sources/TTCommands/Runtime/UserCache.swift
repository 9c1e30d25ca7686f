import Basics
import TrackingTime

/// Caches the current user: the ID, which the service requires in many requests, and the workspaces, so that most commands
/// need a single request.
struct UserCache {
  let folder: CacheFolder
  let base: BaseURL

  private static let file = "user.json"

  func read(_ credentials: Credentials) -> CurrentUser? {
    guard let file = folder.readJSON(Self.file), file["for"]?.string == key(credentials) else { return nil }
    return CurrentUser(file["user"] ?? .null)
  }

  func write(_ user: CurrentUser, _ credentials: Credentials) {
    let file: JSONValue = ["for": .string(key(credentials)), "user": user.json]
    folder.write(Self.file, file.compact + "\n")
  }

  /// Removes the cached user.
  static func invalidate(_ folder: CacheFolder) { folder.remove(file) }

  private func key(_ credentials: Credentials) -> String {
    CacheFolder.key([base.text, credentials.authorization])
  }
}

import Basics
import TrackingTime

/// Remembers who the caller is: the user's number, which the service wants spelt out, and the workspaces, so that most
/// commands need one request.
struct UserCache {
  let folder: CacheFolder
  let base: BaseURL

  private static let file = "user.json"

  func read(_ credentials: Credentials) -> CurrentUser? {
    guard let file = folder.readJSON(Self.file), file["for"]?.string == key(credentials) else { return nil }
    return CurrentUser(file["user"] ?? .null)
  }

  func write(_ caller: CurrentUser, _ credentials: Credentials) {
    let file: JSONValue = ["for": .string(key(credentials)), "user": caller.json]
    folder.write(Self.file, file.compact + "\n")
  }

  /// Forgets whoever was remembered.
  static func forget(_ folder: CacheFolder) { folder.remove(file) }

  private func key(_ credentials: Credentials) -> String {
    CacheFolder.key([base.text, credentials.authorization])
  }
}

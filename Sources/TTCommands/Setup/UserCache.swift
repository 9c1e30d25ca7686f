import Basics
import TrackingTime

/// Remembers the caller's user number, which the service wants spelt out, so that most commands need one request.
///
/// The file names the credentials by 24 bits of a hash over them and the address: enough to notice a change, too few to
/// find a password by.
struct UserCache {
  let folder: String
  let base: BaseURL

  private var path: String { Self.path(folder) }
  private static func path(_ folder: String) -> String { folder + "/user.json" }

  func read(_ credentials: Credentials) -> Int? {
    guard let bytes = try? Files.read(path, limit: 4096), let file = try? JSONValue.parse(bytes),
      file["for"]?.string == key(credentials), let id = file["user_id"]?.int, id > 0
    else { return nil }
    return id
  }

  /// Best effort: a cache that cannot be written costs a request, nothing more.
  func write(_ id: Int, _ credentials: Credentials) {
    let file: JSONValue = ["for": .string(key(credentials)), "user_id": JSONValue(id)]
    try? Files.makeFolder(folder)
    guard (try? FolderLock(folder)) != nil else { return }
    try? Files.replace(path, with: Array((file.compact + "\n").utf8))
  }

  /// Forgets whoever was remembered in a folder.
  static func forget(_ folder: String) { unlink(path(folder)) }

  private func key(_ credentials: Credentials) -> String {
    String(SHA256.hex((base.text + "\n" + credentials.authorization).utf8).prefix(6))
  }
}

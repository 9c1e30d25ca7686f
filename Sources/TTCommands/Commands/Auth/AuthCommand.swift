import Basics
import TrackingTime

/// What the `tt auth` commands share.
enum AuthCommand {
  /// Removes what is cached about the user who was logged in.
  static func forgetUser(_ folders: Folders) {
    let cache = CacheFolder(path: folders.cache)
    UserCache.invalidate(cache)
    TimerCache.invalidate(cache)
  }

  /// The kind of a secret: the word in JSON output, and the phrase for text.
  static func method(_ secret: Credentials.Secret?) -> (word: String, text: String) {
    switch secret {
    case .account(let email, _)?: ("password", "password of \(email)")
    case .appPassword?, nil: ("app_password", "app password")
    }
  }

  /// The ID, name and e-mail address from an answer to get_me.
  static func user(_ me: JSONValue) -> JSONObject {
    var user = JSONObject()
    let name = [me["name"], me["surname"]].compactMap { $0?.string }.filter { !$0.isEmpty }.joined(separator: " ")
    user["id"] = me["id"]
    user["name"] = .string(name)
    user["email"] = me["email"]
    return user
  }

  /// A user as text: `Ada Example (ada@example.test)`.
  static func title(_ user: JSONObject) -> String {
    let name = user["name"]?.string ?? ""
    guard let email = user["email"]?.string else { return name }
    return name.isEmpty ? email : "\(name) (\(email))"
  }
}

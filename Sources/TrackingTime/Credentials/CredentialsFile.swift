import Basics

/// `credentials.json`, written by `tt auth login` and readable by its owner only.
public struct CredentialsFile: Sendable {
  /// The file's path.
  public let path: String
  private let folder: String

  /// The credentials file in a configuration folder.
  public init(folder: String) {
    self.folder = folder
    path = folder + "/credentials.json"
  }

  /// True if the file exists, readable or not.
  public var exists: Bool { Files.status(path) != nil }

  /// Reads the file; nil if it does not exist.
  ///
  /// - Throws: `config` if it is invalid or readable by group or others.
  public func read() throws(TTError) -> Credentials? { try content().map { Credentials($0.secret, source: path) } }

  /// The host the credentials were kept for; nil if the file does not tell or does not exist.
  public func host() throws(TTError) -> String? { try content()?.host }

  private func content() throws(TTError) -> (secret: Credentials.Secret, host: String?)? {
    try SecretFile.checkMode(path)
    guard let bytes = try SecretFile.read(path) else { return nil }
    if var file = (try? JSONValue.parse(bytes))?.object {
      let host = file["host"]
      file["host"] = nil
      if let secret = Self.secret(file), host == nil || host?.string?.isEmpty == false { return (secret, host?.string) }
    }
    throw .config(
      "\(path) is not a valid credentials file",
      hint: #"expected {"app_password": "…"} or {"email": "…", "password": "…"}"#)
  }

  private static func secret(_ file: JSONObject) -> Credentials.Secret? {
    if file.count == 1, let password = file["app_password"]?.string, !password.isEmpty { return .appPassword(password) }
    if file.count == 2, let email = file["email"]?.string, let password = file["password"]?.string,
      !email.isEmpty, !password.isEmpty
    {
      return .account(email: email, password: password)
    }
    return nil
  }

  /// Replaces the file, with mode 0600, creating its folder with mode 0700 if it is missing.
  ///
  /// - Parameter host: the only host the credentials are sent to.
  /// - Returns: false if the file already had this content.
  public func write(_ secret: Credentials.Secret, for host: String) throws(TTError) -> Bool {
    if let current = try? content(), current.secret == secret, current.host == host { return false }
    let content: JSONValue =
      switch secret {
      case .appPassword(let password): ["app_password": .string(password), "host": .string(host)]
      case .account(let email, let password):
        ["email": .string(email), "password": .string(password), "host": .string(host)]
      }
    do throws(SystemError) {
      let lock = try FolderLock(making: folder)
      defer { withExtendedLifetime(lock) {} }
      // A link is followed, so that no other file keeps the old password.
      try Files.writeAtomically(Files.resolved(path) ?? path, with: Array((content.pretty + "\n").utf8))
    } catch {
      let obstacle = Files.obstacle(to: folder, error)
      if obstacle.unlocking != nil || obstacle.correctable != nil {
        var error = TTError.config("nothing was saved: the config folder " + obstacle.text)
        error.remedy = obstacle.unlocking
        throw error
      }
      throw .config("\(path) cannot be written: \(error.reason)", hint: "nothing was saved")
    }
    return true
  }

  /// Removes the file.
  ///
  /// - Returns: false if it did not exist.
  public func remove() throws(TTError) -> Bool {
    if unlink(path) == 0 { return true }
    let failure = SystemError(path)
    if failure.code == ENOENT || failure.code == ENOTDIR { return false }
    throw .config("\(path) cannot be removed: \(failure.reason)")
  }
}

/// Files that contain passwords.
enum SecretFile {
  /// The content; nil if the file does not exist.
  static func read(_ path: String) throws(TTError) -> [UInt8]? {
    do throws(SystemError) {
      return try Files.read(path, limit: 1 << 20)
    } catch {
      throw .config("\(path) cannot be read: \(error.reason)")
    }
  }

  /// Rejects a file that group or others can read.
  static func checkMode(_ path: String) throws(TTError) {
    if let status = Files.status(path), !status.isFolder, status.mode & 0o077 != 0 {
      throw .config("\(path) is readable by others", hint: "chmod 600 '\(path)'")
    }
  }
}

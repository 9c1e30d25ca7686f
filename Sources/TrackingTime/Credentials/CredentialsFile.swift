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
  public func read() throws(TTError) -> Credentials? {
    try SecretFile.checkMode(path)
    guard let bytes = try SecretFile.read(path) else { return nil }
    let file = (try? JSONValue.parse(bytes))?.object
    if let file, file.count == 1, let password = file["app_password"]?.string, !password.isEmpty {
      return Credentials(.appPassword(password), source: path)
    }
    if let file, file.count == 2, let email = file["email"]?.string, let password = file["password"]?.string,
      !email.isEmpty, !password.isEmpty
    {
      return Credentials(.account(email: email, password: password), source: path)
    }
    throw .config(
      "\(path) is not a valid credentials file",
      hint: #"expected {"app_password": "…"} or {"email": "…", "password": "…"}"#)
  }

  /// Replaces the file, with mode 0600, creating its folder with mode 0700 if it is missing.
  ///
  /// - Returns: false if the file already had this content.
  public func write(_ secret: Credentials.Secret) throws(TTError) -> Bool {
    if let current = try? read(), current.secret == secret { return false }
    let content: JSONValue =
      switch secret {
      case .appPassword(let password): ["app_password": .string(password)]
      case .account(let email, let password): ["email": .string(email), "password": .string(password)]
      }
    do throws(SystemError) {
      try Files.makeFolder(folder)
      let lock = try FolderLock(folder)
      defer { withExtendedLifetime(lock) {} }
      try Files.writeAtomically(path, with: Array((content.pretty + "\n").utf8))
    } catch {
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
    if let status = Files.status(path), status.mode & 0o077 != 0 {
      throw .config("\(path) is readable by others", hint: "chmod 600 '\(path)'")
    }
  }
}

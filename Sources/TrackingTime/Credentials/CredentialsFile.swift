import Basics

/// `credentials.json`: what `tt auth login` keeps, readable by nobody else.
public struct CredentialsFile: Sendable {
  /// The file's path.
  public let path: String
  private let folder: String

  /// The credentials file in a configuration folder.
  public init(folder: String) {
    self.folder = folder
    path = folder + "/credentials.json"
  }

  /// True when there is such a file, readable or not.
  public var exists: Bool { Files.status(path) != nil }

  /// Reads the file; nil when there is none.
  ///
  /// - Throws: `config` when it is invalid, or when group or others can read it.
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
      "\(path) is not understood",
      hint: #"expected {"app_password": "…"} or {"email": "…", "password": "…"}"#)
  }

  /// Replaces the file, 0600, in a folder that is made 0700 when it is missing.
  ///
  /// - Returns: false when it held the same before.
  public func write(_ secret: Credentials.Secret) throws(TTError) -> Bool {
    if let known = try? read(), known.secret == secret { return false }
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
  /// - Returns: false when there was none.
  public func remove() throws(TTError) -> Bool {
    if unlink(path) == 0 { return true }
    let failure = SystemError(path)
    if failure.code == ENOENT || failure.code == ENOTDIR { return false }
    throw .config("\(path) cannot be removed: \(failure.reason)")
  }
}

/// Files that hold passwords.
enum SecretFile {
  /// The content, or nil when there is no such file.
  static func read(_ path: String) throws(TTError) -> [UInt8]? {
    do throws(SystemError) {
      return try Files.read(path, limit: 1 << 20)
    } catch {
      throw .config("\(path) cannot be read: \(error.reason)")
    }
  }

  /// Refuses a file that group or others can read.
  static func checkMode(_ path: String) throws(TTError) {
    if let status = Files.status(path), status.mode & 0o077 != 0 {
      throw .config("\(path) can be read by others", hint: "chmod 600 '\(path)'")
    }
  }
}

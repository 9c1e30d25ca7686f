import Basics

/// What the configuration says of one grant.
public struct GrantSettings: Sendable, Equatable {
  /// The grant's policy file; relative paths are relative to the configuration folder.
  public var policy: String?
  /// Whether the policy is enforced.
  public var enforce: Bool

  /// Settings of a grant.
  public init(policy: String? = nil, enforce: Bool = true) {
    self.policy = policy
    self.enforce = enforce
  }
}

/// The policy of a grant, as it was found.
public struct LoadedPolicy: Sendable {
  /// Nil when no policy is attached: every call is denied.
  public var document: PolicyDocument?
  /// Where it came from: a file's path, `built-in`, or `none`.
  public var origin: String
  /// The file's content, for the places of findings in it; empty when it came from no file.
  public var bytes: [UInt8] = []

  /// What the audit log and approvals know the policy by.
  public var fingerprint: String { document?.fingerprint ?? "none" }
}

/// Knows where the policy of a grant is kept, and reads it when a call has to be judged.
public struct PolicySource: Sendable {
  /// The identity calls are made under.
  public let grant: String
  /// A file named by `--policy` or `TT_POLICY`: it takes the place of the configured one and must exist.
  public let override: String?
  /// The folder of `config.json` and `policy.json`.
  public var configFolder: String
  /// The grants of `config.json`.
  public var grants: [String: GrantSettings]
  /// What holds for the grant `default` without a policy file.
  private let builtIn: @Sendable () -> PolicyDocument
  /// The policy once it was read: one run sees one state of it.
  private let loaded = Guarded<LoadedPolicy?>(nil)

  /// The grant that is used when none is named.
  public static let defaultGrant = "default"

  /// Describes where to look; nothing is read yet.
  public init(
    grant: String, override: String?, configFolder: String, grants: [String: GrantSettings],
    builtIn: @escaping @autoclosure @Sendable () -> PolicyDocument
  ) {
    self.grant = grant
    self.override = override
    self.configFolder = configFolder
    self.grants = grants
    self.builtIn = builtIn
  }

  /// True for names a grant can have: 1 to 64 of letters, digits, `.`, `_`, `-`, beginning with a letter or digit.
  public static func isGrantName(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    func isWord(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
    return (1...64).contains(bytes.count) && isWord(bytes[0])
      && bytes.allSatisfy { isWord($0) || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D }
  }

  /// The same for another configured grant.
  public func forGrant(_ name: String) -> PolicySource {
    PolicySource(grant: name, override: nil, configFolder: configFolder, grants: grants, builtIn: builtIn())
  }

  /// The same with a file in place of the configured one.
  public func overridden(by path: String) -> PolicySource {
    PolicySource(grant: grant, override: path, configFolder: configFolder, grants: grants, builtIn: builtIn())
  }

  /// The grant's policy, read once. An invalid or missing file is a `config` error: the gate fails closed.
  ///
  /// - Parameter rereading: reads it anew, since a while has passed.
  public func load(rereading: Bool = false) throws(TTError) -> LoadedPolicy {
    if !rereading, let known = loaded.with({ $0 }) { return known }
    let policy = try read()
    loaded.with { $0 = policy }
    return policy
  }

  private func read() throws(TTError) -> LoadedPolicy {
    if let override { return try read(override) }
    if let configured = grants[grant]?.policy {
      return try read(configured.hasPrefix("/") ? configured : configFolder + "/" + configured)
    }
    guard grant == Self.defaultGrant else { return LoadedPolicy(document: nil, origin: "none") }
    let path = configFolder + "/policy.json"
    guard let bytes = try bytes(path) else { return LoadedPolicy(document: builtIn(), origin: "built-in") }
    return try Self.parse(bytes, path)
  }

  private func read(_ path: String) throws(TTError) -> LoadedPolicy {
    guard let bytes = try bytes(path) else {
      throw .config("the policy file \(path) does not exist", remedy: .providePolicyFile)
    }
    return try Self.parse(bytes, path)
  }

  private func bytes(_ path: String) throws(TTError) -> [UInt8]? {
    do throws(SystemError) {
      return try Files.read(path, limit: 4 << 20)
    } catch {
      throw .config("the policy file \(path) cannot be read: \(error.reason)", hint: "all calls are refused without it")
    }
  }

  /// Reads a policy from bytes; `path` is the name in errors.
  public static func parse(_ bytes: [UInt8], _ path: String) throws(TTError) -> LoadedPolicy {
    do throws(InvalidPolicy) {
      return LoadedPolicy(document: try PolicyDocument(reading: bytes), origin: path, bytes: bytes)
    } catch {
      throw error.asError(path)
    }
  }
}

extension InvalidPolicy {
  /// One error for the file: the first problem in the message, the others as details.
  public func asError(_ path: String) -> TTError {
    var error = TTError.config(
      "invalid policy \(path):" + (problems.first?.text ?? ""), hint: "all calls are refused until it is fixed")
    error.details = problems.dropFirst().map { path + ":" + $0.text }
    return error
  }
}

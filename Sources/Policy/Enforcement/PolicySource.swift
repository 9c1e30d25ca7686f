import Basics

/// The configuration of one grant.
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

/// The policy of a grant, as loaded.
public struct LoadedPolicy: Sendable {
  /// Nil if the grant has no policy: every call is denied.
  public var document: PolicyDocument?
  /// Where it came from: a file's path, `built-in`, or `none`.
  public var origin: String
  /// The file's content, for locating diagnostics; empty if the policy did not come from a file.
  public var bytes: [UInt8] = []

  /// True for the policy that applies where there is no file.
  public var isBuiltIn: Bool { bytes.isEmpty && document != nil }

  /// Identifies the policy in the audit log and in approvals.
  public var fingerprint: String { document?.fingerprint ?? "none" }
}

/// Locates the policy of a grant and reads it when a call is evaluated.
public struct PolicySource: Sendable {
  /// The identity calls are made under.
  public let grant: String
  /// A file given by `--policy` or `TT_POLICY`, which replaces the configured one and must exist.
  public let override: String?
  /// How long to wait if that file is a pipe.
  private let patience: Patience
  /// The folder of `config.json` and `policy.json`.
  public var configFolder: String
  /// The grants of `config.json`.
  public var grants: [String: GrantSettings]
  /// The policy of the grant `default` if no policy file exists.
  private let builtIn: @Sendable () -> PolicyDocument
  /// The policy once read: one run sees a single version of it.
  private let loaded = Guarded<LoadedPolicy?>(nil)

  /// The grant used if none is given.
  public static let defaultGrant = "default"

  /// Describes where to look. Reads nothing yet.
  public init(
    grant: String, override: String?, patience: Patience = .standard, configFolder: String,
    grants: [String: GrantSettings],
    builtIn: @escaping @autoclosure @Sendable () -> PolicyDocument
  ) {
    self.grant = grant
    self.override = override
    self.patience = patience
    self.configFolder = configFolder
    self.grants = grants
    self.builtIn = builtIn
  }

  /// True for a valid grant name: 1 to 64 letters, digits, `.`, `_` or `-`, starting with a letter or digit.
  public static func isGrantName(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    func isWord(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
    return (1...64).contains(bytes.count) && isWord(bytes[0])
      && bytes.allSatisfy { isWord($0) || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D }
  }

  /// False in shadow mode: denials are recorded, but calls proceed.
  /// A grant without a policy is always enforced: all its calls are denied.
  public var isEnforced: Bool {
    guard let settings = grants[grant] else { return true }
    return settings.enforce || (settings.policy == nil && grant != Self.defaultGrant)
  }

  /// The source of another configured grant's policy.
  public func forGrant(_ name: String) -> PolicySource {
    PolicySource(grant: name, override: nil, configFolder: configFolder, grants: grants, builtIn: builtIn())
  }

  /// This source with a file in place of the configured one.
  public func overridden(by path: String) -> PolicySource {
    PolicySource(
      grant: grant, override: path, patience: patience, configFolder: configFolder, grants: grants, builtIn: builtIn())
  }

  /// The grant's policy, read once. An invalid or missing file is a `config` error, so the gate fails closed.
  ///
  /// - Parameter rereading: true reads the file again.
  public func load(rereading: Bool = false) throws(TTError) -> LoadedPolicy {
    if !rereading, let known = loaded.with({ $0 }) { return known }
    let policy = try read()
    loaded.with { $0 = policy }
    return policy
  }

  private func read() throws(TTError) -> LoadedPolicy {
    if let override { return try read(override, pipes: patience) }
    if let configured = grants[grant]?.policy {
      return try read(configured.hasPrefix("/") ? configured : configFolder + "/" + configured)
    }
    guard grant == Self.defaultGrant else { return LoadedPolicy(document: nil, origin: "none") }
    let path = configFolder + "/policy.json"
    guard let bytes = try bytes(path) else { return LoadedPolicy(document: builtIn(), origin: "built-in") }
    return try Self.parse(bytes, path)
  }

  private func read(_ path: String, pipes: Patience? = nil) throws(TTError) -> LoadedPolicy {
    guard let bytes = try bytes(path, pipes: pipes) else {
      throw .config("the policy file \(path) does not exist", remedy: .providePolicyFile)
    }
    return try Self.parse(bytes, path)
  }

  private func bytes(_ path: String, pipes: Patience? = nil) throws(TTError) -> [UInt8]? {
    do throws(SystemError) {
      return try Files.read(path, pipes: pipes, limit: 4 << 20)
    } catch {
      throw .config("the policy file \(path) cannot be read: \(error.reason)", hint: "all calls are refused without it")
    }
  }

  /// Reads a policy from bytes; errors refer to it as `path`.
  public static func parse(_ bytes: [UInt8], _ path: String) throws(TTError) -> LoadedPolicy {
    do throws(InvalidPolicy) {
      return LoadedPolicy(document: try PolicyDocument(reading: bytes), origin: path, bytes: bytes)
    } catch {
      throw error.asError(path)
    }
  }
}

extension InvalidPolicy {
  /// One error for the file: the first problem is the message, the others are details.
  public func asError(_ path: String) -> TTError {
    var error = TTError.config(
      "invalid policy \(path):" + (problems.first?.text ?? ""), hint: "all calls are refused until it is fixed")
    error.details = problems.dropFirst().map { path + ":" + $0.text }
    return error
  }
}

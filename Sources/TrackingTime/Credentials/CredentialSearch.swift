import Basics

/// Looks for credentials in the environment, the configured program, `credentials.json` and `~/.netrc`, in this order. The
/// first source that has some is used; later ones are not read.
public struct CredentialSearch {
  /// What the source in use provides.
  public enum CredentialSource {
    /// Credentials.
    case credentials(Credentials)
    /// A program that prints the app password. It runs when this is called.
    case command(() throws(TTError) -> String)

    /// The source's name.
    public var source: String {
      if case .credentials(let found) = self { found.source } else { CredentialSearch.commandSource }
    }

    /// The secret, if it is known without running a program.
    public var secret: Credentials.Secret? {
      if case .credentials(let found) = self { found.secret } else { nil }
    }
  }

  /// The name of the source for the configured program.
  public static let commandSource = "password_command"

  /// The environment variables.
  public var environment: Environment
  /// `credentials.json`.
  public var file: CredentialsFile
  /// The service's host, for `.netrc`.
  public var host: String
  /// The service's host and port. Credentials that were kept for another one are not sent to it.
  public var authority: String
  /// Where credentials belong that were kept without it: the program's, and those of an old `credentials.json`.
  public var homeAuthority: String
  /// Runs the configured program; nil if none is configured.
  public var command: (() throws(TTError) -> String)?

  /// Creates a search. Nothing is read or run yet.
  public init(
    environment: Environment, file: CredentialsFile, host: String, authority: String? = nil,
    homeAuthority: String? = nil,
    command: (() throws(TTError) -> String)? = nil
  ) {
    self.environment = environment
    self.file = file
    self.host = host
    self.authority = authority ?? host
    self.homeAuthority = homeAuthority ?? self.authority
    self.command = command
  }

  /// The credentials of the first source that has some.
  ///
  /// - Throws: `auth` if there are none for this host or the program fails; `config` if a file is invalid or readable by others.
  public func find() throws(TTError) -> Credentials {
    switch try first() {
    case .credentials(let credentials): credentials
    case .command(let run): Credentials(.appPassword(try run()), source: Self.commandSource)
    }
  }

  /// The first source that has credentials. Runs no program.
  public func first() throws(TTError) -> CredentialSource {
    if let found = fromEnvironment {
      if case .account(let email, _) = found.secret, email.utf8.contains(UInt8(ascii: ":")) {
        throw TTError(.auth, "TT_EMAIL contains a colon, which HTTP Basic does not allow", remedy: .logIn)
      }
      return .credentials(found)
    }
    if let command {
      try check(homeAuthority, of: "the password_command")
      return .command(command)
    }
    if let found = try file.read() {
      try check(try file.host() ?? homeAuthority, of: file.path)
      return .credentials(found)
    }
    if let found = try fromNetrc() { return .credentials(found) }
    throw TTError(.auth, "no credentials", remedy: .logIn)
  }

  private func check(_ owner: String, of source: String) throws(TTError) {
    guard owner.isIdentical(to: authority) else {
      throw TTError(
        .auth, "no credentials for \(authority): those of \(source) are for \(owner) and are sent nowhere else",
        remedy: .logIn)
    }
  }

  /// The names of all sources that have credentials, the one in use first.
  public var sources: [String] {
    var names: [String] = []
    if let found = fromEnvironment { names.append(found.source) }
    if command != nil { names.append(Self.commandSource) }
    if file.exists { names.append(file.path) }
    if let netrc, let bytes = try? Files.read(netrc), Netrc.secret(for: host, in: bytes) != nil { names.append(netrc) }
    return names
  }

  private var fromEnvironment: Credentials? {
    if let password = variable("TT_APP_PASSWORD") {
      return Credentials(.appPassword(password), source: "TT_APP_PASSWORD")
    }
    guard let email = variable("TT_EMAIL"), let password = variable("TT_PASSWORD") else { return nil }
    return Credentials(.account(email: email, password: password), source: "TT_EMAIL and TT_PASSWORD")
  }

  private var netrc: String? {
    guard let home = variable("HOME"), home.hasPrefix("/") else { return nil }
    return home + "/.netrc"
  }

  private func fromNetrc() throws(TTError) -> Credentials? {
    guard let path = netrc, let bytes = try SecretFile.read(path),
      let secret = Netrc.secret(for: host, in: bytes)
    else { return nil }
    // Only a file that provides the password has to be private; other passwords are not tt's concern.
    try SecretFile.checkMode(path)
    return Credentials(secret, source: path)
  }

  private func variable(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}

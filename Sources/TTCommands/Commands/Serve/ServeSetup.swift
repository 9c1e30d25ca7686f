import Basics

/// What `tt serve --setup` prints.
struct ServeSetup {
  private let arguments: Arguments
  private let session: Session
  private let grant: String

  init(_ arguments: Arguments, _ session: Session, _ grant: String) {
    self.arguments = arguments
    self.session = session
    self.grant = grant
  }

  /// The line for `authorized_keys`.
  func ssh() throws(TTError) -> Output {
    try refuse(["user"], for: "ssh")
    guard let file = arguments.value("key") else {
      throw .usage("tt serve --setup ssh: missing --key", hint: "for example: --key ~/.ssh/id_ed25519.pub")
    }
    let options = "restrict,\(arguments.has("pty") ? "pty," : "")command=\"\(try commandLine())\""
    return output([options + " " + (try key(file))])
  }

  /// The file for `sudoers.d`.
  func sudo() throws(TTError) -> Output {
    try refuse(["key", "pty"], for: "sudo")
    guard let user = arguments.value("user") else {
      throw .usage("tt serve --setup sudo: missing --user", hint: "the account of the agent")
    }
    guard Self.isAccountName(user) else {
      throw .invalidValue(user, for: "--user", expected: "the name of an account, such as agent")
    }
    guard let account = session.context.accountName(), account != "root", Self.isAccountName(account) else {
      throw .usage(
        "tt serve --setup sudo: the rule would be for this account, which has to be the gate's",
        hint: "run it as that: sudo -u tt tt serve --setup sudo …")
    }
    if user == account {
      throw .usage("--user \(user): the agent's account and the gate's are the same", hint: "see tt-gate(7)")
    }
    let line = try commandLine()
    return output([
      "# /etc/sudoers.d/tt-\(user), mode 0440. Check it with: visudo -cf FILE",
      "Defaults!\(try program()) env_reset, always_set_home, !setenv",
      "\(user) ALL = (\(account)) NOPASSWD: \(line), \(line) -- *",
    ])
  }

  private func output(_ lines: [String]) -> Output {
    Output(value: ["lines": .array(lines.map { .string($0) })], view: .lines(lines))
  }

  private func refuse(_ flags: [String], for setup: String) throws(TTError) {
    for flag in flags where arguments.value(flag) != nil { throw .cannotCombine("--setup \(setup)", with: "--\(flag)") }
  }

  private func commandLine() throws(TTError) -> String { try program() + " serve --grant " + grant }

  /// The path of this program, which neither a shell, sshd nor sudo may read as anything else.
  private func program() throws(TTError) -> String {
    guard let path = session.context.programPath(), path.hasPrefix("/") else {
      throw .config("the path of the running program is unknown")
    }
    guard path.utf8.allSatisfy({ Self.isLetterOrDigit($0) || "/._+-".utf8.contains($0) }) else {
      throw .usage(
        "the path \(path.inQuotes) cannot be written safely into files of sshd and sudo",
        hint: "install tt at a path of letters, digits and . _ + -")
    }
    return path
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// True for a name that sudoers cannot take for an alias, a list, or `ALL`.
  private static func isAccountName(_ name: String) -> Bool {
    guard let first = name.utf8.first, name.utf8.count <= 32 else { return false }
    let isLower = { (byte: UInt8) in (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_") }
    return isLower(first)
      && name.utf8.allSatisfy { isLower($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
  }

  /// The one public key of a file, without options. What is wrong with a file that has none is not quoted: it may be a
  /// private key.
  private func key(_ file: String) throws(TTError) -> String {
    let bytes: [UInt8]?
    do throws(SystemError) {
      bytes = file == "-" ? try session.context.readInput() : try Files.read(file, limit: 64 << 10)
    } catch {
      throw .usage("--key: cannot read \(file): \(error.reason)")
    }
    guard let bytes else { throw .usage("--key: \(file) does not exist") }
    let lines = (String(validating: bytes, as: UTF8.self) ?? "\u{FFFD}").split(whereSeparator: \.isNewline)
      .map { String($0.drop { $0 == " " || $0 == "\t" }) }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
    guard lines.count == 1, Self.isPublicKey(lines[0]) else {
      throw .usage(
        "--key: \(file) is not exactly one public key without options",
        hint: "one line, such as: ssh-ed25519 AAAA… NAME")
    }
    return lines[0]
  }

  private static func isPublicKey(_ line: String) -> Bool {
    let parts = line.split(separator: " ", omittingEmptySubsequences: true)
    guard parts.count >= 2,
      line.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F && $0 != "\u{FFFD}" }),
      types.contains(String(parts[0]))
    else { return false }
    let body = parts[1].utf8
    return parts[1].hasPrefix("AAAA") && body.count >= 40
      && body.allSatisfy { isLetterOrDigit($0) || "+/=".utf8.contains($0) }
  }

  private static let types = [
    "ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
  ]
}

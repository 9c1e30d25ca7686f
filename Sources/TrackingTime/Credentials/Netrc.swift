import Basics

/// Reads `.netrc`, the password file of ftp, curl and git.
///
/// Words are separated by blanks or enclosed in double quotes, where a backslash escapes the next character (`\n`, `\r`
/// and `\t` are control characters). `#` in place of a keyword starts a comment. Macros are skipped.
struct Netrc {
  /// The entry of one machine; `machine` is nil for the `default` entry.
  private struct Entry {
    var machine: String?
    var login: String?
    var password: String?
  }

  private let bytes: [UInt8]
  private var position = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The secret for a host: from its first entry, else from the `default` entry. An entry without a login or a password has
  /// no secret, but still takes precedence over the `default` entry.
  static func secret(for host: String, in bytes: [UInt8]) -> Credentials.Secret? {
    var reader = Netrc(bytes)
    let entries = reader.entries()
    let found = entries.first { $0.machine?.lowercased() == host.lowercased() } ?? entries.first { $0.machine == nil }
    guard let login = found?.login, let password = found?.password, !login.isEmpty, !password.isEmpty else {
      return nil
    }
    return login == "API_TOKEN" ? .appPassword(password) : .account(email: login, password: password)
  }

  private mutating func entries() -> [Entry] {
    var entries: [Entry] = []
    while let keyword = word(allowComment: true) {
      switch keyword {
      case "machine": entries.append(Entry(machine: word() ?? ""))
      case "default": entries.append(Entry())
      case "login": set(\.login, in: &entries)
      case "password": set(\.password, in: &entries)
      case "account": _ = word()
      case "macdef": skipMacro()
      default: break
      }
    }
    return entries
  }

  private mutating func set(_ member: WritableKeyPath<Entry, String?>, in entries: inout [Entry]) {
    let value = word()
    guard let last = entries.indices.last else { return }
    entries[last][keyPath: member] = value
  }

  private mutating func word(allowComment: Bool = false) -> String? {
    skipBlanks()
    while allowComment, position < bytes.count, bytes[position] == UInt8(ascii: "#") {
      while position < bytes.count, bytes[position] != 0x0A { position += 1 }
      skipBlanks()
    }
    guard position < bytes.count else { return nil }
    if bytes[position] == UInt8(ascii: "\"") { return quoted() }
    let start = position
    while position < bytes.count, !Self.isBlank(bytes[position]) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func quoted() -> String {
    var text: [UInt8] = []
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count {
        position += 1
        text.append(Self.escaped[bytes[position]] ?? bytes[position])
      } else {
        text.append(bytes[position])
      }
      position += 1
    }
    position += 1
    return String(decoding: text, as: UTF8.self)
  }

  private static let escaped: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
  ]

  /// A macro ends at the next empty line.
  private mutating func skipMacro() {
    var lineIsEmpty = false
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == 0x0A {
        if lineIsEmpty { return }
        lineIsEmpty = true
      } else if byte != 0x0D {
        lineIsEmpty = false
      }
    }
  }

  private mutating func skipBlanks() {
    while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }
}

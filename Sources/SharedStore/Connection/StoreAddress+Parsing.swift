import Basics

extension StoreAddress {
  /// The forms of an address, for messages and help.
  public static let form = "postgresql://USER@HOST/DATABASE, without a password, or service=NAME"

  /// What is wrong with the form of an address; nil if nothing is. Never repeats the address, which may have a password.
  public static func problem(with text: String) -> String? {
    if serviceName(text) != nil { return nil }
    do throws(Problem) {
      _ = try URLParts(text)
      return nil
    } catch {
      return error.text
    }
  }

  /// Reads an address.
  ///
  /// - Parameters:
  ///   - source: what names it, for messages: `TT_STORE` or `the setting store`.
  ///   - services: the service files, of which the first that has the entry counts.
  /// - Throws: `.config` if the form is wrong, the entry does not exist, or host or database are missing.
  public init(_ text: String, from source: String, services: [String] = []) throws(TTError) {
    if let name = Self.serviceName(text) {
      try self.init(service: name, from: source, files: services)
      return
    }
    do throws(Problem) {
      let parts = try URLParts(text)
      self.init(hosts: parts.hosts, database: parts.database, user: parts.user, options: parts.options)
    } catch {
      throw .config("\(source) is invalid: \(error.text)", hint: "a store is given as " + Self.form)
    }
    try checkSecurity()
  }

  /// The name of a service; nil for anything but `service=NAME`.
  private static func serviceName(_ text: String) -> String? {
    guard text.hasPrefix("service=") else { return nil }
    let name = text.dropFirst(8)
    return name.isEmpty || name.utf8.contains { $0 <= 0x20 || $0 == 0x7F } ? nil : String(name)
  }

  /// Why an address is refused.
  struct Problem: Error {
    var text: String
    static let password = Problem(text: "the password is not kept here: use store_password_command or PGPASSFILE")
    static let host = Problem(text: "it names no host")
    static let database = Problem(text: "it names no database")
  }

  /// Reads `HOST[:PORT]` or `[IPV6][:PORT]`.
  static func host(_ text: String) throws(Problem) -> Host {
    var name = text[...]
    var port: Substring?
    if text.hasPrefix("["), let end = text.lastIndex(of: "]") {
      name = text[text.index(after: text.startIndex)..<end]
      let rest = text[text.index(after: end)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { throw Problem(text: "a host in it is not understood") }
      port = rest.isEmpty ? nil : rest.dropFirst()
    } else if let colon = text.lastIndex(of: ":") {
      (name, port) = (text[..<colon], text[text.index(after: colon)...])
    }
    let decoded = try decode(name)
    if decoded.isEmpty { throw .host }
    // An IPv6 address without brackets could be read in two ways.
    if name.contains(where: { "[]".contains($0) || $0 == ":" && !text.hasPrefix("[") }) {
      throw Problem(text: "a host in it is not understood")
    }
    return Host(name: decoded, port: try port.map { text throws(Problem) in try Self.port(String(text)) })
  }

  /// Reads a port.
  static func port(_ text: String) throws(Problem) -> Int {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(text), port > 0 else {
      throw Problem(text: "a port is a number from 1 to 65535")
    }
    return Int(port)
  }

  /// Replaces the percent-encoded bytes of a part of a URL.
  static func decode(_ text: Substring) throws(Problem) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      guard digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit), let value = UInt8(digits, radix: 16) else {
        throw Problem(text: "a % in it is not followed by two hexadecimal digits")
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F })
    else {
      throw Problem(text: "it has characters that cannot be in an address")
    }
    return text
  }
}

/// The parts of a URL that says where a store is.
private struct URLParts {
  var hosts: [StoreAddress.Host]
  var database: String
  var user: String?
  var options: [String: String] = [:]

  init(_ text: String) throws(StoreAddress.Problem) {
    guard let scheme = ["postgresql://", "postgres://"].first(where: { text.hasPrefix($0) }) else {
      throw StoreAddress.Problem(text: "it does not begin with postgresql://")
    }
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
      throw StoreAddress.Problem(text: "it has characters that cannot be in an address")
    }
    let rest = text.dropFirst(scheme.count)
    let query = rest.firstIndex(of: "?").map { rest[rest.index(after: $0)...] }
    let main = rest.prefix { $0 != "?" }
    var authority = main.prefix { $0 != "/" }
    let path = main.dropFirst(authority.count).dropFirst()
    // A login that has a slash in it would end the authority, and what follows could be taken for the host.
    if let at = path.lastIndex(of: "@") {
      throw path[..<at].contains(":") || authority.contains(":") ? .password : StoreAddress.Problem.host
    }
    if let at = authority.lastIndex(of: "@") {
      let login = authority[..<at]
      if login.contains(":") { throw .password }
      user = try StoreAddress.decode(login)
      authority = authority[authority.index(after: at)...]
    }
    try hosts = Self.hosts(authority)
    database = try StoreAddress.decode(path)
    for pair in (query ?? "").split(separator: "&") {
      let name = String(pair.prefix { $0 != "=" })
      try add(name, try StoreAddress.decode(pair.dropFirst(name.count).dropFirst()))
    }
    if user?.isEmpty == true { user = nil }
    if hosts.isEmpty { throw .host }
    if database.isEmpty { throw .database }
  }

  private static func hosts(_ text: Substring) throws(StoreAddress.Problem) -> [StoreAddress.Host] {
    if text.isEmpty { return [] }
    var hosts: [StoreAddress.Host] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      hosts.append(try StoreAddress.host(String(part)))
    }
    return hosts
  }

  /// Adds an option. A host may be one, too, since the path of a socket is awkward before the database.
  private mutating func add(_ name: String, _ value: String) throws(StoreAddress.Problem) {
    if name == "password" || name == "sslpassword" { throw .password }
    if name == "host", hosts.isEmpty, value.hasPrefix("/") {
      hosts = [StoreAddress.Host(name: value, port: nil)]
    } else if name == "port", hosts.count == 1, hosts[0].isSocket {
      hosts[0].port = try StoreAddress.port(value)
    } else if StoreAddress.knownOptions.contains(name), options[name] == nil, !value.isEmpty {
      options[name] = value
    } else {
      throw StoreAddress.Problem(text: "the option \(name) cannot be given")
    }
  }
}

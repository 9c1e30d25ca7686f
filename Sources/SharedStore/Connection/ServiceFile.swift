import Basics

extension StoreAddress {
  /// The system's service files, in the order in which they are looked for. libpq knows only that of its own installation.
  public static let systemServiceFiles = [
    "/etc/postgresql-common/pg_service.conf", "/etc/pg_service.conf", "/etc/sysconfig/pgsql/pg_service.conf",
    "/usr/local/etc/pg_service.conf", "/opt/homebrew/etc/pg_service.conf",
  ]

  /// Reads the entry of a service. tt reads it itself, so that what it lacks is not taken from the environment.
  init(service: String, from source: String, files: [String]) throws(TTError) {
    for path in files {
      let bytes: [UInt8]?
      do throws(SystemError) {
        bytes = try Files.read(path, limit: 1 << 20)
      } catch {
        throw .config("\(path) cannot be read: \(error.reason)")
      }
      guard let bytes, let entry = ServiceEntry(String(decoding: bytes, as: UTF8.self), name: service) else { continue }
      do throws(Problem) {
        try self.init(entry, service: service)
      } catch {
        throw .config("the service \(service) in \(path) cannot be used: \(error.text)")
      }
      try checkSecurity()
      return
    }
    throw .config(
      "\(source) names the service \(service), and no service file has it",
      hint: "looked for in " + files.joined(separator: ", "))
  }

  private init(_ entry: ServiceEntry, service: String) throws(Problem) {
    self.init(hosts: [], database: entry.values["dbname"] ?? "", options: [:], service: service)
    let names = (entry.values["host"] ?? "").split(separator: ",", omittingEmptySubsequences: false)
    let ports = (entry.values["port"] ?? "").split(separator: ",", omittingEmptySubsequences: false)
    for (index, name) in names.enumerated() {
      if name.isEmpty { throw .host }
      let port = ports.count == 1 ? ports[0] : index < ports.count ? ports[index] : ""
      hosts.append(Host(name: String(name), port: port.isEmpty ? nil : try Self.port(String(port))))
    }
    if hosts.isEmpty { throw .host }
    if database.isEmpty { throw .database }
    (user, password) = (entry.values["user"], entry.values["password"])
    for (name, value) in entry.values where !["host", "port", "dbname", "user", "password"].contains(name) {
      guard Self.knownOptions.contains(name) else {
        throw Problem(text: "the option \(name) cannot be given")
      }
      options[name] = value
    }
  }
}

/// One entry of a service file: `[NAME]`, and below it lines `name=value`.
private struct ServiceEntry {
  var values: [String: String] = [:]

  /// Finds an entry; nil if there is none.
  init?(_ text: String, name: String) {
    var isIn = false
    var isFound = false
    for line in text.split(whereSeparator: \.isNewline) {
      let line = Self.trimmed(line)
      if line.isEmpty || line.hasPrefix("#") { continue }
      if line.hasPrefix("[") {
        isIn = line.hasSuffix("]") && String(line.dropFirst().dropLast()).isIdentical(to: name) && !isFound
        isFound = isFound || isIn
      } else if isIn {
        let key = Self.trimmed(line.prefix { $0 != "=" })
        values[String(key)] = String(Self.trimmed(line.drop { $0 != "=" }.dropFirst()))
      }
    }
    if !isFound { return nil }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }
}

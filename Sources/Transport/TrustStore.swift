import Basics

/// The environment variables that choose proxies, certificates and where keys are logged.
public enum TransportVariables {
  /// All of them. A transport takes them from the environment it is given.
  public static let all: Set<String> = [
    "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR", "https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy",
    "ALL_PROXY", "no_proxy", "NO_PROXY", keyLog,
  ]

  /// The one that OpenSSL reads by itself.
  static let keyLog = "SSLKEYLOGFILE"
}

/// The certificates trusted for https.
public enum TrustStore: Sendable, Equatable {
  /// Those in a PEM file, in a directory with hashed names, or both.
  case chosen(file: String?, directory: String?)
  /// libcurl's default.
  case libraryDefault

  /// Uses `CURL_CA_BUNDLE`, else `SSL_CERT_FILE` and `SSL_CERT_DIR`, else the system's hashed directory, else libcurl's
  /// default. The directory is preferred because OpenSSL 3 reads only the files it needs, while parsing the bundle takes
  /// about 45 ms of CPU time. `hashedDirectory` is only called if the environment sets nothing.
  public static func choose(environment: Environment, hashedDirectory: () -> String?) -> TrustStore {
    func value(_ name: String) -> String? {
      guard let text = environment[name], !text.isEmpty else { return nil }
      return text
    }
    if let bundle = value("CURL_CA_BUNDLE") { return .chosen(file: bundle, directory: nil) }
    let (file, directory) = (value("SSL_CERT_FILE"), value("SSL_CERT_DIR"))
    if file != nil || directory != nil { return .chosen(file: file, directory: directory) }
    if let directory = hashedDirectory() { return .chosen(file: nil, directory: directory) }
    return .libraryDefault
  }

  /// The certificates trusted on this machine.
  public static func choose(environment: Environment) -> TrustStore {
    choose(environment: environment, hashedDirectory: systemHashedDirectory)
  }

  /// True for the name of a certificate in an OpenSSL hashed directory: eight hexadecimal digits and `.0`.
  static func isHashedName(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    return bytes.count == 10 && name.hasSuffix(".0")
      && bytes.prefix(8).allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}

/// The system's directory of trusted certificates if it has hashed names; otherwise nil, as on macOS.
func systemHashedDirectory() -> String? {
  let path = "/etc/ssl/certs"
  guard let directory = opendir(path) else { return nil }
  defer { closedir(directory) }
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
        String(cString: $0)
      }
    }
    if TrustStore.isHashedName(name) { return path }
  }
  return nil
}

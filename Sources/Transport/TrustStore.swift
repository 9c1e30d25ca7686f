/// Which certificates are trusted for https.
public enum TrustStore: Sendable, Equatable {
  /// Those in a PEM file, in a directory with hashed names, or in both.
  case chosen(file: String?, directory: String?)
  /// libcurl's built-in choice.
  case libraryDefault

  /// Follows `CURL_CA_BUNDLE`, else `SSL_CERT_FILE` and `SSL_CERT_DIR`, else the system's hashed directory, else leaves
  /// it to libcurl. The directory is preferred because OpenSSL 3 reads only what it needs of it, while the bundle costs
  /// some 45 ms of CPU. `hashedDirectory` is only asked when the environment says nothing.
  public static func choose(environment: [String: String], hashedDirectory: () -> String?) -> TrustStore {
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

  /// The choice on this machine.
  public static func choose(environment: [String: String]) -> TrustStore {
    choose(environment: environment, hashedDirectory: systemHashedDirectory)
  }

  /// True for the name OpenSSL gives a certificate in a hashed directory: eight hexadecimal digits and `.0`.
  static func isHashedName(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    return bytes.count == 10 && name.hasSuffix(".0")
      && bytes.prefix(8).allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}

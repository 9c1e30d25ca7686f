import Basics
import Transport

extension Doctor {
  /// Checks that the certificates HTTPS would trust can be read.
  mutating func checkTrust() {
    let name = "certificates"
    let environment = (try? session.transportEnvironment()) ?? context.environment
    guard case .chosen(let file, let directory) = context.trustStore(environment) else {
      return add(checkDefaultTrust(name))
    }
    let places = [file, directory].compactMap { $0 }
    if let missing = places.first(where: { access($0, R_OK) != 0 }) {
      let hint = "correct or unset CURL_CA_BUNDLE, SSL_CERT_FILE or SSL_CERT_DIR"
      return add(.fail(name, .config("\(missing) cannot be read: \(SystemError(missing).reason)", hint: hint)))
    }
    add(.ok(name, places.joined(separator: " and ")))
  }

  private func checkDefaultTrust(_ name: String) -> CheckResult {
    let install = "install the package ca-certificates: apt-get install ca-certificates, or set SSL_CERT_FILE"
    let places = context.defaultTrust()
    if places.isEmpty {
      guard (try? context.transportVersion()) != nil else {
        return .warn(
          name, "none were found in /etc/ssl/certs; libcurl, which may know others, is missing", fix: install)
      }
      return .ok(name, "libcurl's default")
    }
    // An empty folder is what other packages leave of it.
    let isThere = places.contains { place in
      guard let status = Files.status(place) else { return false }
      return !status.isFolder || Self.hasEntries(place)
    }
    if isThere { return .ok(name, "libcurl's default, \(places[0])") }
    let reason = "\(places.joined(separator: " and ")) would be used and \(places.count == 1 ? "has" : "have") none"
    return .fail(name, .config("none are installed: \(reason)", hint: install))
  }

  private static func hasEntries(_ folder: String) -> Bool {
    guard let listing = opendir(folder) else { return false }
    defer { closedir(listing) }
    // Every folder has "." and "..".
    return (0..<3).allSatisfy { _ in readdir(listing) != nil }
  }
}

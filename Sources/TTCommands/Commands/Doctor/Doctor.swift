import Basics
import Transport

/// Checks everything tt needs. A failed check does not end the run; the checks that depend on it are left out.
struct Doctor {
  let session: Session
  /// True if the service is not contacted.
  let isOffline: Bool
  private(set) var results: [CheckResult] = []

  init(session: Session, isOffline: Bool) {
    self.session = session
    self.isOffline = isOffline
  }

  var context: Context { session.context }

  /// Runs all checks.
  mutating func examine() {
    add(.ok("tt", "\(Version.number) on \(Files.platform)" + (context.programPath().map { ", \($0)" } ?? "")))
    checkTransport()
    checkTrust()
    check("time zone") { doctor throws(TTError) in
      let zone = try doctor.session.zone()
      return .ok("time zone", "\(zone.name), now \(zone.offset(at: doctor.context.clock()).isoText)")
    }
    check("folders") { doctor throws(TTError) in
      let folders = try doctor.session.folders()
      doctor.checkFiles(folders)
      return nil
    }
    checkPath()
  }

  /// Adds a result.
  mutating func add(_ result: CheckResult) { results.append(result) }

  /// Runs a check and adds its result, if it returns one; an error becomes a failure. The check may add further results.
  mutating func check(_ name: String, _ body: (inout Doctor) throws(TTError) -> CheckResult?) {
    do throws(TTError) {
      if let result = try body(&self) { add(result) }
    } catch {
      add(.fail(name, error))
    }
  }

  private mutating func checkTransport() {
    do throws(TransportFailure) {
      add(.ok("libcurl", try context.transportVersion()))
    } catch {
      add(.fail("libcurl", .config(error.reason)))
    }
  }

  /// Checks that the certificates HTTPS would trust can be read.
  private mutating func checkTrust() {
    let name = "certificates"
    let environment = (try? session.transportEnvironment()) ?? context.environment
    guard case .chosen(let file, let directory) = context.trustStore(environment) else {
      let places = context.defaultTrust()
      if places.isEmpty || places.contains(where: { Files.status($0) != nil }) {
        return add(.ok(name, places.first.map { "libcurl's default, \($0)" } ?? "libcurl's default"))
      }
      return add(
        .fail(
          name,
          .config(
            "none are installed: \(places.joined(separator: " and ")) would be used and "
              + (places.count == 1 ? "does not exist" : "do not exist"),
            hint: "install the package ca-certificates: apt-get install ca-certificates, or set SSL_CERT_FILE")))
    }
    let places = [file, directory].compactMap { $0 }
    if let missing = places.first(where: { access($0, R_OK) != 0 }) {
      let hint = "correct or unset CURL_CA_BUNDLE, SSL_CERT_FILE or SSL_CERT_DIR"
      return add(.fail(name, .config("\(missing) cannot be read: \(SystemError(missing).reason)", hint: hint)))
    }
    add(.ok(name, places.joined(separator: " and ")))
  }

  /// Checks for another `tt` on the search path. A Python package for the same service installs one.
  private mutating func checkPath() {
    let name = "search path"
    let all = Files.programs(named: "tt", path: context.variable("PATH") ?? "")
    let own = context.programPath()
    let position = all.firstIndex { Files.resolved($0) == own }
    for (index, other) in all.enumerated() where Files.resolved(other) != own {
      let kind = Self.isPython(other) ? "another tt, a Python program such as that of trax-tui," : "another tt"
      let place = position.map { index < $0 ? "before this one" : "after this one" } ?? "and this one is not"
      add(
        .warn(
          name, "\(kind) is on PATH \(place): \(other)", fix: "remove it, or put this one's folder first in PATH"))
    }
    if results.last?.check != name {
      add(.ok(name, position.map { all[$0] } ?? "no tt is on PATH"))
    }
  }

  private static func isPython(_ path: String) -> Bool {
    guard let start = try? Files.head(path, 128) else { return false }
    let line = String(decoding: start, as: UTF8.self).firstLine
    return line.hasPrefix("#!") && line.containsText("python")
  }
}

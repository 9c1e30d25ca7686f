import Basics
import Transport

/// Looks at everything tt needs, one check after the other. A check that fails does not end the round; what depends on it
/// is left out.
struct Doctor {
  let session: Session
  /// True leaves the service alone.
  let isOffline: Bool
  private(set) var findings: [CheckResult] = []

  init(session: Session, isOffline: Bool) {
    self.session = session
    self.isOffline = isOffline
  }

  var context: Context { session.context }

  /// All checks.
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

  /// Adds a finding.
  mutating func add(_ finding: CheckResult) { findings.append(finding) }

  /// Adds what a check finds, which may add more itself; an error is a failure.
  mutating func check(_ name: String, _ body: (inout Doctor) throws(TTError) -> CheckResult?) {
    do throws(TTError) {
      if let finding = try body(&self) { add(finding) }
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

  /// Which certificates https would trust, and whether they can be read.
  private mutating func checkTrust() {
    let name = "certificates"
    guard case .chosen(let file, let directory) = TrustStore.choose(environment: context.environment) else {
      return add(.ok(name, "libcurl's own choice"))
    }
    let places = [file, directory].compactMap { $0 }
    if let missing = places.first(where: { access($0, R_OK) != 0 }) {
      let hint = "mend CURL_CA_BUNDLE, SSL_CERT_FILE or SSL_CERT_DIR, or unset them"
      return add(.fail(name, .config("\(missing) cannot be read: \(SystemError(missing).reason)", hint: hint)))
    }
    add(.ok(name, places.joined(separator: " and ")))
  }

  /// Another `tt` on the search path: a Python package for the same service brings one along.
  private mutating func checkPath() {
    let name = "search path"
    let all = Files.programs(named: "tt", path: context.variable("PATH") ?? "")
    let own = context.programPath()
    let position = all.firstIndex { Files.resolved($0) == own }
    for (index, other) in all.enumerated() where Files.resolved(other) != own {
      let kind = Self.isPython(other) ? "another tt, a Python program as the package trax-tui brings," : "another tt"
      let place = position.map { index < $0 ? "before this one" : "behind this one" } ?? "and this one is not"
      add(
        .warn(
          name, "\(kind) is on PATH \(place): \(other)",
          fix: "remove it, or put this one's folder first in PATH, to be sure which one runs"))
    }
    if findings.last?.check != name {
      add(.ok(name, position.map { all[$0] } ?? "this tt is not on PATH, and no other is"))
    }
  }

  private static func isPython(_ path: String) -> Bool {
    guard let start = try? Files.head(path, 128) else { return false }
    let line = String(decoding: start, as: UTF8.self).firstLine
    return line.hasPrefix("#!") && line.containsText("python")
  }
}

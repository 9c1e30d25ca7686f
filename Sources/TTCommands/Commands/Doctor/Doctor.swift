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
      let text = "\(zone.name), now \(zone.offset(at: doctor.context.clock()).isoText)"
      if TimeZone.areInstalled(readFile: doctor.context.readZoneFile) { return .ok("time zone", text) }
      return .warn(
        "time zone", "\(text); no time zone files are installed",
        fix: "install the package tzdata: apt-get install tzdata")
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

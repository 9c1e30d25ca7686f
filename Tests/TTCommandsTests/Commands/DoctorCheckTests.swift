import Basics
import Foundation
import Testing
import Transport

@testable import TTCommands

@Suite("tt doctor, check by check") struct DoctorCheckTests {
  private func cli(_ environment: [String: String] = [:]) throws -> CLIFixture {
    let cli = try CLIFixture(["PATH": "/nowhere", "SSL_CERT_DIR": "/etc"], answers: ["GET /me": AuthLoginTests.me])
    cli.readsZoneFiles = true
    cli.environment.merge(environment) { $1 }
    cli.adjust = { context in
      context.transportVersion = { () throws(TransportFailure) in "libcurl/8.5.0" }
      context.programPath = { "/usr/bin/tt" }
    }
    return cli
  }

  /// The findings by check, and the exit code.
  private func findings(_ cli: CLIFixture, _ words: String...) throws -> (found: [String: JSONValue], code: Int32) {
    let run = cli.run(["doctor", "--json"] + words)
    #expect(run.errors == "")
    let rows = try JSONValue.parse(run.output).array ?? []
    for row in rows { #expect(row.object?.keys == ["check", "status", "detail", "fix"]) }
    return (rows.reduce(into: [:]) { $0[$1["check"]?.string ?? ""] = $1 }, run.code)
  }

  private func status(_ finding: JSONValue?) -> String? { finding?["status"]?.string }

  @Test("every check is ok in a working setup, and the exit code is 0")
  func allWell() throws {
    let (found, code) = try findings(try cli())
    #expect(code == 0)
    #expect(Set(found.values.compactMap(status)) == ["ok"])
    let checks = [
      "tt", "libcurl", "certificates", "time zone", "config folder", "state folder", "cache folder", "limits file",
      "approvals file",
      "audit log", "config.json", "policy of default", "address", "credentials", "service", "clock", "search path",
    ]
    #expect(Set(found.keys) == Set(checks))
    #expect(found["service"]?["detail"] == "responds; authenticated as Ada Example (ada@example.test)")
  }

  @Test("the text shows status, check, detail and fix, and the first failure determines the exit code")
  func lines() {
    let output = DoctorCommand.output([
      .ok("tt", "0.1.0"), .warn("folder", "open", fix: "chmod"), .fail("audit log", .config("damaged", hint: "mv")),
      .fail("service", TTError(.auth, "no")),
    ])
    guard case .lines(let lines) = output.view else {
      Issue.record("no lines")
      return
    }
    #expect(
      lines == [
        "ok    tt         0.1.0", "warn  folder     open", "                 → chmod", "fail  audit log  damaged",
        "                 → mv", "fail  service    no",
      ])
    #expect(output.exit == 11, "the first failure's class decides")
  }

  @Test("with --offline the service is not contacted")
  func offline() throws {
    let cli = try cli()
    let (found, code) = try findings(cli, "--offline")
    #expect(code == 0 && found["service"] == nil && found["credentials"] != nil)
    #expect(cli.transport?.sent == [])
  }

  @Test("a missing libcurl, time zone or certificate is a failure")
  func missing() throws {
    let cli = try cli(["TZ": "Nowhere/Land", "SSL_CERT_DIR": "/nowhere"])
    cli.adjust = { context in
      context.transportVersion = { () throws(TransportFailure) in
        throw TransportFailure(.misconfigured, reason: "libcurl cannot be loaded; install it", mayHaveArrived: false)
      }
      context.readZoneFile = { _ in nil }
    }
    let (found, code) = try findings(cli, "--offline")
    #expect(code == 11)
    for check in ["libcurl", "certificates", "time zone"] { #expect(status(found[check]) == "fail", "\(check)") }
    #expect(found["libcurl"]?["detail"]?.string?.contains("install it") == true)
  }

  @Test("without time zone files, the package to install is named even where the machine's own zone is known")
  func noZones() throws {
    let cli = try cli()
    cli.adjust = { context in
      context.transportVersion = { () throws(TransportFailure) in "libcurl/8.5.0" }
      context.readZoneFile = { _ in nil }
    }
    let (found, code) = try findings(cli, "--offline")
    #expect(code == 0 && status(found["time zone"]) == "warn")
    #expect(found["time zone"]?["fix"]?.string?.contains("apt-get install tzdata") == true)
  }

  @Test("a folder accessible to others is a warning, a state folder that is not writable a failure")
  func folders() throws {
    let cli = try cli()
    try cli.write(".config/tt/policy.json", #"{"version":"1","default":"allow"}"#)
    try cli.write(".local/state/tt/x", "")
    chmod(cli.home + "/.config/tt", 0o755)
    chmod(cli.home + "/.config/tt/policy.json", 0o622)
    chmod(cli.home + "/.local/state/tt", 0o500)
    let (found, code) = try findings(cli, "--offline")
    #expect(code == 11)
    #expect(status(found["config folder"]) == "warn")
    #expect(found["config folder"]?["fix"] == .string("chmod 700 \(cli.home)/.config/tt"))
    #expect(status(found["policy of default"]) == "warn")
    #expect(status(found["state folder"]) == "fail")
    #expect(found["state folder"]?["fix"] == .string("chmod u+rwx \(cli.home)/.local/state/tt"))
    chmod(cli.home + "/.local/state/tt", 0o700)
  }

  @Test(
    "a damaged file is a failure, and the other checks still run",
    arguments: [
      (".config/tt/config.json", "config.json"), (".config/tt/policy.json", "policy of default"),
      (".local/state/tt/limits.json", "limits file"), (".local/state/tt/audit.jsonl", "audit log"),
    ])
  func damaged(file: String, check: String) throws {
    let cli = try cli()
    try cli.write(file, "{")
    let (found, code) = try findings(cli, "--offline")
    #expect(code == 11 && status(found[check]) == "fail")
    #expect(found["search path"] != nil, "the other checks still run")
  }

  @Test("the policy of every configured grant is checked")
  func grants() throws {
    let cli = try cli()
    try cli.write(".config/tt/config.json", #"{"grants": {"a": {"policy": "a.json"}, "b": {"enforce": false}}}"#)
    let (found, code) = try findings(cli, "--offline")
    #expect(code == 11)
    #expect(status(found["policy of default"]) == "ok" && status(found["policy of a"]) == "fail")
    #expect(status(found["policy of b"]) == "warn")
  }

  @Test("missing credentials exit with 4, an invalid address with 11, and the service is not contacted")
  func credentials() throws {
    let cli = try cli(["TT_APP_PASSWORD": ""])
    let (found, code) = try findings(cli)
    #expect(code == 4 && status(found["credentials"]) == "fail" && found["service"] == nil)
    cli.environment["TT_API_URL"] = "http://example.org"
    #expect(try findings(cli).code == 11)
    #expect(cli.transport?.sent == [])
  }

  @Test("a policy that denies get_me is a warning")
  func denied() throws {
    let cli = try cli()
    try cli.write(".config/tt/policy.json", #"{"version":"1","default":"deny","tools":{"track_task":{}}}"#)
    let (found, code) = try findings(cli)
    #expect(code == 0 && status(found["service"]) == "warn")
    #expect(cli.transport?.sent == [])
  }

  @Test(
    "the clock may be off by up to 30 seconds",
    arguments: [(0, "ok"), (30, "ok"), (-30, "ok"), (31, "warn"), (-31, "warn"), (7200, "warn")])
  func clock(ahead: Int, status: String) {
    let finding = Doctor.clock(service: Instant(seconds: 1_000_000), own: Instant(seconds: 1_000_000 + ahead))
    #expect(finding.status.rawValue == status)
    #expect(Doctor.clock(service: nil, own: Instant(seconds: 0)).status == .ok)
  }

  @Test("another tt on PATH is a warning that says which one comes first")
  func searchPath() throws {
    let cli = try cli()
    for (folder, text) in [("mine", "\u{7F}ELF"), ("python", "#!/usr/bin/env python3\n"), ("other", "x")] {
      try cli.write(folder + "/tt", text)
      chmod(cli.home + "/" + folder + "/tt", 0o755)
    }
    let home = try #require(Files.resolved(cli.home))
    let adjust = cli.adjust
    cli.adjust = { context in
      adjust(&context)
      context.programPath = { home + "/mine/tt" }
    }
    cli.environment["PATH"] = ["python", "mine", "other"].map { home + "/" + $0 }.joined(separator: ":")
    let run = cli.run("doctor", "--offline")
    #expect(run.code == 0)
    #expect(run.output.contains("trax-tui, is on PATH before this one: \(home)/python/tt\n"))
    #expect(run.output.contains("another tt is on PATH after this one: \(home)/other/tt\n"))
    cli.environment["PATH"] = home + "/mine"
    #expect(cli.run("doctor", "--offline").output.contains("ok    search path        \(home)/mine/tt\n"))
    cli.environment["PATH"] = home + "/other"
    #expect(cli.run("doctor", "--offline").output.contains("and this one is not: \(home)/other/tt\n"))
  }
}

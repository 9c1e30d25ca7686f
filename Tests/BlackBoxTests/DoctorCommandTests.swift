import Foundation
import Sandbox
import Testing

/// `tt doctor` against an emulated service.
@Suite("tt doctor as a process") struct DoctorCommandTests {
  private func statuses(_ run: TTRun) throws -> [String: String] {
    (try run.json().array ?? []).reduce(into: [:]) { $0[$1["check"]?.string ?? ""] = $1["status"]?.string }
  }

  /// A PATH with only this program's folder and the system's.
  private let path: [String: String?] = ["PATH": Products.folder + ":/usr/bin:/bin"]

  @Test("a working setup is exit 0, with one request that is recorded like any call")
  func allWell() async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt(["doctor", "--json"], env: path)
      #expect(run.exit == 0)
      #expect(run.errors == "")
      #expect(try Set(statuses(run).values) == ["ok"])
      #expect(fixture.lines() == ["GET /me"])
      #expect(try fixture.auditRecords().map { $0["tool"]?.string } == ["get_me", "get_me"])
      let people = try await fixture.tt(["doctor"], env: path)
      #expect(people.out.split(separator: "\n").allSatisfy { $0.hasPrefix("ok    ") })
      #expect(people.out.contains("libcurl/"))
    }
  }

  @Test("a clock two minutes slower than the service's is a warning")
  func clock() async throws {
    var options = SandboxOptions()
    options.now = { Date(timeIntervalSinceNow: 120) }
    try await SandboxFixture.run(options: options) { fixture in
      let run = try await fixture.tt(["doctor"], env: path)
      #expect(run.exit == 0)
      let line = try #require(run.out.split(separator: "\n").first { $0.hasPrefix("warn") })
      #expect(line.contains("clock") && line.contains("behind the service's"))
    }
  }

  @Test("the first failure determines the exit code")
  func codes() async throws {
    try await SandboxFixture.run { fixture in
      func code(_ changes: [String: String?]) async throws -> Int32? {
        try await fixture.tt(["doctor"], env: path.merging(changes) { $1 }).exit
      }
      #expect(try await code(["TT_APP_PASSWORD": nil]) == 4)
      #expect(try await code(["TT_APP_PASSWORD": "wr0ng"]) == 4)
      #expect(try await code(["TT_API_URL": "http://127.0.0.1:1"]) == 7)
      #expect(try await code(["TZ": "Nowhere/Land"]) == 2)
      try fixture.write("{", config: "policy.json")
      #expect(try await code([:]) == 11)
    }
  }

  @Test("a Python program of the same name is reported")
  func python() async throws {
    try await SandboxFixture.run { fixture in
      let other = try fixture.write("#!/usr/bin/python3\n", to: fixture.folder + "/home/bin/tt", mode: 0o755)
      let run = try await fixture.tt(
        ["doctor", "--offline"], env: ["PATH": fixture.folder + "/home/bin:" + Products.folder])
      #expect(run.exit == 0)
      #expect(run.out.contains("before this one: \(other)"))
      #expect(fixture.isSilent())
    }
  }
}

import Foundation
import Sandbox
import Testing

/// The surroundings of one test: temporary folders, an emulated service, and the programs run in them.
final class SandboxFixture: Sendable {
  let folder: String
  let sandbox: SandboxServer

  private init(_ sandbox: SandboxServer) throws {
    self.sandbox = sandbox
    folder = FileManager.default.temporaryDirectory.path + "/tt-blackbox-" + UUID().uuidString
    for name in ["home", "config/tt", "state", "cache", "data", "runs", "tmp"] {
      try FileManager.default.createDirectory(
        atPath: folder + "/" + name, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
  }

  /// Sets up a fixture, runs the test with it, and tears it down. The number of fixtures at a time is limited.
  static func run(
    _ workspace: Workspace = .seeded(timeZone: .gmt), options: SandboxOptions = SandboxOptions(),
    faults: [Fault] = [], _ test: (SandboxFixture) async throws -> Void
  ) async throws {
    await ConcurrencyLimit.shared.enter()
    let result: Result<Void, any Error>
    do {
      let fixture = try SandboxFixture(try SandboxServer.start(workspace, options: options))
      for fault in faults { fixture.sandbox.inject(fault) }
      do { result = .success(try await test(fixture)) } catch { result = .failure(error) }
      await fixture.close()
    } catch {
      result = .failure(error)
    }
    await ConcurrencyLimit.shared.leave()
    return try result.get()
  }

  private func close() async {
    sandbox.stop()
    chmod(state, 0o700)
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// tt's own folders, which may not exist.
  var config: String { folder + "/config/tt" }
  var state: String { folder + "/state/tt" }
  var cache: String { folder + "/cache/tt" }

  /// The environment of every program; nothing is inherited but PATH and what .ci/tsan sets. A nil in `changes` removes a variable.
  func environment(_ changes: [String: String?] = [:]) -> [String: String] {
    var variables: [String: String] = [
      "HOME": folder + "/home", "TMPDIR": folder + "/tmp", "TZ": "UTC",
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "TT_API_URL": sandbox.baseURL, "TT_APP_PASSWORD": "sandbox", "TT_ACCOUNT_ID": "700001",
    ]
    variables["TSAN_OPTIONS"] = ProcessInfo.processInfo.environment["TSAN_OPTIONS"]
    for name in ["config", "state", "cache", "data"] {
      variables["XDG_\(name.uppercased())_HOME"] = folder + "/" + name
    }
    for (name, value) in changes { variables[name] = value }
    return variables
  }

  /// Runs `tt`.
  func tt(_ words: String..., env: [String: String?] = [:]) async throws -> TTRun { try await tt(words, env: env) }

  /// Runs `tt`.
  func tt(_ words: [String], env: [String: String?] = [:]) async throws -> TTRun {
    try await run(Products.tt, words, env: env)
  }

  /// Runs a program.
  func run(_ program: String, _ words: [String], env: [String: String?] = [:]) async throws -> TTRun {
    try await start(program, words.map { Array($0.utf8) }, env: env).end()
  }

  /// Starts a program with its standard output in a file, or where `sink` says.
  func start(
    _ program: String, _ words: [[UInt8]], env: [String: String?] = [:], sink: Child.Sink? = nil
  ) throws -> Running {
    let name = folder + "/runs/" + UUID().uuidString
    let child = try Child(
      program, words, environment: environment(env), output: sink ?? .file(name + ".out"), errors: name + ".err")
    return Running(child: child, name: name)
  }

  /// A program that may still run.
  struct Running: Sendable {
    let child: Child
    let name: String

    func kill(_ signal: Int32) { _ = Foundation.kill(child.id, signal) }

    /// What it wrote so far.
    func output() -> String { String(decoding: Self.bytes(name + ".out"), as: UTF8.self) }

    func end() async -> TTRun {
      let (ending, time) = await child.ending()
      return TTRun(
        ending: ending, duration: time - child.start, outBytes: Self.bytes(name + ".out"),
        errors: String(decoding: Self.bytes(name + ".err"), as: UTF8.self))
    }

    private static func bytes(_ path: String) -> [UInt8] {
      FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? []
    }
  }
}

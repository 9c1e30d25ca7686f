import Foundation
import TestSupport
import Testing

/// An unprivileged sshd on loopback, whose only key has `tt serve` as its forced command.
final class SSHGate {
  static let sshd = "/usr/sbin/sshd"
  /// False where a program that it needs is not installed.
  static let isInstalled = [sshd, "/usr/bin/ssh", "/usr/bin/ssh-keygen"].allSatisfy {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  private let fixture: SandboxFixture
  private let folder: String
  private let server: SandboxFixture.Running
  private let port: Int

  /// Starts the server. The home folder of the gate's account is that of the fixture.
  init(_ fixture: SandboxFixture, policy: String) async throws {
    self.fixture = fixture
    folder = fixture.folder + "/ssh"
    let home = fixture.folder + "/home"
    try fixture.configureGate(policy: policy)
    try fixture.makeFolder(folder)
    for name in ["host", "agent"] {
      let made = try await fixture.run(
        "/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", folder + "/" + name])
      #expect(made.exit == 0, "\(made.errors)")
    }
    let line = try await fixture.tt(
      "serve", "--setup", "ssh", "--grant", "claude", "--key", folder + "/agent.pub", "--pty")
    #expect(line.exit == 0, "\(line.errors)")
    try fixture.write(line.out, to: folder + "/authorized_keys")
    port = try Self.freePort()
    try fixture.write(
      """
      ListenAddress 127.0.0.1
      Port \(port)
      HostKey \(folder)/host
      PidFile none
      AuthorizedKeysFile \(folder)/authorized_keys
      StrictModes no
      UsePAM no
      PasswordAuthentication no
      KbdInteractiveAuthentication no
      PermitRootLogin yes
      AcceptEnv *
      SetEnv HOME=\(home)

      """, to: folder + "/sshd_config")
    if getuid() == 0 {
      try? FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
    }
    let words = ["60", Self.sshd, "-D", "-e", "-f", folder + "/sshd_config"]
    server = try fixture.start("/usr/bin/timeout", words.map { Array($0.utf8) })
    for _ in 0..<100 {
      if try await ssh("tt --version").exit == 0 { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    let end = try await ssh("tt --version")
    await stop()
    throw Unexpected("sshd does not answer: \(end.errors)")
  }

  /// Ends the server.
  func stop() async {
    server.kill(SIGTERM)
    _ = await server.end()
  }

  /// The words of an ssh client that reads no configuration.
  var client: [String] {
    [
      "-F", "none", "-p", String(port), "-i", folder + "/agent", "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes",
      "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR",
      "-o", "ConnectTimeout=5", NSUserName() + "@127.0.0.1",
    ]
  }

  /// Runs ssh with a command line for the gate.
  func ssh(_ words: String..., options: [String] = ["-T"], env: [String: String?] = [:]) async throws -> TTRun {
    try await fixture.run("/usr/bin/timeout", ["20", "/usr/bin/ssh"] + options + client + words, env: env)
  }

  private static func freePort() throws -> Int {
    let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, size) == 0 && getsockname(socket, $0, &size) == 0
      }
    }
    guard isBound else { throw Unexpected("no port is free") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}

extension SandboxFixture {
  /// Writes the configuration of a gate for the grant `claude` below the fixture's home folder.
  func configureGate(policy: String, passwordCommand: String? = nil) throws {
    let folder = self.folder + "/home/.config/tt/"
    let program = passwordCommand.map { #","password_command":["\#($0)"]"# } ?? ""
    try write(policy, to: folder + "agent.json")
    try write(
      #"{"api_url":"\#(sandbox.baseURL)","account_id":700001,"grants":{"claude":{"policy":"agent.json"}}\#(program)}"#,
      to: folder + "config.json")
    if passwordCommand != nil { return }
    let url = try #require(URL(string: sandbox.baseURL))
    try write(
      #"{"app_password":"sandbox","host":"\#(url.host ?? ""):\#(url.port ?? 80)"}"#, to: folder + "credentials.json")
  }
}

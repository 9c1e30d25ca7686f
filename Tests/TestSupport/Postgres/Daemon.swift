import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A server program that ends with the test run, even if that is killed: a shell starts it, waits for the end of its own
/// standard input, and then stops it.
final class Daemon: @unchecked Sendable {
  private let shell: Process
  private let input: Pipe

  /// Runs the shell command `start`, waits until it succeeds, and runs `stop` when the daemon is stopped or the test run
  /// has ended. `folder` has to be writable for the account that runs both.
  init(folder: String, account: Account, start: String, stop: String) throws {
    input = Pipe()
    shell = Process()
    // Programs that tests start must not keep it open.
    _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
    let script = """
      cd \(folder) && { \(start); } >start.log 2>&1 </dev/null && echo started >state || { echo failed >state; exit 1; }
      trap : HUP INT TERM
      cat >/dev/null
      { \(stop); } >/dev/null 2>&1 </dev/null
      """
    shell.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    shell.arguments = account.prefix + ["sh", "-c", script]
    shell.standardInput = input
    shell.standardOutput = FileHandle.nullDevice
    shell.standardError = FileHandle.nullDevice
    try shell.run()
    try? input.fileHandleForReading.close()
    let limit = Date(timeIntervalSinceNow: 60)
    while true {
      let state = FileManager.default.contents(atPath: folder + "/state").map { String(decoding: $0, as: UTF8.self) }
      if state == "started\n" { return }
      if state == "failed\n" || !shell.isRunning || Date() > limit {
        let log = FileManager.default.contents(atPath: folder + "/start.log") ?? Data()
        throw Unexpected("\(start): \(String(decoding: log.suffix(2000), as: UTF8.self))")
      }
      usleep(10_000)
    }
  }

  /// Stops the server and waits for its end.
  func stop() {
    try? input.fileHandleForWriting.close()
    shell.waitUntilExit()
  }
}

/// The account that servers run under: they refuse to run as root.
struct Account {
  /// The words before a program's own.
  let prefix: [String]
  private let ids: (user: uid_t, group: gid_t)?

  /// The own account, or that of the package when this is root.
  static func forServers() throws -> Account {
    if geteuid() != 0 { return Account(prefix: [], ids: nil) }
    guard let entry = getpwnam("postgres") else { throw Unexpected("there is no user postgres") }
    return Account(
      prefix: ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"],
      ids: (entry.pointee.pw_uid, entry.pointee.pw_gid))
  }

  /// Makes a folder of the account, 0700, with a path that is short enough for a socket in it.
  func makeFolder() throws -> String {
    let path = "/tmp/tt-pg-" + String(UInt64.random(in: 0..<1 << 40), radix: 36)
    guard mkdir(path, 0o700) == 0 else { throw Unexpected("\(path): \(String(cString: strerror(errno)))") }
    if let ids { chown(path, ids.user, ids.group) }
    return path
  }

  /// Gives a file to the account.
  func give(_ path: String) { if let ids { chown(path, ids.user, ids.group) } }
}

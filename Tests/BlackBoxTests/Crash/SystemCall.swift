import Foundation

/// A system call of a run that changes a file of tt's or sends something, named as strace counts it.
struct SystemCall: Hashable, Sendable {
  /// What happens in place of the call.
  enum Effect: Hashable, Sendable {
    /// The process is killed.
    case kill
    /// The call fails with this error.
    case error(String)

    var option: String {
      switch self {
      case .kill: "signal=KILL"
      case .error(let name): "error=" + name
      }
    }
  }

  let name: String
  /// The ordinal among the calls of this name in one thread.
  let number: Int

  /// The calls before which a process is cut.
  private static let names = [
    "openat", "write", "pwrite64", "fsync", "fdatasync", "rename", "renameat", "renameat2", "ftruncate",
    "mkdir", "sendto", "exit_group",
  ]

  /// The errors a call can fail with; none for one whose failure means something else.
  var effects: [Effect] {
    switch name {
    case "openat", "write", "pwrite64", "mkdir": [.kill, .error("ENOSPC")]
    case "fsync", "fdatasync", "rename", "renameat", "renameat2", "ftruncate": [.kill, .error("EIO")]
    default: [.kill]
    }
  }

  /// True if processes can be traced here.
  static let canTrace: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/strace")
    process.arguments = ["-f", "-o", "/dev/null", "-e", "inject=write:error=EIO:when=9", "/bin/true"]
    process.standardError = nil
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  /// strace's options to write the calls of a process to a file.
  static func listing(to path: String) -> [String] {
    ["-f", "-y", "-qq", "-o", path, "-e", "trace=" + names.joined(separator: ","), "-e", "signal=none"]
  }

  /// strace's options to let something else happen in place of this call.
  func replaced(by effect: Effect, log path: String) -> [String] {
    ["-f", "-qq", "-o", path, "-e", "trace=" + name, "-e", "inject=\(name):\(effect.option):when=\(number)"]
  }

  /// The calls of a listing that change files whose path contains a text, send something, or end the process.
  static func calls(listed text: String, on path: String) -> [SystemCall] {
    var counts: [String: Int] = [:]
    var calls: [SystemCall] = []
    for line in text.split(separator: "\n") {
      guard let match = line.wholeMatch(of: /(\d+) +(\w+)\((.*)/) else { continue }
      let name = String(match.2)
      let number = counts["\(match.1) \(name)", default: 0] + 1
      counts["\(match.1) \(name)"] = number
      let isChange = match.3.contains(path) && (name != "openat" || match.3.contains("O_CREAT"))
      let call = SystemCall(name: name, number: number)
      if isChange || ["sendto", "exit_group"].contains(name), !calls.contains(call) { calls.append(call) }
    }
    return calls
  }
}

import Foundation

/// What `tt-sandbox` changes in the environment of the command it runs.
struct ChildEnvironment {
  /// Variables to set, in order.
  var set: [(name: String, value: String)]
  /// Variables to remove.
  var remove: [String]

  /// The variables of the service, and those of a throw-away home when there is one.
  init(baseURL: String, appPassword: String, accountID: Int, home: TemporaryHome?) {
    set = [("TT_API_URL", baseURL), ("TT_APP_PASSWORD", appPassword), ("TT_ACCOUNT_ID", String(accountID))]
    remove = []
    if let home {
      set += home.environment
      remove = ["TT_EMAIL", "TT_PASSWORD", "TT_GRANT", "TT_POLICY"]
    }
  }

  /// Shell lines that have the same effect.
  var exportLines: String {
    let exports = set.map { "export \($0.name)=\(Self.quoted($0.value));" }
    let removals = remove.isEmpty ? [] : ["unset \(remove.joined(separator: " "));"]
    return (exports + removals).joined(separator: "\n")
  }

  /// A text as one word of a POSIX shell.
  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}

extension ChildEnvironment {
  /// Changes the environment of this process, which its commands inherit, and puts the program's own folder first in PATH.
  func apply() {
    for name in remove { unsetenv(name) }
    for (name, value) in set { setenv(name, value, 1) }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    setenv("PATH", Self.ownFolder.map { path.isEmpty ? $0 : "\($0):\(path)" } ?? path, 1)
  }

  /// The folder this program's file is in.
  private static var ownFolder: String? {
    #if os(Linux)
      let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    #else
      let program = CommandLine.arguments.first.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
    #endif
    return program.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path }
  }
}

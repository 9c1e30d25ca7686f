import Basics
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The changes `tt-sandbox` makes to the environment of the command it runs.
struct ChildEnvironment {
  /// The variables to set, in order.
  private(set) var set: [(name: String, value: String)]
  /// The variables to remove.
  private(set) var remove: [String]

  /// Sets the variables of the service. With a temporary home, also sets its variables and removes those of the user's
  /// configuration.
  init(baseURL: String, appPassword: String, accountID: Int, home: TemporaryHome?) {
    set = [("TT_API_URL", baseURL), ("TT_APP_PASSWORD", appPassword), ("TT_ACCOUNT_ID", String(accountID))]
    remove = []
    if let home {
      set += home.environment
      remove = ["TT_EMAIL", "TT_PASSWORD", "TT_GRANT", "TT_POLICY", "TT_STORE"]
    }
  }

  /// The changes as commands of a POSIX shell.
  var exportLines: String {
    let exports = set.map { "export \($0.name)=\(Self.quoted($0.value));" }
    let removals = remove.isEmpty ? [] : ["unset \(remove.joined(separator: " "));"]
    return (exports + removals).joined(separator: "\n")
  }

  /// Quotes text for a POSIX shell.
  static func quoted(_ text: String) -> String { "'" + text.replacing(scalar: "'", with: "'\\''") + "'" }

  /// Changes the environment of this process, which its commands inherit, and puts the folder of its executable first in
  /// `PATH`.
  func apply() {
    for name in remove { unsetenv(name) }
    for (name, value) in set { setenv(name, value, 1) }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    let folder = Files.runningProgram.map { $0.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } }
    setenv("PATH", folder.map { path.isEmpty ? $0 : "\($0):\(path)" } ?? path, 1)
  }
}

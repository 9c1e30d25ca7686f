import Basics
import TrackingTime

/// Help that belongs to no single command.
package enum HelpTopics {
  struct Topic: Sendable {
    var name: String
    var summary: String
    var text: @Sendable () -> String
  }

  static let all: [Topic] = [
    Topic(name: "exit-codes", summary: "what a script can rely on", text: exitCodes),
    Topic(name: "environment", summary: "variables and files", text: environment),
    Topic(name: "settings", summary: "the keys of config.json", text: settings),
    Topic(name: "tools", summary: "the service's tools, as policies name them", text: tools),
  ]

  /// The man pages on topics, which are written by hand in `man/`.
  package static let pages: [(name: String, section: Int)] = [
    ("tt-audit", 5), ("tt-config", 5), ("tt-policy", 5), ("tt-exit-codes", 7), ("tt-guard", 7), ("tt-time", 7),
  ]

  private static func exitCodes() -> String {
    let rows =
      [("  0", "done, also when it was so already (\"changed\": false)")]
      + FailureClass.allCases.sorted { $0.exitCode < $1.exitCode }.map {
        ("  \($0.exitCode)", "\($0.rawValue): \($0.meaning)")
      } + [("  130, 141, 143", "ended by SIGINT, SIGPIPE, SIGTERM")]
    return HelpText.text(["Exit codes, with the class names of JSON errors:", ""] + HelpText.aligned(rows))
  }

  private static func tools() -> String {
    let rows = Catalog.tools.map { ("  " + $0.name, "\($0.access.rawValue), risk \($0.risk.rawValue): \($0.summary)") }
    return HelpText.text(["The \(rows.count) tools, as a policy names them:", ""] + HelpText.aligned(rows))
  }

  private static func settings() -> String {
    let rows = ConfigKey.all.map { ("  " + $0.name, $0.explanation) }
    return HelpText.text(
      ["The settings of config.json, for tt config get and set. NAME is a grant's.", ""] + HelpText.aligned(rows))
  }

  private static func environment() -> String {
    HelpText.text(
      ["A flag beats the environment, the environment beats config.json.", ""]
        + HelpText.aligned(variables.map { ("  " + $0.0, $0.1) }) + ["", "Files:", ""]
        + HelpText.aligned(files.map { ("  " + $0.0, $0.1) }))
  }

  /// The environment variables tt reads.
  package static let variables = [
    ("TT_API_URL", "address of the service (default: \(BaseURL.standard)); http for the loopback only"),
    ("TT_APP_PASSWORD", "app password of the service"),
    ("TT_EMAIL, TT_PASSWORD", "the other form, when no app password is set"),
    ("TT_ACCOUNT_ID", "workspace, by number"),
    ("TT_GRANT", "identity the calls are made under (default: default)"),
    ("TT_POLICY", "a policy file instead of the configured one"),
    ("TT_NO_INPUT", "never ask anything"),
    ("TZ, COLUMNS", "time zone; width of tables on a terminal"),
    ("NO_COLOR, CLICOLOR_FORCE", "no colours; colours also without a terminal"),
    ("HTTPS_PROXY, NO_PROXY", "proxy, as everywhere; the loopback is never proxied"),
    ("SSL_CERT_FILE, SSL_CERT_DIR, CURL_CA_BUNDLE", "certificates to trust instead of the system's"),
    ("XDG_CONFIG_HOME, XDG_STATE_HOME, XDG_CACHE_HOME", "where the files below live"),
  ]

  /// The files of tt.
  package static let files = [
    ("$XDG_CONFIG_HOME/tt/config.json", "settings and grants"),
    ("$XDG_CONFIG_HOME/tt/policy.json", "policy of the grant default"),
    ("$XDG_CONFIG_HOME/tt/credentials.json", "credentials, mode 0600, kept by tt auth login"),
    ("~/.netrc", "credentials for the service's host, when nothing above tells any"),
    ("$XDG_STATE_HOME/tt/limits.json", "counters of the limits"),
    ("$XDG_STATE_HOME/tt/approvals.json", "calls that wait for a person's yes, and the answers"),
    (
      "$XDG_STATE_HOME/tt/audit.jsonl", "every call and its verdict, never argument values; full ones are audit-N.jsonl"
    ),
    ("$XDG_STATE_HOME/tt/audit.head.json", "which record was written last, for tt policy log --verify"),
    ("$XDG_CACHE_HOME/tt/", "remembered look-ups; deleting it loses nothing"),
  ]
}

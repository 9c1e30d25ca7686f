import Basics
import TrackingTime

/// The help topics that are not commands.
package enum HelpTopics {
  /// A topic of `tt help`.
  struct Topic: Sendable {
    var name: String
    var summary: String
    /// The text for a width in columns.
    var text: @Sendable (_ width: Int) -> String
  }

  /// All topics.
  static let all: [Topic] = [
    Topic(name: "global", summary: "options of every command", text: globalOptions),
    Topic(name: "exit-codes", summary: "exit codes for scripts", text: exitCodes),
    Topic(name: "environment", summary: "environment variables and files", text: environment),
    Topic(name: "settings", summary: "keys of config.json", text: settings),
    Topic(name: "tools", summary: "tools, as named in policies", text: tools),
  ]

  /// The man pages on topics, in `man/`. All but tt-json(7) are written by hand.
  package static let pages: [(name: String, section: Int)] = [
    ("tt-audit", 5), ("tt-config", 5), ("tt-policy", 5), ("tt-exit-codes", 7), ("tt-gate", 7), ("tt-guard", 7),
    ("tt-json", 7),
    ("tt-time", 7),
  ]

  private static func globalOptions(width: Int) -> String {
    HelpText.text(["Options of every command:", ""] + HelpText.aligned(Flag.global.map(HelpText.row), width: width))
  }

  private static func exitCodes(width: Int) -> String {
    let rows =
      [("  0", "success, including when nothing had to change (\"changed\": false)")]
      + FailureClass.allCases.sorted { $0.exitCode < $1.exitCode }.map {
        ("  \($0.exitCode)", "\($0.rawValue): \($0.meaning)")
      } + [
        ("  20", "tt status --longer-than: the timer has run longer"),
        ("  130, 141, 143", "terminated by SIGINT, SIGPIPE or SIGTERM"),
      ]
    return HelpText.text(["Exit codes, with the classes of JSON errors:", ""] + HelpText.aligned(rows, width: width))
  }

  private static func tools(width: Int) -> String {
    let rows = Catalog.allTools.map {
      ("  " + $0.name, "\($0.access.rawValue), risk \($0.risk.rawValue): \($0.summary)")
    }
    let lines = HelpText.aligned(rows, width: width)
    // Aligned together, so that both lists have the same columns.
    let first = lines.firstIndex { $0.hasPrefix("  " + (Catalog.ownTools.first?.name ?? "")) } ?? lines.count
    return HelpText.text(
      ["The \(Catalog.tools.count) tools of the service, as named in policies:", ""] + lines[..<first] + [""]
        + HelpText.wrapped(
          "tt's own, for endpoints that the service's other programs use. A policy has to name them: \"default\": "
            + "\"allow\" does not cover them.", width: width) + [""] + lines[first...])
  }

  private static func settings(width: Int) -> String {
    let rows = ConfigKey.all.map { ("  " + $0.name, $0.explanation) }
    return HelpText.text(
      HelpText.wrapped(
        "The settings of config.json, for tt config get and set. NAME is the name of a grant.", width: width) + [""]
        + HelpText.aligned(rows, width: width))
  }

  private static func environment(width: Int) -> String {
    HelpText.text(
      HelpText.wrapped("Flags override environment variables, which override config.json.", width: width) + [""]
        + HelpText.aligned(variables.map { ("  " + $0.0, $0.1) }, width: width) + ["", "Files:", ""]
        + HelpText.aligned(files.map { ("  " + $0.0, $0.1) }, width: width))
  }

  /// The environment variables tt reads.
  package static let variables = [
    ("TT_API_URL", "URL of the service (default: \(BaseURL.standard)); http only for loopback"),
    ("TT_APP_PASSWORD", "app password for the service"),
    ("TT_EMAIL, TT_PASSWORD", "e-mail address and password, used if no app password is set"),
    ("TT_ACCOUNT_ID", "workspace ID"),
    ("TT_GRANT", "identity to make calls under (default: default)"),
    ("TT_POLICY", "policy file to use instead of the configured one"),
    ("TT_STORE", "shared store to use instead of the configured one; empty for none"),
    ("PGPASSFILE, PGPASSWORD", "file with passwords, and password, for the shared store"),
    ("TT_NO_INPUT", "if set, never prompt"),
    ("VISUAL, EDITOR", "editor for tt edit -e, as a command line of the shell (default: vi)"),
    ("TZ, COLUMNS", "time zone; width of tables on a terminal"),
    ("NO_COLOR, CLICOLOR_FORCE", "disable colours; force colours without a terminal"),
    ("HTTPS_PROXY, NO_PROXY", "proxy for HTTPS, and exceptions; loopback is never proxied"),
    ("SSL_CERT_FILE, SSL_CERT_DIR, CURL_CA_BUNDLE", "certificates to trust instead of the system's"),
    ("XDG_CONFIG_HOME, XDG_STATE_HOME, XDG_CACHE_HOME", "base folders of the files below"),
  ]

  /// The files of tt.
  package static let files = [
    ("$XDG_CONFIG_HOME/tt/config.json", "settings and grants"),
    ("$XDG_CONFIG_HOME/tt/policy.json", "policy of grant default"),
    ("$XDG_CONFIG_HOME/tt/credentials.json", "credentials, saved by tt auth login (mode 0600)"),
    ("~/.netrc", "credentials for the service's host, tried last"),
    ("$XDG_STATE_HOME/tt/limits.json", "usage of limits"),
    ("$XDG_STATE_HOME/tt/journal.json", "the last 20 writes, for tt undo (mode 0600)"),
    ("$XDG_STATE_HOME/tt/approvals.json", "approval requests and their answers"),
    ("$XDG_STATE_HOME/tt/edit/", "texts of tt edit -e that are not carried out yet"),
    ("$XDG_STATE_HOME/tt/queue.json", "calls that wait to be sent by tt sync"),
    ("$XDG_STATE_HOME/tt/trusted.json", "hashes of the trusted .tt.json files"),
    (".tt.json", "what tt track starts in a folder; see tt trust"),
    (
      "$XDG_STATE_HOME/tt/audit.jsonl",
      "audit log: all calls and verdicts, no argument values; archived as audit-N.jsonl"
    ),
    ("$XDG_STATE_HOME/tt/audit.head.json", "last record of the audit log, for tt policy log --verify"),
    ("$XDG_CACHE_HOME/tt/", "cached look-ups; safe to delete"),
  ]
}

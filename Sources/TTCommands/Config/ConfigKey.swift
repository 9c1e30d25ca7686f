import Basics
import Policy
import TrackingTime

/// One setting of `config.json`. The table of them is what the file is read by, what `tt config` knows, and what
/// `tt help settings` shows.
struct ConfigKey: Sendable {
  /// What values it takes.
  enum Kind: Sendable {
    case workspace
    case address
    case command
    case choice([String])
    case grant
    case file
    case flag
    case duration
  }

  /// Member names with dots between them; `NAME` is a grant's.
  var name: String
  var kind: Kind
  var summary: String
  /// The flag that beats it.
  var flag: String?
  /// The environment variable that beats it.
  var variable: String?
  /// What holds without it.
  var standard: JSONValue?

  /// Stands for a name that is the user's own.
  static let placeholder = "NAME"

  /// All settings.
  static let all = [
    ConfigKey(
      name: "account_id", kind: .workspace, summary: "the workspace of every call, by number", flag: "account-id",
      variable: "TT_ACCOUNT_ID"),
    ConfigKey(
      name: "api_url", kind: .address, summary: "address of the service", variable: "TT_API_URL",
      standard: .string(BaseURL.standard)),
    ConfigKey(
      name: "password_command", kind: .command, summary: "program that prints the app password on its first line"),
    ConfigKey(
      name: "week_start", kind: .choice(["monday", "sunday", "saturday"]), summary: "first day of a week",
      standard: "monday"),
    ConfigKey(name: "grant_lock", kind: .grant, summary: "the only grant calls can be made under"),
    ConfigKey(
      name: "approval_timeout", kind: .duration, summary: "how long a request for approval stands, and then the answer",
      standard: "30m"),
    ConfigKey(
      name: "grants.NAME.policy", kind: .file, summary: "policy file of a grant, relative to the folder of config.json"),
    ConfigKey(
      name: "grants.NAME.enforce", kind: .flag, summary: "whether that policy is enforced", standard: true),
  ]

  /// What it is for, what it takes, what beats it and what holds without it, as one phrase.
  var explanation: String {
    let overridden = [flag.map { "--" + $0 }, variable].compactMap { $0 }.joined(separator: " and ")
    return summary + ": " + kind.expectation + (overridden.isEmpty ? "" : "; overridden by " + overridden)
      + (standard.map { "; default \($0.string ?? $0.compact)" } ?? "")
  }

  /// The seconds of a length of time that a setting can have: from 1 second to 30 days.
  static func seconds(_ text: String) -> Int? {
    DurationText.parse(text).flatMap { (1...30 * 86_400).contains($0) ? $0 : nil }
  }

  /// True for a setting of a grant.
  var isOfGrant: Bool { steps.contains(Self.placeholder) }

  /// The member names that lead to it.
  var steps: [String] { name.split(separator: ".").map(String.init) }
}

extension ConfigKey.Kind {
  /// What a value has to be, for messages.
  var expectation: String {
    switch self {
    case .workspace: "a workspace's number"
    case .address: "an address as https://HOST/PATH (http for the loopback only)"
    case .command: "a shell line, or a list of a program and its arguments"
    case .choice(let words): words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
    case .grant: "a grant's name (1 to 64 letters, digits, '.', '_' or '-')"
    case .file: "a file's name"
    case .flag: "true or false"
    case .duration: "a length of time as 30m or 2h, at most 30d"
    }
  }

  /// True for a value it takes.
  func accepts(_ value: JSONValue) -> Bool {
    switch self {
    case .workspace: value.int.map { $0 > 0 } ?? false
    case .address: value.string.map { (try? BaseURL($0)) != nil } ?? false
    case .command: PasswordCommand(value) != nil
    case .choice(let words): words.contains { value.string?.isIdentical(to: $0) ?? false }
    case .grant: value.string.map(PolicySource.isGrantName) ?? false
    case .file: value.string.map { !$0.isEmpty && !$0.utf8.contains(0) } ?? false
    case .flag: value.bool != nil
    case .duration: value.string.flatMap(ConfigKey.seconds) != nil
    }
  }

  /// A word of the command line or the environment as a value; one that does not fit stays a text.
  func value(from word: String) -> JSONValue {
    switch self {
    case .workspace: Int(word).flatMap { String($0) == word ? JSONValue($0) : nil } ?? .string(word)
    case .flag: word == "true" || word == "false" ? .bool(word == "true") : .string(word)
    case .command: word.hasPrefix("[") ? (try? JSONValue.parse(word)) ?? .string(word) : .string(word)
    case .address, .choice, .grant, .file, .duration: .string(word)
    }
  }
}

/// A setting as it is called on the command line: a key of the table, and where it stands in the file.
struct ConfigName: Sendable {
  var key: ConfigKey
  /// Member names that lead to it.
  var steps: [String]

  /// With dots between the steps.
  var text: String { steps.joined(separator: ".") }

  /// A key, with the grant's name where it takes one.
  init(_ key: ConfigKey, grant: String = ConfigKey.placeholder) {
    self.key = key
    steps = key.steps.map { $0 == ConfigKey.placeholder ? grant : $0 }
  }

  /// Finds a setting by its dotted name. A grant's name may hold dots itself: it is whatever stands between the others.
  ///
  /// - Throws: a usage error with the nearest known name.
  init(_ text: String) throws(TTError) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let middle = parts.count > 2 ? parts.dropFirst().dropLast().joined(separator: ".") : ConfigKey.placeholder
    let known = ConfigKey.all.map { ConfigName($0, grant: middle) }
    guard let found = known.first(where: { $0.text.isIdentical(to: text) }),
      !found.key.isOfGrant || PolicySource.isGrantName(middle)
    else {
      let nearest = Spelling.closestMatch(to: text, among: known.map(\.text)).map { "did you mean \($0)?" }
      throw .usage(
        "there is no setting \(Shell.quoted(text))",
        hint: nearest ?? "known: " + ConfigKey.all.map(\.name).joined(separator: ", "))
    }
    self = found
  }
}

import Basics
import Policy
import SharedStore
import TrackingTime

/// One setting of `config.json`. Reading the file, `tt config` and `tt help settings` are based on the table of them.
struct ConfigKey: Sendable {
  /// What values a setting can have.
  enum Kind: Sendable {
    case workspace
    case address
    case command
    case choice([String])
    case grant
    case file
    case flag
    case duration
    case workingTime
    case contact
    case store
    case storeTimeout
  }

  /// The path of member names with dots; `NAME` is the name of a grant.
  var name: String
  var kind: Kind
  var summary: String
  /// The flag that overrides the setting.
  var flag: String?
  /// The environment variable that overrides the setting.
  var variable: String?
  /// The default value.
  var standard: JSONValue?

  /// The placeholder for the name of a grant.
  static let placeholder = "NAME"

  /// The setting of the working time of a day.
  static let targetName = "target"

  /// The setting of the shared store.
  static let storeName = "store"
  /// The variable that overrides it; unlike others also if it is empty, which means no store.
  static let storeVariable = "TT_STORE"

  /// The weekdays as settings name them, from Monday on.
  static let weekdays = [
    ("mon", "Mondays"), ("tue", "Tuesdays"), ("wed", "Wednesdays"), ("thu", "Thursdays"), ("fri", "Fridays"),
    ("sat", "Saturdays"), ("sun", "Sundays"),
  ]

  /// The seconds of a working time of at most a day; nil for anything else.
  static func workingTime(_ text: String) -> Int? {
    DurationText.parse(text).flatMap { (0...86_400).contains($0) ? $0 : nil }
  }

  /// All settings.
  static let all =
    [
      ConfigKey(
        name: "account_id", kind: .workspace, summary: "workspace for every call", flag: "account-id",
        variable: "TT_ACCOUNT_ID"),
      ConfigKey(
        name: "api_url", kind: .address, summary: "URL of the service", variable: "TT_API_URL",
        standard: .string(BaseURL.standard)),
      ConfigKey(
        name: "password_command", kind: .command, summary: "command that prints the app password on its first line"),
      ConfigKey(
        name: "week_start", kind: .choice(["monday", "sunday", "saturday"]), summary: "first day of the week",
        standard: "monday"),
      ConfigKey(
        name: targetName, kind: .workingTime,
        summary: "working time of each day from Monday to Friday, for tt today and week"),
    ]
    + weekdays.map { name, day in
      ConfigKey(name: targetName + "." + name, kind: .workingTime, summary: "working time of \(day)")
    } + [
      ConfigKey(
        name: "contact", kind: .contact,
        summary: "URL or e-mail address sent with every request, for the service to reach you"),
      ConfigKey(
        name: storeName, kind: .store,
        summary: "PostgreSQL database that many machines share limits, approvals and the audit log in",
        variable: storeVariable),
      ConfigKey(
        name: "store_password_command", kind: .command,
        summary: "command that prints the password of the store on its first line"),
      ConfigKey(
        name: "store_timeout", kind: .storeTimeout,
        summary: "time limit for reaching the store and for its answer", standard: "5s"),
      ConfigKey(name: "grant_lock", kind: .grant, summary: "only grant that calls can be made under"),
      ConfigKey(
        name: "approval_timeout", kind: .duration,
        summary: "how long an approval request, and then its answer, stays valid",
        standard: "30m"),
      ConfigKey(
        name: "grants.NAME.policy", kind: .file,
        summary: "policy file of the grant, relative to the folder of config.json"),
      ConfigKey(
        name: "grants.NAME.enforce", kind: .flag, summary: "whether the policy of the grant is enforced", standard: true
      ),
    ]

  /// The meaning, values, overrides and default of the setting, as one phrase.
  var explanation: String {
    let overridden = [flag.map { "--" + $0 }, variable].compactMap { $0 }.joined(separator: " and ")
    return summary + ": " + kind.expectation + (overridden.isEmpty ? "" : "; overridden by " + overridden)
      + (standard.map { "; default \($0.string ?? $0.compact)" } ?? "")
  }

  /// The seconds of a duration between 1 second and 30 days; nil for anything else.
  static func seconds(_ text: String) -> Int? {
    DurationText.parse(text).flatMap { (1...30 * 86_400).contains($0) ? $0 : nil }
  }

  /// The seconds of a time limit for the store, between 100 ms and a minute; nil for anything else.
  static func storeSeconds(_ text: String) -> Double? {
    let seconds: Double?
    if text.hasSuffix("ms"), case let digits = text.dropLast(2), digits.utf8.count <= 6 {
      seconds = UInt32(digits).map { Double($0) / 1000 }
    } else {
      seconds = DurationText.parse(text).map(Double.init)
    }
    return seconds.flatMap { (0.1...60).contains($0) ? $0 : nil }
  }

  /// True for printable ASCII without blanks or parentheses that looks like a URL or an e-mail address: it becomes part of a
  /// header.
  static func isContact(_ text: String) -> Bool {
    text.utf8.count <= 200 && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x28 && $0 != 0x29 }
      && (text.hasPrefix("https://") || text.hasPrefix("http://") || text.dropFirst().dropLast().contains("@"))
  }

  /// True if the setting belongs to a grant.
  var isOfGrant: Bool { name.containsText("." + Self.placeholder + ".") }

  /// True if the setting is that of one weekday.
  var isOfWeekday: Bool { name.hasPrefix(Self.targetName + ".") }

  /// The path of member names. Only a grant is an object of its own.
  var steps: [String] { isOfGrant ? name.split(separator: ".").map(String.init) : [name] }
}

extension ConfigKey.Kind {
  /// What a value has to be, for messages and help.
  var expectation: String {
    switch self {
    case .workspace: "a workspace ID"
    case .address: "a URL such as https://HOST/PATH (http only for loopback)"
    case .command: "a shell command, or a list of a program and its arguments"
    case .choice(let words): TTError.oneOf(words)
    case .grant: "a grant name (1 to 64 letters, digits, '.', '_' or '-')"
    case .file: "a file name"
    case .flag: "true or false"
    case .duration: "a duration such as 30m or 2h, at most 30d"
    case .workingTime: "a duration such as 8h or 7h30m, at most 24h"
    case .contact: "a URL or an e-mail address"
    case .store: StoreAddress.form
    case .storeTimeout: "a duration from 100ms to 60s"
    }
  }

  /// What is wrong with a value that `accepts` rejects.
  func problem(with value: JSONValue) -> String {
    // A wrong address may have a password in it, which is not repeated.
    if case .store = self, let text = value.string, let problem = StoreAddress.problem(with: text) {
      return "\(problem); expected \(expectation)"
    }
    return "expected " + expectation
  }

  /// True if a setting of this kind can have the value.
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
    case .workingTime: value.string.flatMap(ConfigKey.workingTime) != nil
    case .contact: value.string.map(ConfigKey.isContact) ?? false
    case .store: value.string.map { StoreAddress.problem(with: $0) == nil } ?? false
    case .storeTimeout: value.string.flatMap(ConfigKey.storeSeconds) != nil
    }
  }

  /// The value of a word from the command line or the environment. One that does not fit the kind stays a string.
  func value(from word: String) -> JSONValue {
    switch self {
    case .workspace: Int(word).flatMap { String($0) == word ? $0 : nil }.map { JSONValue($0) } ?? .string(word)
    case .flag: word == "true" || word == "false" ? .bool(word == "true") : .string(word)
    case .command: word.hasPrefix("[") ? (try? JSONValue.parse(word)) ?? .string(word) : .string(word)
    case .address, .choice, .grant, .file, .duration, .workingTime, .contact, .store, .storeTimeout:
      .string(word)
    }
  }
}

import Basics
import Policy
import TrackingTime

/// The content of `config.json`. The schema is closed: a key that is not in the table of settings is rejected.
struct Settings: Sendable, Equatable {
  /// The content of the file, checked.
  private(set) var document = JSONObject()

  /// No settings.
  init() {}

  /// The ID of the configured workspace.
  var accountID: Int? { document["account_id"]?.int }
  /// The URL of the service.
  var apiURL: String? { document["api_url"]?.string }
  /// The command that prints the app password.
  var passwordCommand: PasswordCommand? { document["password_command"].flatMap { PasswordCommand($0) } }
  /// The first day of the week: `monday`, `sunday` or `saturday`.
  var weekStart: String? { document["week_start"]?.string }
  /// The number of the first day of the week: 1 is Monday, 7 is Sunday.
  var weekStartDay: Int { ["sunday": 7, "saturday": 6][weekStart ?? ""] ?? 1 }
  /// The only grant that calls can be made under.
  var grantLock: String? { document["grant_lock"]?.string }
  /// The contact sent with every request.
  var contact: String? { document["contact"]?.string }
  /// How long an approval request, and then its answer, stays valid, in seconds.
  var approvalTimeout: Int? { document["approval_timeout"]?.string.flatMap(ConfigKey.seconds) }
  /// The address of the shared store.
  var store: String? { document[ConfigKey.storeName]?.string }
  /// The command that prints the password of the store.
  var storePasswordCommand: PasswordCommand? { document["store_password_command"].flatMap { PasswordCommand($0) } }
  /// The time limit for the store in seconds.
  var storeTimeout: Double? { document["store_timeout"]?.string.flatMap(ConfigKey.storeSeconds) }
  /// The working time of each weekday in seconds, from Monday on; nil if none is set.
  var targets: [Int]? {
    func seconds(_ name: String) -> Int? { document[name]?.string.flatMap(ConfigKey.workingTime) }
    let general = seconds(ConfigKey.targetName)
    let own = ConfigKey.weekdays.map { seconds(ConfigKey.targetName + "." + $0.0) }
    guard general != nil || own.contains(where: { $0 != nil }) else { return nil }
    return own.enumerated().map { day, seconds in seconds ?? (day < 5 ? general : nil) ?? 0 }
  }
  /// The configured grants.
  var grants: [String: GrantSettings] {
    (document["grants"]?.object?.members ?? []).reduce(into: [:]) { grants, member in
      grants[member.key] = GrantSettings(
        policy: member.value["policy"]?.string, enforce: member.value["enforce"]?.bool ?? true)
    }
  }

  /// Locks the grant, as `grant_lock` does.
  ///
  /// - Throws: a denial if the file locks another one.
  mutating func lock(to grant: String) throws(TTError) {
    if let lock = grantLock, !lock.isIdentical(to: grant) {
      throw .locked("config.json locks the grant to \(lock), but \(grant.inQuotes) was requested")
    }
    document["grant_lock"] = .string(grant)
  }

  /// The value at a path of member names.
  subscript(steps: [String]) -> JSONValue? {
    steps.reduce(JSONValue.object(document)) { $0?[$1] }
  }

  /// Reads `config.json`. Without the file there are no settings.
  ///
  /// - Throws: `.config` with line and column when the file is invalid.
  static func read(_ path: String) throws(TTError) -> Settings {
    let bytes: [UInt8]?
    do throws(SystemError) {
      bytes = try Files.read(path, limit: 4 << 20)
    } catch {
      throw .config("\(path) cannot be read: \(error.reason)")
    }
    guard let bytes else { return Settings() }
    let document: JSONValue
    do throws(JSONSyntaxError) {
      document = try JSONValue.parse(bytes)
    } catch {
      throw .config("\(path):\(error.line):\(error.column): invalid JSON: \(error.message)")
    }
    var settings = Settings()
    settings.document = try SettingsCheck(path: path, bytes: bytes).check(document)
    return settings
  }
}

/// Checks a document against the table of settings and reports the first problem with its place.
private struct SettingsCheck {
  let path: String
  let bytes: [UInt8]

  func check(_ document: JSONValue) throws(TTError) -> JSONObject {
    try check(document, at: JSONPointer(), keys: ConfigKey.all)
  }

  /// Checks the members of an object that lies on the paths of the keys.
  @discardableResult
  private func check(_ value: JSONValue, at place: JSONPointer, keys: [ConfigKey]) throws(TTError) -> JSONObject {
    guard let object = value.object else { throw wrong(place, "expected an object, found \(value.kindName)") }
    let depth = place.steps.count
    for member in object {
      let place = place.appending(member.key)
      let below = keys.filter {
        $0.steps[depth] == ConfigKey.placeholder || $0.steps[depth].isIdentical(to: member.key)
      }
      guard let key = below.first else { throw unknown(member.key, place, known: keys.map { $0.steps[depth] }) }
      if key.steps[depth] == ConfigKey.placeholder, !PolicySource.isGrantName(member.key) {
        throw wrong(place, "expected " + ConfigKey.Kind.grant.expectation)
      }
      if key.steps.count > depth + 1 {
        try check(member.value, at: place, keys: below)
      } else if !key.kind.accepts(member.value) {
        throw wrong(place, key.kind.problem(with: member.value))
      }
    }
    return object
  }

  private func unknown(_ key: String, _ place: JSONPointer, known: [String]) -> TTError {
    let names = known.reduce(into: [String]()) { names, name in if !names.contains(name) { names.append(name) } }
    let suggestion = Spelling.suggestion(for: key, among: names) { $0.inQuotes }
    return wrong(
      place, "unknown key \(key.inQuotes); " + (suggestion ?? "known keys: " + names.joined(separator: ", ")))
  }

  private func wrong(_ place: JSONPointer, _ message: String) -> TTError {
    let at = place.position(in: bytes)
    return .config("\(path):\(at.line):\(at.column): \(place.text.isEmpty ? "" : place.text + ": ")\(message)")
  }
}

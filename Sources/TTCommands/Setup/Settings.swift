import Basics
import Policy
import TrackingTime

/// The content of `config.json`. The schema is closed: an unknown key is refused.
struct Settings: Sendable, Equatable {
  /// The workspace, when one is configured.
  var accountID: Int?
  /// The service's address.
  var apiURL: String?
  /// The configured grants.
  var grants: [String: GrantSettings] = [:]

  /// No settings.
  init() {}

  /// Reads `config.json`; an absent file means no settings.
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
      throw .config("\(path):\(error.line):\(error.column): not JSON: \(error.message)")
    }
    var reader = SettingsReader(path: path, bytes: bytes)
    return try reader.read(document)
  }
}

/// Takes the settings out of a document, or names the first place that is wrong.
private struct SettingsReader {
  let path: String
  let bytes: [UInt8]
  var settings = Settings()

  mutating func read(_ document: JSONValue) throws(TTError) -> Settings {
    let root = JSONPointer()
    for member in try object(document, root) {
      let place = root.appending(member.key)
      switch member.key {
      case "account_id":
        guard let id = member.value.int, id > 0 else { throw wrong(place, "a workspace's number is expected") }
        settings.accountID = id
      case "api_url":
        guard let url = member.value.string else { throw wrong(place, "an address is expected") }
        settings.apiURL = url
      case "grants":
        for grant in try object(member.value, place) {
          settings.grants[grant.key] = try readGrant(grant, place.appending(grant.key))
        }
      default: throw unknown(member.key, place, known: ["account_id", "api_url", "grants"])
      }
    }
    return settings
  }

  private func readGrant(_ member: JSONObject.Member, _ place: JSONPointer) throws(TTError) -> GrantSettings {
    guard PolicySource.isGrantName(member.key) else {
      throw wrong(place, "a grant's name is 1 to 64 letters, digits, '.', '_' or '-'")
    }
    var grant = GrantSettings()
    for setting in try object(member.value, place) {
      let place = place.appending(setting.key)
      switch setting.key {
      case "policy":
        guard let file = setting.value.string, !file.isEmpty else { throw wrong(place, "a file's name is expected") }
        grant.policy = file
      default: throw unknown(setting.key, place, known: ["policy"])
      }
    }
    return grant
  }

  private func object(_ value: JSONValue, _ place: JSONPointer) throws(TTError) -> JSONObject {
    guard let object = value.object else { throw wrong(place, "an object is expected, not \(value.kindName)") }
    return object
  }

  private func unknown(_ key: String, _ place: JSONPointer, known: [String]) -> TTError {
    let nearest = Spelling.nearest(key, among: known).map { "; did you mean \"\($0)\"?" }
    return wrong(
      place, "the key \"\(key)\" is not known" + (nearest ?? "; known here: " + known.joined(separator: ", ")))
  }

  private func wrong(_ place: JSONPointer, _ message: String) -> TTError {
    let at = place.position(in: bytes)
    return .config("\(path):\(at.line):\(at.column): \(place.text.isEmpty ? "" : place.text + ": ")\(message)")
  }
}

import Basics

/// Converts the service's data to the form tt shows: full names, RFC 3339 times, masked secrets.
final class ResponseNormalizer {
  /// How a member of the given name is converted.
  private struct MemberRule {
    var name: String
    var full: String
    var isSecret: Bool
    var isTime: Bool
    var isID: Bool
  }

  /// True to keep tokens, invite links and calendar feeds readable.
  private let showSecrets: Bool
  /// The rules for the members of the last entry: entries of a list have the same names in the same order.
  private var entryRules: [MemberRule] = []

  init(showSecrets: Bool) { self.showSecrets = showSecrets }

  func normalize(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let elements): return .array(elements.map(normalize))
    case .object(let object): return .object(normalize(object))
    default: return value
    }
  }

  private func normalize(_ object: JSONObject) -> JSONObject {
    var members: [JSONObject.Member] = []
    members.reserveCapacity(object.count + 2)
    // Any of an entry's abbreviated members may be missing, but the start.
    let isEntry = object["s"]?.string != nil && object["start"] == nil
    let offset = (object["timezone"] ?? object["tz"])?.string.flatMap { UTCOffset($0) }
    for (index, member) in object.members.enumerated() {
      let rule = isEntry ? entryRule(member.key, at: index) : rule(member.key, full: member.key)
      if rule.isSecret, !member.value.isNull {
        members.append(JSONObject.Member(key: rule.full, value: "***"))
        continue
      }
      let value = rule.isID ? Self.number(member.value) : normalize(member.value)
      members.append(JSONObject.Member(key: rule.full, value: value))
      if rule.isTime, let offset, let text = member.value.string, let local = LocalTime(serviceText: text) {
        let stamp = rule.full == "end" ? end(local, of: object, offset) : local.instant(at: offset).rfc3339(offset)
        members.append(JSONObject.Member(key: rule.full + "_rfc3339", value: .string(stamp)))
      }
    }
    return JSONObject(members)
  }

  /// An ID as a number, also if the service writes it as text.
  private static func number(_ id: JSONValue) -> JSONValue {
    guard let text = id.string, let number = Int(text), String(number) == text else { return id }
    return JSONValue(number)
  }

  /// The end of an entry as an instant: its start and its duration where both are there, since the clocks may have changed
  /// in between. It is shown at the offset that its local time has then.
  private func end(_ local: LocalTime, of object: JSONObject, _ offset: UTCOffset) -> String {
    guard let start = (object["start"] ?? object["s"])?.string.flatMap({ LocalTime(serviceText: $0) }),
      let duration = (object["duration"] ?? object["d"])?.int, duration > 0
    else { return local.instant(at: offset).rfc3339(offset) }
    let instant = Instant(seconds: start.instant(at: offset).seconds + duration)
    let shift = local.wallSeconds - instant.seconds - offset.seconds
    let plausible = abs(shift) <= 3 * 3600 && shift % 900 == 0
    return instant.rfc3339(plausible ? UTCOffset(seconds: offset.seconds + shift) : offset)
  }

  private func entryRule(_ name: String, at index: Int) -> MemberRule {
    if index < entryRules.count, entryRules[index].name == name { return entryRules[index] }
    let found = rule(name, full: EntryKeys.full[name] ?? name)
    entryRules.removeSubrange(min(index, entryRules.count)...)
    if index == entryRules.count { entryRules.append(found) }
    return found
  }

  private func rule(_ name: String, full: String) -> MemberRule {
    MemberRule(
      name: name, full: full, isSecret: !showSecrets && Self.secrets.contains(full),
      isTime: full == "start" || full == "end", isID: full == "id" || full.hasSuffix("_id"))
  }

  /// Members that grant access.
  static let secrets: Set<String> = [
    "token", "tmp_token", "account_token", "api_token", "avatar_token", "icalendar_feed", "icalendar_token",
    "Icalendar Token", "invite_link", "password",
  ]
}

/// The abbreviated names of the service's entry lists.
enum EntryKeys {
  static let full: [String: String] = [
    "s": "start", "e": "end", "d": "duration", "se": "service", "seid": "service_id", "c": "customer",
    "cid": "customer_id", "p": "project", "pid": "project_id", "pn": "project_notes", "pif": "project_is_favorite",
    "t": "task", "tid": "task_id", "tt": "task_type", "tv": "task_visibility", "tl": "task_list", "dd": "due_date",
    "et": "estimated_time", "a": "is_archived", "u": "user", "uid": "user_id", "uhr": "user_hourly_rate",
    "uhc": "user_hourly_cost", "uau": "user_avatar_url", "tz": "timezone", "n": "notes", "co": "color",
    "r": "hourly_rate", "b": "is_billable", "bd": "is_billed", "to": "avatar_token", "er": "repeat",
    "rf": "frequency", "re": "repeat_every", "rgi": "repeat_group_id", "ety": "event_type",
    "uci": "user_color_index", "cci": "customer_color_index", "sci": "service_color_index", "toi": "time_off_id",
    "g": "user_groups", "ts": "tags",
  ]
}

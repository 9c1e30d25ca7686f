import Basics

/// Converts the service's data to the form tt shows: full names, RFC 3339 times, masked secrets.
final class ResponseNormalizer {
  /// How a member of the given name is converted.
  private struct MemberRule {
    var full: String
    var isSecret: Bool
    var isID: Bool
    /// True for a local time, beside which an RFC 3339 member is shown.
    var isTime: Bool
  }

  /// How objects with the same names are converted.
  private struct Shape {
    /// The names of the service.
    var names: [String]
    var rules: [MemberRule]
    /// The names that are shown.
    var keys: [String]
    /// True for an entry with abbreviated names: any of its members may be missing, but the start.
    var isAbbreviated: Bool
    // Where the members are that the times depend on.
    var start: Int?
    var duration: Int?
    var timezone: Int?

    func fits(_ object: JSONObject) -> Bool {
      object.hasKeys(names) && isAbbreviated == ResponseNormalizer.isAbbreviated(object, start: start)
    }
  }

  /// True to keep tokens, invite links and calendar feeds readable.
  private let showSecrets: Bool
  /// The shapes of the last objects, by depth: objects of a list have the same names in the same order.
  private var shapes: [Shape] = []
  /// The last text of a UTC offset, and what it says.
  private var lastOffset: (text: String, offset: UTCOffset?) = ("", nil)

  init(showSecrets: Bool) { self.showSecrets = showSecrets }

  func normalize(_ value: JSONValue) -> JSONValue { normalize(value, depth: 0) }

  private func normalize(_ value: JSONValue, depth: Int) -> JSONValue {
    switch value {
    case .array(let elements): return .array(elements.map { normalize($0, depth: depth) })
    case .object(let object): return .object(normalize(object, depth: depth))
    default: return value
    }
  }

  private func normalize(_ object: JSONObject, depth: Int) -> JSONObject {
    let shape = shape(of: object, at: depth)
    func text(_ index: Int?) -> String? { index.flatMap { object.values[$0].string } }
    let offset = text(shape.timezone).flatMap { self.offset($0) }
    let start = offset == nil ? nil : text(shape.start).flatMap { LocalTime(serviceText: $0) }
    var keys = shape.keys
    var values: [JSONValue] = []
    values.reserveCapacity(keys.count)
    for index in shape.rules.indices {
      let value = object.values[index]
      if shape.rules[index].isSecret, !value.isNull {
        values.append("***")
      } else {
        values.append(shape.rules[index].isID ? Self.number(value) : normalize(value, depth: depth + 1))
      }
      guard shape.rules[index].isTime else { continue }
      if let offset, let local = index == shape.start ? start : text(index).flatMap({ LocalTime(serviceText: $0) }) {
        let duration = shape.rules[index].full == "end" ? shape.duration.flatMap { object.values[$0].int } : nil
        values.append(.string(stamp(local, from: start, duration, offset)))
      } else {
        // It is not known which instant that is.
        keys.remove(at: values.count)
      }
    }
    return JSONObject(keys: keys, values: values)
  }

  private func offset(_ text: String) -> UTCOffset? {
    if !lastOffset.text.isIdentical(to: text) { lastOffset = (text, UTCOffset(text)) }
    return lastOffset.offset
  }

  private func shape(of object: JSONObject, at depth: Int) -> Shape {
    if depth < shapes.count, shapes[depth].fits(object) {
      // Shared by the objects that follow, which are then known at once.
      shapes[depth].names = object.keys
      return shapes[depth]
    }
    func index(_ name: String, _ short: String) -> Int? { object.index(of: name) ?? object.index(of: short) }
    let start = index("start", "s")
    let isAbbreviated = Self.isAbbreviated(object, start: start)
    let rules = object.keys.map { rule(isAbbreviated ? EntryKeys.full[$0] ?? $0 : $0) }
    let found = Shape(
      names: object.keys, rules: rules,
      keys: rules.flatMap { $0.isTime ? [$0.full, $0.full + "_rfc3339"] : [$0.full] },
      isAbbreviated: isAbbreviated, start: start, duration: index("duration", "d"), timezone: index("timezone", "tz"))
    if depth < shapes.count { shapes[depth] = found } else if depth == shapes.count { shapes.append(found) }
    return found
  }

  private static func isAbbreviated(_ object: JSONObject, start: Int?) -> Bool {
    start.map { object.keys[$0] == "s" && object.values[$0].string != nil } ?? false
  }

  /// An ID as a number, also if the service writes it as text.
  private static func number(_ id: JSONValue) -> JSONValue {
    guard let text = id.string, let number = Int(text), String(number) == text else { return id }
    return JSONValue(number)
  }

  /// A local time as an instant. The end of an entry is its start and its duration where both are there, since the clocks
  /// may have changed in between; it is shown at the offset that its local time has then.
  private func stamp(
    _ local: LocalTime, from start: LocalTime?, _ duration: Int?, _ offset: UTCOffset
  ) -> String {
    guard let start, let duration, duration > 0 else { return local.instant(at: offset).rfc3339(offset) }
    let instant = Instant(seconds: start.instant(at: offset).seconds + duration)
    let shift = local.wallSeconds - instant.seconds - offset.seconds
    let plausible = abs(shift) <= 3 * 3600 && shift % 900 == 0
    return instant.rfc3339(plausible ? UTCOffset(seconds: offset.seconds + shift) : offset)
  }

  private func rule(_ full: String) -> MemberRule {
    MemberRule(
      full: full, isSecret: !showSecrets && Self.secrets.contains(full), isID: full == "id" || full.hasSuffix("_id"),
      isTime: full == "start" || full == "end")
  }

  /// Members that grant access.
  static let secrets = [
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

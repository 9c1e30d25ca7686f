import Basics

/// A finished report: its groups and totals as data.
public struct Report: Sendable {
  /// The first day, `yyyy-MM-dd`.
  public var from: String
  /// The last day, `yyyy-MM-dd`, included.
  public var to: String
  /// The levels of the groups, outermost first.
  public var levels: [ReportLevel]
  /// How durations were rounded; nil when they were not.
  public var rounding: Rounding?
  /// The groups of the outermost level.
  public var groups: [ReportGroup]
  /// Gaps and overlaps; nil when they were not requested.
  public var gaps: GapFinder?

  /// A report from its parts.
  public init(
    from: String, to: String, levels: [ReportLevel], rounding: Rounding?, groups: [ReportGroup], gaps: GapFinder? = nil
  ) {
    self.from = from
    self.to = to
    self.levels = levels
    self.rounding = rounding
    self.groups = groups
    self.gaps = gaps
  }

  /// The sum of all groups.
  public var total: ReportAmount { ReportGroup.sum(groups.map(\.amount)) }

  /// The report as a JSON document. Durations are in seconds, with a `rounded_seconds` beside each where the report is
  /// rounded.
  public var json: JSONValue {
    var object: JSONObject = ["from": .string(from), "to": .string(to)]
    object["by"] = .array(levels.map { .string($0.rawValue) })
    if let rounding {
      object["round"] = [
        "seconds": JSONValue(rounding.step), "mode": .string(rounding.mode.rawValue),
        "per": .string(rounding.unit.rawValue),
      ]
    }
    object["groups"] = .array(groups.map(json))
    object["total"] = .object(JSONObject(members(total)))
    if let gaps {
      object["gaps"] = .array(gaps.gaps.map(\.json))
      object["overlaps"] = .array(gaps.overlaps.map(\.json))
    }
    return .object(object)
  }

  private func json(_ group: ReportGroup) -> JSONValue {
    var object: JSONObject = ["key": .text(group.label.name), "id": .whole(group.label.id)]
    for member in members(group.amount) { object[member.key] = member.value }
    if !group.groups.isEmpty { object["groups"] = .array(group.groups.map(json)) }
    return .object(object)
  }

  private func members(_ amount: ReportAmount) -> [JSONObject.Member] {
    var members = [JSONObject.Member(key: "seconds", value: JSONValue(amount.seconds))]
    if rounding != nil { members.append(.init(key: "rounded_seconds", value: JSONValue(amount.rounded))) }
    return members
  }
}

extension TimeRange {
  fileprivate var json: JSONValue {
    var object: JSONObject = [
      "user": .text(user.name), "user_id": .whole(user.id), "day": .string(day), "start": .string(start.text),
      "start_rfc3339": .string(start.rfc3339), "end": .string(end.text), "end_rfc3339": .string(end.rfc3339),
      "seconds": JSONValue(seconds),
    ]
    if !entries.isEmpty { object["entries"] = .array(entries.map { JSONValue($0) }) }
    return .object(object)
  }
}

extension JSONValue {
  fileprivate static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
  fileprivate static func whole(_ number: Int?) -> JSONValue { number.map { JSONValue($0) } ?? .null }
}

/// Durations as they appear on invoices.
public enum HoursFormat {
  /// Hours and minutes, rounded to the nearest minute: `1:30`.
  public static func clock(_ seconds: Int) -> String {
    let minutes = nearest(seconds, 60)
    let rest = String(minutes.magnitude % 60)
    return (minutes < 0 ? "-" : "") + "\(minutes.magnitude / 60):" + (rest.utf8.count < 2 ? "0" : "") + rest
  }

  /// Hours with two decimals: `1.50`.
  public static func decimal(_ seconds: Int) -> String {
    let hundredths = hundredths(seconds)
    let rest = String(hundredths.magnitude % 100)
    return (hundredths < 0 ? "-" : "") + "\(hundredths.magnitude / 100)." + (rest.utf8.count < 2 ? "0" : "") + rest
  }

  /// Hundredths of an hour, rounded to the nearest.
  public static func hundredths(_ seconds: Int) -> Int { nearest(seconds, 36) }

  private static func nearest(_ value: Int, _ unit: Int) -> Int {
    (value + (value < 0 ? -unit / 2 : unit / 2)) / unit
  }
}

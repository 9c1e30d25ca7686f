import Basics

/// A finished report, and how machines see it.
struct Report: Sendable {
  /// First and last day, `yyyy-MM-dd`.
  var from: String
  var to: String
  var levels: [ReportLevel]
  var rounding: Rounding?
  var groups: [ReportGroup]
  /// Nil when they were not asked for.
  var gaps: GapFinder?

  var total: ReportAmount { ReportGroup.sum(groups.map(\.amount)) }

  /// Lengths in seconds; `rounded_seconds` where lengths are rounded.
  var json: JSONValue {
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
      object["gaps"] = .array(gaps.gaps.map { $0.json })
      object["overlaps"] = .array(gaps.overlaps.map { $0.json })
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

  /// The groups of the last level, one row each, for CSV and its kin.
  var rows: [JSONValue] { rows(groups, []) }

  private func rows(_ groups: [ReportGroup], _ path: [JSONObject.Member]) -> [JSONValue] {
    groups.flatMap { group -> [JSONValue] in
      var path = path + [.init(key: group.level.rawValue, value: .text(group.label.name))]
      if !group.level.isCalendar {
        path.append(.init(key: group.level.rawValue + "_id", value: .whole(group.label.id)))
      }
      if !group.groups.isEmpty { return rows(group.groups, path) }
      path += [
        .init(key: "seconds", value: JSONValue(group.amount.seconds)),
        .init(key: "hours", value: hours(group.amount.seconds)),
      ]
      if rounding != nil {
        path += [
          .init(key: "rounded_seconds", value: JSONValue(group.amount.rounded)),
          .init(key: "rounded_hours", value: hours(group.amount.rounded)),
        ]
      }
      return [.object(JSONObject(path))]
    }
  }

  private func hours(_ seconds: Int) -> JSONValue {
    JSONNumber(Double(HoursFormat.hundredths(seconds)) / 100).map(JSONValue.number) ?? .null
  }

  /// The columns of `rows`: one for each level, then the lengths.
  var columns: [Column] {
    let lengths = ["seconds", "hours"] + (rounding == nil ? [] : ["rounded_seconds", "rounded_hours"])
    return levels.map { Column($0.rawValue) }
      + lengths.map { Column($0, kind: $0.hasSuffix("hours") ? .hours : .number) }
  }

  /// The member of a row that names its group best.
  var idKey: String {
    let level = levels.last ?? .project
    return level.isCalendar ? level.rawValue : level.rawValue + "_id"
  }
}

extension TimeRange {
  var json: JSONValue {
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

/// Lengths as people bill them.
enum HoursFormat {
  /// Hours and minutes, to the nearest minute: `1:30`.
  static func clock(_ seconds: Int) -> String {
    let minutes = nearest(seconds, 60)
    let rest = String(minutes.magnitude % 60)
    return (minutes < 0 ? "-" : "") + "\(minutes.magnitude / 60):" + (rest.utf8.count < 2 ? "0" : "") + rest
  }

  /// Hours with two decimals: `1.50`.
  static func decimal(_ seconds: Int) -> String {
    let hundredths = hundredths(seconds)
    let rest = String(hundredths.magnitude % 100)
    return (hundredths < 0 ? "-" : "") + "\(hundredths.magnitude / 100)." + (rest.utf8.count < 2 ? "0" : "") + rest
  }

  /// Hundredths of an hour.
  static func hundredths(_ seconds: Int) -> Int { nearest(seconds, 36) }

  private static func nearest(_ value: Int, _ unit: Int) -> Int {
    (value + (value < 0 ? -unit / 2 : unit / 2)) / unit
  }
}

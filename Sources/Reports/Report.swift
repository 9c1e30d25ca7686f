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
  /// Hours, minutes and seconds, `1:30:00`; without the seconds if all such durations are whole minutes.
  public static func clock(_ seconds: Int, isWholeMinutes: Bool) -> String {
    let text = DurationText.clock(seconds)
    return isWholeMinutes ? String(text.dropLast(3)) : text
  }

  /// Hours from a whole number of fractions: `1.50` from 150 hundredths, `1.5000` from 15,000 ten-thousandths.
  public static func decimal(_ fractions: Int, digits: Int) -> String {
    let unit = (0..<digits).reduce(1) { unit, _ in unit * 10 }
    let rest = String(fractions.magnitude % UInt(unit))
    let zeros = String(repeating: "0", count: max(0, digits - rest.utf8.count))
    return (fractions < 0 ? "-" : "") + "\(fractions.magnitude / UInt(unit))." + zeros + rest
  }
}

extension Report {
  /// The decimals that hours are shown with: two if that is exact, else four.
  public var decimals: Int {
    func leaves(_ groups: [ReportGroup]) -> [ReportGroup] {
      groups.flatMap { $0.groups.isEmpty ? [$0] : leaves($0.groups) }
    }
    return leaves(groups).allSatisfy { $0.amount.rounded.isMultiple(of: 36) } ? 2 : 4
  }

  /// Rounds the hours of consecutive groups to the report's decimals so that they add up to the total.
  public var hoursApportionment: Apportionment {
    Apportionment(numerator: decimals == 2 ? 100 : 10_000, denominator: 3600)
  }
}

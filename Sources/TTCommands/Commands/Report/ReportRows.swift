import Basics
import Reports

/// A report as rows, for CSV and the other formats of one record per line.
extension Report {
  /// One row for each group of the last level. The hours of all rows add up to those of the total.
  var rows: [JSONValue] {
    var tracked = hoursApportionment
    var rounded = hoursApportionment
    let unit = decimals == 2 ? 100.0 : 10_000
    return rows(groups, [], &tracked, &rounded) { fractions in
      JSONNumber(Double(fractions) / unit).map(JSONValue.number) ?? .null
    }
  }

  private func rows(
    _ groups: [ReportGroup], _ path: [JSONObject.Member], _ tracked: inout Apportionment,
    _ rounded: inout Apportionment,
    hours: (Int) -> JSONValue
  ) -> [JSONValue] {
    var found: [JSONValue] = []
    for group in groups {
      var path = path + [.init(key: group.level.rawValue, value: group.label.name.map(JSONValue.string) ?? .null)]
      if !group.level.isCalendar {
        path.append(.init(key: group.level.rawValue + "_id", value: group.label.id.map { JSONValue($0) } ?? .null))
      }
      if !group.groups.isEmpty {
        found += rows(group.groups, path, &tracked, &rounded, hours: hours)
        continue
      }
      path += [
        .init(key: "seconds", value: JSONValue(group.amount.seconds)),
        .init(key: "hours", value: hours(tracked.next(group.amount.seconds))),
      ]
      if rounding != nil {
        path += [
          .init(key: "rounded_seconds", value: JSONValue(group.amount.rounded)),
          .init(key: "rounded_hours", value: hours(rounded.next(group.amount.rounded))),
        ]
      }
      found.append(.object(JSONObject(path)))
    }
    return found
  }

  /// The columns of `rows`: one for each level, then the durations.
  var columns: [Column] {
    let durations = ["seconds", "hours"] + (rounding == nil ? [] : ["rounded_seconds", "rounded_hours"])
    return levels.map { Column($0.rawValue) }
      + durations.map { Column($0, kind: $0.hasSuffix("hours") ? .hours : .number) }
  }

  /// The member of a row that identifies its group.
  var idKey: String {
    let level = levels.last ?? .project
    return level.isCalendar ? level.rawValue : level.rawValue + "_id"
  }
}

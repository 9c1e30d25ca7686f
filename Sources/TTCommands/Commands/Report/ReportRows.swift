import Basics
import Reports

/// A report as rows, for CSV and the other formats of one record per line.
extension Report {
  /// One row for each group of the last level.
  var rows: [JSONValue] { rows(groups, []) }

  private func rows(_ groups: [ReportGroup], _ path: [JSONObject.Member]) -> [JSONValue] {
    groups.flatMap { group -> [JSONValue] in
      var path = path + [.init(key: group.level.rawValue, value: group.label.name.map(JSONValue.string) ?? .null)]
      if !group.level.isCalendar {
        path.append(.init(key: group.level.rawValue + "_id", value: group.label.id.map { JSONValue($0) } ?? .null))
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

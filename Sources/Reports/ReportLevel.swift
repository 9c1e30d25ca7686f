import Basics

/// What a report groups by. The raw value is its name in flags, columns and JSON.
public enum ReportLevel: String, Sendable, CaseIterable {
  case project, task, customer, user, day, week, month

  /// True for periods of the calendar, at whose boundaries entries are split.
  public var isCalendar: Bool { self == .day || self == .week || self == .month }

  /// The group an entry belongs to; nil for calendar levels.
  func label(of row: JSONValue) -> ReportLabel? {
    if isCalendar { return nil }
    // The hidden task that represents time on a project alone is not a task to its users.
    let isHidden = row["task_type"]?.string == "GHOST" || row["task_visibility"]?.string == "HIDDEN"
    if self == .task, isHidden { return ReportLabel() }
    let name = row[rawValue]?.string ?? ""
    return ReportLabel(id: row[rawValue + "_id"]?.int, name: name.isEmpty ? nil : name)
  }

  /// The calendar period a day lies in: the day itself, the first day of its week, or its month.
  ///
  /// - Parameter weekStart: the first weekday of a week; 1 is Monday.
  func label(of day: LocalTime?, weekStart: Int) -> ReportLabel {
    guard let day else { return ReportLabel() }
    switch self {
    case .week: return ReportLabel(name: day.adding(days: -((day.weekday - weekStart + 7) % 7)).dateText)
    case .month: return ReportLabel(name: String(day.dateText.prefix(7)))
    default: return ReportLabel(name: day.dateText)
    }
  }
}

/// The name and ID of a group; both nil for time without a project, task or customer.
public struct ReportLabel: Hashable, Sendable {
  /// The object's ID; nil for calendar periods.
  public var id: Int?
  /// The object's name, or the period as `yyyy-MM-dd` (a day, the first day of a week) or `yyyy-MM`.
  public var name: String?

  /// A label from its parts.
  public init(id: Int? = nil, name: String? = nil) {
    self.id = id
    self.name = name
  }
}

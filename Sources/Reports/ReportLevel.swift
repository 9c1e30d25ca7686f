import Basics

/// What a report groups by. The raw value is the word for it on the command line and in JSON.
enum ReportLevel: String, Sendable, CaseIterable {
  case project, task, customer, user, day, week, month

  /// True for stretches of the calendar, at whose ends entries are split.
  var isCalendar: Bool { self == .day || self == .week || self == .month }

  /// Reads `project,task`: one level or two, each at most once.
  static func parse(_ words: [String]) throws(TTError) -> [ReportLevel] {
    let names = words.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let known = allCases.map(\.rawValue)
    var levels: [ReportLevel] = []
    for name in names {
      guard let level = ReportLevel(rawValue: name) else {
        let nearest = Spelling.closestMatch(to: name, among: known).map { "did you mean \($0)?" }
        throw .usage("--by is \(Shell.quoted(name)); it takes \(known.joined(separator: ", "))", hint: nearest)
      }
      if levels.contains(level) { throw .usage("--by names \(name) twice") }
      levels.append(level)
    }
    if levels.count > 2 {
      throw .usage("--by names \(levels.count) levels; it takes one or two", hint: "for example --by project,task")
    }
    return levels
  }

  /// The group of a thing an entry is about; nil for calendar levels.
  func label(of row: JSONValue) -> ReportLabel? {
    if isCalendar { return nil }
    // The hidden task that stands for time on a project alone is no task for people.
    let isHidden = row["task_type"]?.string == "GHOST" || row["task_visibility"]?.string == "HIDDEN"
    if self == .task, isHidden { return ReportLabel() }
    let name = row[rawValue]?.string ?? ""
    return ReportLabel(id: row[rawValue + "_id"]?.int, name: name.isEmpty ? nil : name)
  }

  /// The stretch of the calendar a day lies in: the day, the first day of its week, or the month.
  ///
  /// - Parameter weekStart: the weekday weeks begin with, 1 is Monday.
  func label(of day: LocalTime?, weekStart: Int) -> ReportLabel {
    guard let day else { return ReportLabel() }
    switch self {
    case .week: return ReportLabel(name: day.adding(days: -((day.weekday - weekStart + 7) % 7)).dateText)
    case .month: return ReportLabel(name: String(day.dateText.prefix(7)))
    default: return ReportLabel(name: day.dateText)
    }
  }
}

/// What a group is called and known by; empty for time without a project, task or customer.
struct ReportLabel: Hashable, Sendable {
  var id: Int?
  var name: String?
}

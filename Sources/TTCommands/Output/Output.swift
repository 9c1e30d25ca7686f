import TrackingTime
import Basics

/// The result of a command: its data, and how to show it as text.
struct Output: Sendable {
  /// How the data is shown as text.
  enum View: Sendable {
    case lines([String])
    /// A text for other programs, printed unchanged.
    case raw(String)
    /// The elements of `value` as a table.
    case table(ListView)
    /// The members of `value`, one per line.
    case fields
    /// What people want to know of one object, one line for each.
    case details([(name: String, value: String)])
    /// Nothing: the rows have been printed already.
    case none
  }

  /// What `--json` prints.
  var value: JSONValue
  var view: View
  /// Notes for standard error.
  var notes: [String] = []
  /// The exit code of a command that succeeded; not 0 where the result is a verdict.
  var exit: Int32 = 0
  /// True if it is that of a change that was made.
  var isMade = false
  /// The members that the value may have, beside those known from the tool.
  var declared: [String] = []
  /// The columns of an object in CSV and TSV; nil for all its members.
  var columns: [Column]?
}

extension Output {
  /// True if the value says that something was changed, or queued.
  var showsChange: Bool {
    (value.array ?? [value]).contains { $0["changed"]?.bool == true || $0["queued"]?.bool == true }
  }
}

/// How a list is shown.
struct ListView: Sendable {
  var columns: [Column]
  /// The note on standard error that replaces an empty table.
  var empty: String
  /// The member with the ID of an element.
  var idKey = "id"
  /// The members that elements may have beside those of the columns.
  var fields: [String] = []
  /// How the list is shown on a terminal, if not as a plain table.
  var terminal: (@Sendable (_ rows: [JSONValue], _ style: Style, _ width: Int?) -> String)?
}

extension Output {
  /// A number of time entries in words.
  static func entries(_ count: Int) -> String { count == 1 ? "1 entry" : "\(count) entries" }

  /// The output of a write to one object: `Created task 8310: Write report.`
  static func written(_ result: ToolResult, verb: String, noun: String) -> Output {
    let id = result.data["id"]?.int.map { " \($0)" } ?? ""
    let name = result.data["name"]?.string.map { ": \($0)" } ?? ""
    return Output(value: result.withChanged, view: .lines(["\(verb) \(noun)\(id)\(name)."]))
  }

  /// The output of a write to a time entry: `Added Write report, 2026-03-02 09:00:00 to …, 1:15:00 (entry 6401).`
  static func writtenEntry(_ result: ToolResult, verb: String) -> Output {
    Output(value: result.withChanged, view: .lines(["\(verb) \(entryText(result.data))."]))
  }

  /// A time entry in words: `Write report, 2026-03-02 09:00:00 to …, 1:15:00 (entry 6401)`.
  static func entryText(_ entry: JSONValue) -> String {
    let title = RunningTimer(entry)?.title ?? "the entry"
    let id = entry["id"]?.int.map { " (entry \($0))" } ?? ""
    if entry["running"]?.bool == true { return title + (entry["start"]?.string.map { ", since \($0)" } ?? "") + id }
    let times = [entry["start"]?.string, entry["end"]?.string].compactMap { $0 }.joined(separator: " to ")
    let duration = times.isEmpty ? nil : entry["duration"]?.int.map { ", " + DurationText.clock($0) }
    return title + (times.isEmpty ? "" : ", " + times) + (duration ?? "") + id
  }
}

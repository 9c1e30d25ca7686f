import Basics
import TrackingTime

extension Output {
  /// The output of a write to one object: `Created task 8310: Write report.`
  static func written(_ answer: ToolResult, verb: String, noun: String) -> Output {
    let id = answer.data["id"]?.int.map { " \($0)" } ?? ""
    let name = answer.data["name"]?.string.map { ": \($0)" } ?? ""
    return Output(value: answer.withChanged, view: .lines(["\(verb) \(noun)\(id)\(name)."]))
  }

  /// The output of a write to a time entry: `Added Write report, 2026-03-02 09:00:00 to …, 1:15:00 (entry 6401).`
  static func writtenEntry(_ answer: ToolResult, verb: String) -> Output {
    let entry = answer.data
    let title = RunningTimer(entry)?.title ?? "the entry"
    let id = entry["id"]?.int.map { " (entry \($0))" } ?? ""
    let times = [entry["start"]?.string, entry["end"]?.string].compactMap { $0 }.joined(separator: " to ")
    let duration = entry["duration"]?.int.map { ", " + DurationText.clock($0) } ?? ""
    return Output(value: answer.withChanged, view: .lines(["\(verb) \(title), \(times)\(duration)\(id)."]))
  }
}

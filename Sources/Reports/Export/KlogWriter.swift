import Basics

/// Writes klog's records: local times in whole minutes.
extension EntryExporter {
  mutating func klogText(_ entry: ExportedEntry) -> String {
    let (first, last) = (zone.local(at: entry.start), zone.local(at: entry.end))
    let days = last.days(since: first)
    guard days == 0 || days == 1 else {
      omittedCount += 1
      return ""
    }
    let minutes = KlogSummary.minutes(from: entry.start, to: entry.end)
    if minutes == 0 { inexactCount += 1 }
    var text = ""
    if day != first.midnight {
      text = (day == nil ? "" : "\n") + first.dateText + "\n"
      day = first.midnight
    }
    var time = first.minuteText + " - " + last.minuteText + (days == 1 ? ">" : "")
    var tags = tags(entry)
    if minutes > 0, !isRange(entry, first, last) {
      time = (minutes < 60 ? "" : "\(minutes / 60)h") + (minutes % 60 == 0 ? "" : "\(minutes % 60)m")
      tags += [(KlogSummary.start, entry.start), (KlogSummary.end, entry.end)].map { name, time in
        "#\(name)=" + Self.quoted(time.rfc3339(zone.offset(at: time)))
      }
    }
    return text + "    " + ([time, entry.notes.onOneLine] + tags).filter { !$0.isEmpty }.joined(separator: " ") + "\n"
  }

  /// True if the local times are read as the same minutes again, and klog's total of them is the time that passed. Where
  /// the clock is set forward or back in between, it is not.
  private func isRange(_ entry: ExportedEntry, _ first: LocalTime, _ last: LocalTime) -> Bool {
    let locals = [first, last].map { $0.adding(seconds: -$0.second) }
    guard locals[1].seconds(since: locals[0]) == KlogSummary.minutes(from: entry.start, to: entry.end) * 60,
      let read = try? WrittenTime.instants(from: locals[0], to: locals[1], in: zone)
    else { return false }
    return read.start.seconds == entry.start.seconds - first.second
      && read.end.seconds == entry.end.seconds - last.second
  }

  /// The tags from which the task is known again; the ID, which decides, is the last.
  private func tags(_ entry: ExportedEntry) -> [String] {
    var tags: [String] = []
    if !entry.task.isEmpty { tags.append("#task=" + Self.quoted(entry.task)) }
    if !entry.project.isEmpty { tags.append("#project=" + Self.quoted(entry.project)) }
    if let id = entry.taskID { tags.append("#tt=\(id)") }
    return tags
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.onOneLine.replacing(scalar: "\"", with: "'") + "\""
  }
}

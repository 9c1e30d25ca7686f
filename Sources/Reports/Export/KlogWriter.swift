import Basics

/// Writes klog's records: local times in whole minutes.
extension EntryExporter {
  mutating func klogText(_ entry: ExportedEntry) -> String {
    let (first, last) = (zone.local(at: entry.start), zone.local(at: entry.end))
    let days = last.days(since: first)
    // Into an hour that happens twice, local times may go back.
    guard days == 1 || days == 0 && first.minuteText <= last.minuteText else {
      omittedCount += 1
      return ""
    }
    if !isExact(entry, first, last) { inexactCount += 1 }
    var text = ""
    if day != first.midnight {
      text = (day == nil ? "" : "\n") + first.dateText + "\n"
      day = first.midnight
    }
    let range = first.minuteText + " - " + last.minuteText + (days == 1 ? ">" : "")
    return text + "    " + ([range, entry.notes.onOneLine] + tags(entry)).filter { !$0.isEmpty }.joined(separator: " ")
      + "\n"
  }

  /// True if the times are read as the same minutes again.
  private func isExact(_ entry: ExportedEntry, _ first: LocalTime, _ last: LocalTime) -> Bool {
    let start = WrittenTime.instant(of: first.adding(seconds: -first.second), in: zone)
    let end = WrittenTime.instant(of: last.adding(seconds: -last.second), in: zone, after: start)
    return start?.seconds == entry.start.seconds - first.second && end?.seconds == entry.end.seconds - last.second
      && start != end
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

import Basics

/// What was made already, before a failure.
extension DayChanges {
  /// True if an entry is what a line asks for, though it reads differently: what was sent before a failure may have
  /// arrived, with a task that the line gives by its ID, or a time without its zero.
  func isMade(_ line: DayLine, _ entry: DayEntry) throws(TTError) -> Bool {
    let first = zone.local(at: entry.start)
    guard try isMinute(line.start, of: entry.start, line) else { return false }
    switch (line.end, entry.end) {
    case (nil, nil): break
    case (let word?, let end?):
      guard zone.local(at: end).days(since: first) == line.endDays, try isMinute(word, of: end, line, line.endDays)
      else { return false }
    default: return false
    }
    let (title, notes) = try line.parts(knowing: [entry.title])
    return notes == entry.notes && (title == entry.title || entry.taskID != nil && Int(title) == entry.taskID)
  }

  private func isMinute(_ word: String, of time: Instant, _ line: DayLine, _ days: Int = 0) throws(TTError) -> Bool {
    zone.local(at: try instant(word, line, days: days)).minuteText == zone.local(at: time).minuteText
  }
}

/// A time of day on a clock of 24 hours.
public struct ClockTime: Sendable, Equatable {
  /// 0 to 23.
  public let hour: Int
  /// 0 to 59.
  public let minute: Int
  /// 0 to 59.
  public let second: Int

  /// 00:00:00.
  public static let midnight = ClockTime(hour: 0, minute: 0, second: 0)

  private init(hour: Int, minute: Int, second: Int) {
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// Reads `9:30`, `09:30:15`, `9am`, `9:30 pm`, `noon` or `midnight` at the cursor, in any case.
  init?(_ cursor: inout TextCursor) {
    if cursor.takeWholeWord(["noon"]) {
      self.init(hour: 12, minute: 0, second: 0)
      return
    }
    if cursor.takeWholeWord(["midnight"]) {
      self = .midnight
      return
    }
    guard let hour = cursor.number(1...2) else { return nil }
    var (minute, second) = (0, 0)
    let hasMinutes = cursor.take(":")
    if hasMinutes {
      guard let value = cursor.number(2...2), value < 60 else { return nil }
      minute = value
      if cursor.take(":") {
        guard let value = cursor.number(2...2), value < 60 else { return nil }
        second = value
      }
    }
    let end = cursor
    cursor.skipBlanks()
    let isMorning = cursor.takeWholeWord(["am"])
    if isMorning || cursor.takeWholeWord(["pm"]) {
      guard (1...12).contains(hour) else { return nil }
      self.init(hour: hour % 12 + (isMorning ? 0 : 12), minute: minute, second: second)
      return
    }
    cursor = end
    guard hasMinutes, hour < 24 else { return nil }
    self.init(hour: hour, minute: minute, second: second)
  }

  /// The shortest form with minutes, such as `09:30` or `09:30:15`.
  public var text: String {
    "\(Civil.padded(hour)):\(Civil.padded(minute))" + (second == 0 ? "" : ":\(Civil.padded(second))")
  }
}

/// A zone rule in the notation of POSIX `TZ` and of zone file footers: a standard offset and, if the zone has daylight
/// saving time, the yearly days on which clocks change.
struct POSIXTimeZone: Sendable {
  /// A day of the year, and a time on it.
  struct Change: Sendable {
    enum Day: Sendable {
      /// `Jn`: 1 to 365, 29 February is never counted.
      case withoutLeapDay(Int)
      /// `n`: 0 to 365, 29 February is counted.
      case withLeapDay(Int)
      /// `Mm.w.d`: the week-th weekday of a month; week 5 is the last, weekday 0 is Sunday.
      case weekday(month: Int, week: Int, day: Int)
    }

    var day: Day
    /// Seconds after the day's midnight, −167 to 167 hours.
    var time: Int
  }

  let standard: Int
  let summer: (offset: Int, begins: Change, ends: Change)?

  /// All changes of offset in these years, in order, in seconds since 1970.
  func changes(_ years: ClosedRange<Int>) -> [ZoneTransition] {
    guard let summer else { return [] }
    var changes: [ZoneTransition] = []
    for year in years {
      // If summer time ends when the next one starts, it lasts all year, so the start sorts last.
      changes.append(ZoneTransition(at: summer.ends.seconds(in: year) - summer.offset, offset: standard))
      changes.append(ZoneTransition(at: summer.begins.seconds(in: year) - standard, offset: summer.offset))
    }
    return changes.enumerated().sorted {
      if $0.element.at != $1.element.at { return $0.element.at < $1.element.at }
      return $0.element.offset == standard && $1.element.offset != standard
    }.map(\.element)
  }

  /// The offset at a point in seconds since 1970.
  func offset(at seconds: Int) -> Int {
    let year = Civil.date(Civil.floorDivide(seconds, Civil.secondsPerDay)).year
    return changes(year - 1...year + 1).last { $0.at <= seconds }?.offset ?? standard
  }
}

extension POSIXTimeZone.Change {
  /// Seconds between 1970-01-01 00:00:00 and the change, on the clock that is about to be changed.
  fileprivate func seconds(in year: Int) -> Int {
    let newYear = Civil.days(year: year, month: 1, day: 1)
    let days: Int
    switch day {
    case .withoutLeapDay(let number): days = newYear + number - (Civil.isLeap(year) && number >= 60 ? 0 : 1)
    case .withLeapDay(let number): days = newYear + number
    case .weekday(let month, let week, let day):
      let first = Civil.days(year: year, month: month, day: 1)
      let skip = (day - Civil.weekday(first) % 7 + 7) % 7
      var number = skip + 7 * (week - 1)
      if number >= Civil.daysInMonth(month, of: year) { number -= 7 }
      days = first + number
    }
    return days * Civil.secondsPerDay + time
  }
}

extension POSIXTimeZone {
  /// Reads `CET-1CEST,M3.5.0,M10.5.0/3`, `<+0530>-5:30`, `EST5EDT`. Nil if the notation is invalid.
  init?(_ text: String) {
    var cursor = TextCursor(text)
    guard Self.name(&cursor), let west = Self.time(&cursor, hours: 24) else { return nil }
    standard = -west
    if cursor.atEnd {
      summer = nil
      return
    }
    guard Self.name(&cursor) else { return nil }
    var offset = standard + 3600
    if !cursor.atEnd, cursor.peek != UInt8(ascii: ",") {
      guard let west = Self.time(&cursor, hours: 24) else { return nil }
      offset = -west
    }
    // POSIX leaves the default days undefined; the C library uses those of the United States.
    var rules = cursor.atEnd ? TextCursor(",M3.2.0,M11.1.0") : cursor
    guard let begins = Self.change(&rules), let ends = Self.change(&rules), rules.atEnd else { return nil }
    summer = (offset, begins, ends)
  }

  private static func name(_ cursor: inout TextCursor) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    guard cursor.take("<") else { return cursor.run(while: isLetter).utf8.count >= 3 }
    let name = cursor.run { isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2B || $0 == 0x2D }
    return cursor.take(">") && name.utf8.count >= 3
  }

  /// Reads `[+-]h[h[h]][:mm[:ss]]` as seconds.
  private static func time(_ cursor: inout TextCursor, hours: Int) -> Int? {
    let sign = cursor.takeOne(of: "+-")
    guard let hour = cursor.number(1...3), hour <= hours else { return nil }
    var seconds = hour * 3600
    for unit in [60, 1] where cursor.take(":") {
      guard let value = cursor.number(1...2), value < 60 else { return nil }
      seconds += value * unit
    }
    return sign == UInt8(ascii: "-") ? -seconds : seconds
  }

  private static func change(_ cursor: inout TextCursor) -> Change? {
    guard cursor.take(","), let day = day(&cursor) else { return nil }
    guard cursor.take("/") else { return Change(day: day, time: 2 * 3600) }
    guard let time = time(&cursor, hours: 167) else { return nil }
    return Change(day: day, time: time)
  }

  private static func day(_ cursor: inout TextCursor) -> Change.Day? {
    if cursor.take("J") {
      guard let number = cursor.number(1...3), (1...365).contains(number) else { return nil }
      return .withoutLeapDay(number)
    }
    guard cursor.take("M") else {
      guard let number = cursor.number(1...3), number <= 365 else { return nil }
      return .withLeapDay(number)
    }
    guard let month = cursor.number(1...2), (1...12).contains(month), cursor.take("."),
      let week = cursor.number(1...1), (1...5).contains(week), cursor.take("."),
      let day = cursor.number(1...1), day <= 6
    else { return nil }
    return .weekday(month: month, week: week, day: day)
  }
}

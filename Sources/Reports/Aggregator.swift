import Basics

/// Seconds as they are, and rounded when that was asked for.
struct ReportAmount: Equatable, Sendable {
  var seconds = 0
  var rounded = 0

  static func += (sum: inout ReportAmount, amount: ReportAmount) {
    sum.seconds += amount.seconds
    sum.rounded += amount.rounded
  }
}

/// Sums entries by group as they come; it grows with the groups, not with the entries.
struct Aggregator: Sendable {
  /// What a report counts, and how.
  struct Rules: Sendable {
    var levels: [ReportLevel] = [.project]
    var rounding: Rounding?
    /// True keeps only billable entries, false only the others.
    var billable: Bool?
    var includesPlanned = false
    /// The entry that is known to run, counted up to `now`.
    var runningID: Int?
    var now = Instant(seconds: 0)
    /// The weekday weeks begin with, 1 is Monday.
    var weekStart = 1
    /// True also keeps when people worked, for gaps and overlaps.
    var keepsSpans = false
  }

  let rules: Rules
  /// Entries that were not counted since they have no end.
  private(set) var open = 0
  /// Planned entries that were not counted.
  private(set) var planned = 0
  /// Entries that reach another day. They wait until the account's zone is known.
  private(set) var waiting: [ReportEntry] = []
  private(set) var spans: [WorkSpan] = []
  private var leaves: [[ReportLabel]: ReportAmount] = [:]
  /// Where an entry without an offset is taken to be.
  private let machineZone: TimeZone
  private let splits: Bool

  init(_ rules: Rules, machineZone: TimeZone) {
    self.rules = rules
    self.machineZone = machineZone
    splits = rules.levels.contains(where: \.isCalendar)
  }

  /// Counts an entry of a list.
  mutating func add(_ row: JSONValue) throws(TTError) {
    if let wanted = rules.billable, (row["is_billable"]?.bool ?? false) != wanted { return }
    var entry = try ReportEntry(row, levels: rules.levels)
    if let id = entry.id, id == rules.runningID, let start = entry.startInstant(machineZone) {
      entry.seconds = max(0, rules.now.seconds - start.seconds)
    } else if entry.isOpen {
      open += 1
      return
    }
    if entry.isPlanned, !rules.includesPlanned {
      planned += 1
      return
    }
    if rules.keepsSpans, let span = WorkSpan(entry, machineZone) { spans.append(span) }
    if splits, DaySplit.reachesNextDay(entry) {
      waiting.append(entry)
    } else {
      count(entry, [DaySplit.Part(day: entry.start, seconds: entry.seconds)])
    }
  }

  /// Counts the entries that waited for the account's zone.
  mutating func finish(_ account: TimeZone) {
    for entry in waiting { count(entry, DaySplit.parts(entry, account: account)) }
    waiting = []
  }

  private mutating func count(_ entry: ReportEntry, _ parts: [DaySplit.Part]) {
    // Days of the same week or month are one part there, and are rounded as one.
    var shares: [(path: [ReportLabel], seconds: Int)] = []
    for part in parts {
      let path = zip(rules.levels, entry.labels).map { level, label in
        label ?? level.label(of: part.day, weekStart: rules.weekStart)
      }
      if let last = shares.last, last.path == path {
        shares[shares.count - 1].seconds += part.seconds
      } else {
        shares.append((path, part.seconds))
      }
    }
    for share in shares {
      let rounded = rules.rounding?.apply(share.seconds) ?? share.seconds
      leaves[share.path, default: ReportAmount()] += ReportAmount(seconds: share.seconds, rounded: rounded)
    }
  }

  /// The groups so far, largest first, stretches of the calendar in their order.
  func groups() -> [ReportGroup] {
    let leaves = leaves.map { path, amount in
      var amount = amount
      if let rounding = rules.rounding, rounding.unit == .group { amount.rounded = rounding.apply(amount.seconds) }
      return ReportGroup.Leaf(path: path, amount: amount)
    }
    return ReportGroup.tree(leaves, rules.levels[...])
  }
}

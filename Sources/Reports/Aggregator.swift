import Basics

/// Adds up time entries by group as they arrive. Its memory grows with the number of groups, not of entries.
public struct Aggregator: Sendable {
  /// What a report counts, and how.
  public struct Rules: Sendable {
    /// The levels of the groups, outermost first.
    public var levels: [ReportLevel]
    /// How durations are rounded; nil leaves them as they are.
    public var rounding: Rounding?
    /// True keeps only billable entries, false only the others, nil both.
    public var billable: Bool?
    /// True counts planned entries too.
    public var includesPlanned = false
    /// The ID of the running entry, if it is known. Its row may have an end: that of the last update.
    public var runningID: Int?
    /// True counts the running entry up to `now`; false leaves it out.
    public var includesRunning = true
    /// The current time.
    public var now = Instant(seconds: 0)
    /// The first weekday of a week; 1 is Monday.
    public var weekStart = 1
    /// True also keeps when people worked, which `gaps(minSeconds:)` needs.
    public var keepsSpans = false

    /// Rules that count every finished entry as it is.
    public init(levels: [ReportLevel] = [.project]) { self.levels = levels }
  }

  /// The rules in effect.
  public let rules: Rules
  /// The number of entries left out because they have no end; not counting the running entry of the rules.
  public private(set) var openCount = 0
  /// The number of entries left out because they end where they start.
  public private(set) var emptyCount = 0
  /// True if the running entry was left out.
  public private(set) var leavesOutRunning = false
  /// The number of planned entries left out.
  public private(set) var plannedCount = 0
  /// Entries that reach into another day; they are kept until the account's zone is known.
  private var pending: [ReportEntry] = []
  private var spans: [WorkSpan] = []
  private var leaves: [[ReportLabel]: ReportAmount] = [:]
  /// The zone assumed for an entry without an offset.
  private let machineZone: TimeZone
  private let splitsByDay: Bool

  /// Starts with nothing counted.
  ///
  /// - Parameter machineZone: the zone assumed for an entry without an offset.
  public init(_ rules: Rules, machineZone: TimeZone) {
    self.rules = rules
    self.machineZone = machineZone
    splitsByDay = rules.levels.contains(where: \.isCalendar)
  }

  /// True when entries are waiting for `finish(accountZone:)`, because they reach into another day.
  public var needsZone: Bool { !pending.isEmpty }

  /// Counts one row of a list of time entries.
  ///
  /// - Parameter row: a time entry with the full member names.
  /// - Throws: `api_error` for a duration that is not a plausible number of seconds.
  public mutating func add(_ row: JSONValue) throws(TTError) {
    if let billable = rules.billable, (row["is_billable"]?.bool ?? false) != billable { return }
    var entry = try ReportEntry(row, levels: rules.levels)
    if let id = entry.id, id == rules.runningID, let start = entry.startInstant(machineZone) {
      guard rules.includesRunning else {
        leavesOutRunning = true
        return
      }
      entry.seconds = max(0, rules.now.seconds - start.seconds)
    } else if entry.isOpen {
      openCount += 1
      return
    } else if entry.isEmpty {
      emptyCount += 1
      return
    }
    if entry.isPlanned, !rules.includesPlanned {
      plannedCount += 1
      return
    }
    if rules.keepsSpans, let span = WorkSpan(entry, machineZone) { spans.append(span) }
    if splitsByDay, DaySplit.reachesNextDay(entry) {
      pending.append(entry)
    } else {
      count(entry, [DaySplit.Part(day: entry.start, seconds: entry.seconds)])
    }
  }

  /// Counts the entries that reach into another day, split at the midnights of the account's zone.
  public mutating func finish(accountZone: TimeZone) {
    for entry in pending { count(entry, DaySplit.parts(entry, account: accountZone)) }
    pending = []
  }

  private mutating func count(_ entry: ReportEntry, _ parts: [DaySplit.Part]) {
    // Days of the same week or month form one share, which is rounded as a whole.
    var shares: [(path: [ReportLabel], seconds: Int)] = []
    for part in parts {
      let path = zip(rules.levels, entry.labels).map { level, label in
        label ?? level.label(of: part.day, weekStart: rules.weekStart)
      }
      if let previous = shares.last, previous.path == path {
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

  /// The groups so far: the largest first, days, weeks and months in calendar order.
  public func groups() -> [ReportGroup] {
    let leaves = leaves.map { path, amount in
      var amount = amount
      if let rounding = rules.rounding, rounding.unit == .group { amount.rounded = rounding.apply(amount.seconds) }
      return ReportGroup.Leaf(path: path, amount: amount)
    }
    return ReportGroup.tree(leaves, rules.levels[...])
  }

  /// The gaps and overlaps of the counted entries; none unless the rules keep spans.
  ///
  /// - Parameter minSeconds: shorter ones are left out.
  public func gaps(minSeconds: Int = 1) -> GapFinder { GapFinder(spans, minSeconds: minSeconds) }
}

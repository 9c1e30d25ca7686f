import Basics

/// A use that did not fit.
public struct LimitExceeded: Sendable, Equatable {
  /// The limit that was reached.
  public var limit: Limit
  /// Seconds until a repeat can succeed, at least 1; nil when it never can.
  public var retryAfter: Int?
}

/// How a counter stands, for verdicts and reports.
public struct CounterState: Sendable, Equatable {
  /// The limit that is counted.
  public var limit: Limit
  /// Calls, or the argument's amounts, counted in the current window.
  public var used: Int
  /// When the window ends, in seconds since 1970.
  public var resetsAt: Int
}

/// All counters in their current windows. A pure value: the limits file holds one, `policy test` keeps one in memory.
///
/// Time never goes back here: `clock` is the latest second that was ever seen, and an earlier one counts as it. So a
/// clock that is set back does not open a window twice, and entries of ended windows can be dropped for good.
public struct Counters: Sendable, Equatable {
  struct Entry: Sendable, Equatable {
    let key: ScalarKey
    var start: Int
    var window: Int
    var used: Int
  }

  /// The latest second seen, since 1970.
  private(set) var clock = 0
  /// One for each key. A few at most, so looking through them is the quickest way.
  private(set) var entries: [Entry] = []

  /// No counters.
  public init() {}

  /// Takes all uses or none.
  ///
  /// - Parameter now: seconds since 1970.
  /// - Returns: the first use that does not fit, or nil when all were taken.
  public mutating func acquire(_ uses: [LimitUse], now: Int) -> LimitExceeded? {
    advance(to: now)
    for use in uses {
      let used = entry(use).used
      // Written so that no sum can overflow.
      if use.amount == .max || use.amount > use.limit.max - min(used, use.limit.max) {
        return hit(use, now: now)
      }
    }
    for use in uses {
      let index = index(of: use) ?? entries.endIndex
      if index == entries.endIndex { entries.append(entry(use)) } else { entries[index] = entry(use) }
      entries[index].used += use.amount
    }
    return nil
  }

  /// Gives uses back that were taken at a second, where their window has not ended since: a later window never
  /// profits from an earlier one.
  public mutating func release(_ uses: [LimitUse], acquiredAt second: Int) {
    for use in uses {
      guard let index = index(of: use), entries[index].start == use.limit.window.start(of: second) else {
        continue
      }
      entries[index].used = max(0, entries[index].used - use.amount)
    }
  }

  /// The second that counts for an instant: never earlier than any seen before.
  public func monotonicNow(_ now: Int) -> Int { max(now, clock) }

  /// How the counters of some uses stand.
  public func states(_ uses: [LimitUse], now: Int) -> [CounterState] {
    var current = self
    current.advance(to: now)
    return uses.map { use in
      let entry = current.entry(use)
      return CounterState(limit: use.limit, used: entry.used, resetsAt: entry.start + entry.window)
    }
  }

  private mutating func advance(to now: Int) {
    clock = monotonicNow(now)
    entries.removeAll { $0.start + $0.window <= clock }
  }

  private func index(of use: LimitUse) -> Int? {
    let key = ScalarKey(use.key)
    return entries.firstIndex { $0.key == key }
  }

  private func entry(_ use: LimitUse) -> Entry {
    let window = use.limit.window
    if let index = index(of: use), entries[index].window == window.seconds { return entries[index] }
    return Entry(key: ScalarKey(use.key), start: window.start(of: clock), window: window.seconds, used: 0)
  }

  private func hit(_ use: LimitUse, now: Int) -> LimitExceeded {
    let entry = entry(use)
    let possible = use.amount < .max && use.amount <= use.limit.max
    return LimitExceeded(limit: use.limit, retryAfter: possible ? max(1, entry.start + entry.window - now) : nil)
  }
}

extension Counters {
  /// The limits file's content.
  var json: JSONValue {
    let counters = entries.sorted { $0.key < $1.key }.map { entry in
      JSONObject.Member(
        key: entry.key.text,
        value: ["start": JSONValue(entry.start), "window": JSONValue(entry.window), "used": JSONValue(entry.used)])
    }
    return ["version": 1, "clock": JSONValue(clock), "counters": .object(JSONObject(counters))]
  }

  /// Seconds beyond which no clock and no window is believed; sums of them cannot overflow.
  private static let maxInstant = 1 << 53

  /// Reads the limits file's content; nil when it is not what `json` writes.
  init?(_ json: JSONValue) {
    guard let root = json.object, root.count == 3, root["version"]?.int == 1, let clock = root["clock"]?.int,
      clock.magnitude <= Self.maxInstant, let counters = root["counters"]?.object
    else { return nil }
    self.clock = clock
    for counter in counters.members {
      guard let entry = counter.value.object, entry.count == 3, let start = entry["start"]?.int,
        let window = entry["window"]?.int, let used = entry["used"]?.int, window > 0, used >= 0,
        start <= clock, start > -Self.maxInstant, window < Self.maxInstant
      else { return nil }
      entries.append(Entry(key: ScalarKey(counter.key), start: start, window: window, used: used))
    }
  }
}

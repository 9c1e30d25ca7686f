import Basics

/// A limit that a call does not fit.
public struct LimitExceeded: Sendable, Equatable {
  /// The limit that was reached.
  public var limit: Limit
  /// Seconds until a retry can succeed, at least 1; nil if it never can.
  public var retryAfter: Int?
}

/// The state of a counter, for verdicts and reports.
public struct CounterState: Sendable, Equatable {
  /// The limit.
  public var limit: Limit
  /// The calls, or amounts of the argument, counted in the current window.
  public var used: Int
  /// When the window ends, in seconds since 1970.
  public var resetsAt: Int
}

/// All counters in their current windows. A pure value, stored in the limits file; `policy test` keeps one in memory.
///
/// Time never goes back here: `clock` is the latest second ever seen, and an earlier one counts as that. So setting the
/// clock back does not reopen a window, and entries of past windows can be dropped.
public struct Counters: Sendable, Equatable {
  struct Entry: Sendable, Equatable {
    let key: ScalarKey
    var start: Int
    var window: Int
    var used: Int
  }

  /// The latest second seen, since 1970.
  private(set) var clock = 0
  /// One entry per key. They are few, so a linear search is fastest.
  private(set) var entries: [Entry] = []

  /// No counters.
  public init() {}

  /// Counts all uses or none.
  ///
  /// - Parameter now: seconds since 1970.
  /// - Returns: the first limit that does not fit, or nil if all uses were counted.
  public mutating func acquire(_ uses: [LimitUse], now: Int) -> LimitExceeded? {
    advance(to: now)
    for use in uses {
      let used = entry(use).used
      // Written so that no sum can overflow.
      if use.amount == .max || use.amount > use.limit.max - min(used, use.limit.max) {
        return limitExceeded(by: use, now: now)
      }
    }
    for use in uses {
      let index = index(of: use) ?? entries.endIndex
      if index == entries.endIndex { entries.append(entry(use)) } else { entries[index] = entry(use) }
      entries[index].used += use.amount
    }
    return nil
  }

  /// Releases uses counted at `second`, unless their window has ended since: a later window never profits from an
  /// earlier one.
  public mutating func release(_ uses: [LimitUse], acquiredAt second: Int) {
    for use in uses {
      guard let index = index(of: use), entries[index].start == use.limit.window.start(of: second) else {
        continue
      }
      entries[index].used = max(0, entries[index].used - use.amount)
    }
  }

  /// The second used for `now`: never earlier than any seen before.
  public func monotonicNow(_ now: Int) -> Int { max(now, clock) }

  /// The state of the counters of these uses.
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

  private func limitExceeded(by use: LimitUse, now: Int) -> LimitExceeded {
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

  /// The largest plausible clock or window, in seconds; sums of two cannot overflow.
  private static let maxInstant = 1 << 53

  /// Reads the form that `json` writes; nil for anything else.
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

import Basics

/// A limit that a call does not fit.
public struct LimitExceeded: Sendable, Equatable {
  /// The limit that was reached.
  public var limit: Limit
  /// Seconds until a retry can succeed, at least 1; nil if it never can.
  public var retryAfter: Int?

  /// A limit that is reached.
  package init(limit: Limit, retryAfter: Int?) {
    self.limit = limit
    self.retryAfter = retryAfter
  }
}

/// The state of a counter, for verdicts and reports.
public struct CounterState: Sendable, Equatable {
  /// The limit.
  public var limit: Limit
  /// The calls, or amounts of the argument, counted in the current window.
  public var used: Int
  /// When the window ends, in seconds since 1970.
  public var resetsAt: Int

  /// A counter in its window.
  package init(limit: Limit, used: Int, resetsAt: Int) {
    self.limit = limit
    self.used = used
    self.resetsAt = resetsAt
  }
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
  /// One entry per key and window. They are few, so a linear search is fastest.
  private(set) var entries: [Entry] = []

  /// No counters.
  public init() {}

  /// Counts all uses or none.
  ///
  /// - Parameters:
  ///   - now: seconds since 1970.
  ///   - bounds: further uses that have to fit, but are only counted if the call fails.
  /// - Returns: the first limit that does not fit, or nil if all uses were counted.
  public mutating func acquire(_ uses: [LimitUse], now: Int, within bounds: [LimitUse] = []) -> LimitExceeded? {
    advance(to: now)
    for use in uses + bounds {
      let used = entry(use).used
      // Written so that no sum can overflow.
      if use.amount == .max || use.amount > use.limit.max - min(used, use.limit.max) {
        return limitExceeded(by: use, now: now)
      }
    }
    count(uses)
    return nil
  }

  /// Counts uses whether or not they fit.
  mutating func count(_ uses: [LimitUse], now: Int) {
    advance(to: now)
    count(uses)
  }

  private mutating func count(_ uses: [LimitUse]) {
    for use in uses {
      let index = index(of: use) ?? entries.endIndex
      if index == entries.endIndex { entries.append(entry(use)) }
      entries[index].used += use.amount
    }
  }

  /// Stops all calls to a service for a number of seconds, as the service asked for.
  mutating func pause(_ service: String, seconds: Int, now: Int) {
    advance(to: now)
    let seconds = max(1, min(seconds, Self.maxPause))
    let pause = Entry(key: Self.pauseKey(service), start: clock, window: seconds, used: 1)
    entries.removeAll { $0.key == pause.key && $0.start + $0.window <= clock + seconds }
    entries.append(pause)
  }

  /// The seconds until calls to a service may be made again; nil if they may be made now.
  func pauseRemaining(_ service: String, now: Int) -> Int? {
    let key = Self.pauseKey(service)
    let end = entries.reduce(0) { $1.key == key ? max($0, $1.start + $1.window) : $0 }
    return end > monotonicNow(now) ? max(1, end - now) : nil
  }

  /// The longest pause in seconds: a day. A service that asks for more may be mistaken.
  static let maxPause = 86_400

  private static func pauseKey(_ service: String) -> ScalarKey { ScalarKey("* (service limit) " + service) }

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
    return entries.firstIndex { $0.key == key && $0.window == use.limit.window.seconds }
  }

  private func entry(_ use: LimitUse) -> Entry {
    if let index = index(of: use) { return entries[index] }
    let window = use.limit.window
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
  public var json: JSONValue {
    let counters = entries.sorted { $0.key < $1.key }.map { entry in
      JSONObject.Member(
        key: entry.key.text + " \(entry.window)",
        value: ["start": JSONValue(entry.start), "window": JSONValue(entry.window), "used": JSONValue(entry.used)])
    }
    return ["version": 1, "clock": JSONValue(clock), "counters": .object(JSONObject(counters))]
  }

  /// The largest plausible clock or window, in seconds; sums of two cannot overflow.
  private static let maxInstant = 1 << 53

  /// Reads the form that `json` writes; nil for anything else.
  public init?(_ json: JSONValue) {
    guard let root = json.object, root.count == 3, root["version"]?.int == 1, let clock = root["clock"]?.int,
      clock.magnitude <= Self.maxInstant, let counters = root["counters"]?.object
    else { return nil }
    self.clock = clock
    for counter in counters.members {
      guard let entry = counter.value.object, entry.count == 3, let start = entry["start"]?.int,
        let window = entry["window"]?.int, let used = entry["used"]?.int, window > 0, used >= 0,
        start <= clock, start > -Self.maxInstant, window < Self.maxInstant
      else { return nil }
      // Versions before 0.2.0 wrote the key without the window.
      let suffix = " \(window)"
      let key = counter.key.hasSuffix(suffix) ? String(counter.key.dropLast(suffix.count)) : counter.key
      entries.append(Entry(key: ScalarKey(key), start: start, window: window, used: used))
    }
  }
}

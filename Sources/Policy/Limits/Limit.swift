import Basics

/// A maximum number of calls, or total of an argument, per time window.
public struct Limit: Sendable, Equatable {
  /// The calls that are counted together.
  public enum Scope: String, Sendable, CaseIterable {
    /// Each grant has its own counter.
    case grant
    /// All grants share one counter.
    case server
  }

  /// The counter's name in the document.
  public var counter: String
  /// The window's length and alignment.
  public var window: Window
  /// The maximum per window; 0 allows no calls.
  public var max: Int
  /// The calls that are counted together.
  public var scope: Scope
  /// The argument whose value is counted; nil counts each call as 1.
  public var incrementFrom: ArgumentPath?
  /// The rule's identifier, for example `/tools/track_task/limits/track_task_rate`.
  public var rule: String
  /// True if only calls that fail are counted.
  public private(set) var countsFailures = false

  /// Makes a limit; `rule` is its identifier in refusals.
  public init(
    counter: String, window: Window, max: Int, scope: Scope, incrementFrom: ArgumentPath? = nil, rule: String
  ) {
    self.counter = counter
    self.window = window
    self.max = max
    self.scope = scope
    self.incrementFrom = incrementFrom
    self.rule = rule
  }

  /// For people: `30 per minute`, `8 of args.duration per day`, `120 failed calls per minute`.
  public var text: String {
    let unit = countsFailures ? " failed calls" : incrementFrom.map { " of \($0.text)" } ?? ""
    return "\(max)\(unit) per \(window.text)"
  }

  /// The identifier of a tool's limit: a JSON Pointer with the counter's name in place of an index.
  static func rule(tool: String, counter: String) -> String {
    JSONPointer(["tools", tool, "limits", counter]).text
  }

  /// The identifier of a limit on all tools together.
  static func rule(allTools counter: String) -> String {
    JSONPointer(["all_tools", "limits", counter]).text
  }
}

extension LimitUse {
  /// How many calls of a tool may fail. A failed call is given back to its limits, so that without these bounds a caller
  /// that keeps trying would never be stopped: four times each limit of the call, or `maxFailures` a minute.
  ///
  /// - Parameter uses: the limits of the call. A limit of an amount does not bound the number of calls.
  static func failureBounds(_ uses: [LimitUse], tool: String, grant: String) -> [LimitUse] {
    let counted = uses.filter { $0.limit.incrementFrom == nil }
    guard !counted.isEmpty else {
      let limit = Limit(
        counter: "failures", window: .minute, max: Limit.maxFailures, scope: .grant, rule: Limit.failureRule)
      return [LimitUse(key: "\(grant) \(Limit.failureRule) \(tool)", limit: limit.countingFailures, amount: 1)]
    }
    return counted.map { use in
      var limit = use.limit
      limit.max = limit.max.multipliedReportingOverflow(by: 4).overflow ? .max : limit.max * 4
      return LimitUse(key: "\(use.key) \(Limit.failureRule)", limit: limit.countingFailures, amount: 1)
    }
  }
}

extension Limit {
  /// The failed calls a minute of a tool without a limit.
  static let maxFailures = 30
  /// The rule that bounds the failed calls of a tool without a limit.
  static let failureRule = "(failures)"

  package var countingFailures: Limit {
    var limit = self
    limit.countsFailures = true
    return limit
  }
}

/// A time window, aligned to 1970-01-01T00:00:00Z: a minute starts at second 0, an hour at minute 0, a day at 00:00
/// UTC.
public struct Window: Sendable, Hashable {
  /// The window's length in seconds, from 1 to `maxSeconds`.
  public let seconds: Int

  /// 60 seconds.
  public static let minute = Window(60)
  /// 3600 seconds.
  public static let hour = Window(3600)
  /// 86400 seconds.
  public static let day = Window(86400)

  /// About thirty thousand years. Longer windows are refused, so that start plus length cannot overflow.
  public static let maxSeconds = 1_000_000_000_000

  /// The windows that `limits` refers to by a word.
  static let words: [(word: String, meaning: Window)] = [("minute", minute), ("hour", hour), ("day", day)]

  private init(_ seconds: Int) { self.seconds = seconds }

  /// A window of any length; nil outside 1 to `maxSeconds`.
  public init?(seconds: Int) {
    guard (1...Self.maxSeconds).contains(seconds) else { return nil }
    self.seconds = seconds
  }

  /// `minute`, `hour`, `day`, or `90 seconds`, to follow "per".
  public var text: String {
    Self.words.first { $0.meaning == self }?.word ?? (seconds == 1 ? "second" : "\(seconds) seconds")
  }

  /// The start, in seconds since 1970, of the window that contains an instant.
  public func start(of second: Int) -> Int {
    let remainder = second % seconds
    return second - (remainder < 0 ? remainder + seconds : remainder)
  }
}

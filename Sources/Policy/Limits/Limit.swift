import Basics

/// At most so many calls, or so much of an argument, in a window of time.
public struct Limit: Sendable, Equatable {
  /// Whose calls are counted together.
  public enum Scope: String, Sendable, CaseIterable {
    /// Each grant has a counter of its own.
    case grant
    /// All grants share one counter.
    case server
  }

  /// The name the document gives the counter.
  public var counter: String
  /// The window's length and alignment.
  public var window: Window
  /// What is admitted in one window; 0 means never.
  public var max: Int
  /// Whose calls are counted.
  public var scope: Scope
  /// The argument whose value a call counts; nil counts each call as 1.
  public var incrementFrom: ArgumentPath?
  /// The rule's identifier, for example `/tools/track_task/limits/track_task_rate`.
  public var rule: String

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

  /// In words: `30 per minute`, `8 of args.duration per day`.
  public var text: String { "\(max)" + (incrementFrom.map { " of \($0.text)" } ?? "") + " per \(window.text)" }

  /// The identifier of a tool's limit: the counter's name stands where a JSON Pointer would have an index.
  static func rule(tool: String, counter: String) -> String {
    JSONPointer(["tools", tool, "limits", counter]).text
  }

  /// The identifier of a limit on all tools together.
  static func rule(allTools counter: String) -> String {
    JSONPointer(["all_tools", "limits", counter]).text
  }
}

/// A window of time, aligned to 1970-01-01T00:00:00Z: a minute begins at second 0, an hour at minute 0, a day at 00:00
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

  /// Some thirty thousand years: longer ones are refused, so that no sum of a start and a length can overflow.
  public static let maxSeconds = 1_000_000_000_000

  /// The windows that `limits` name by a word.
  static let words: [(word: String, meaning: Window)] = [("minute", minute), ("hour", hour), ("day", day)]

  private init(_ seconds: Int) { self.seconds = seconds }

  /// A window of any length; nil outside 1 to `maxSeconds`.
  public init?(seconds: Int) {
    guard (1...Self.maxSeconds).contains(seconds) else { return nil }
    self.seconds = seconds
  }

  /// `minute`, `hour`, `day`, or `90 seconds`: what stands behind "per".
  public var text: String {
    Self.words.first { $0.meaning == self }?.word ?? (seconds == 1 ? "second" : "\(seconds) seconds")
  }

  /// The start, in seconds since 1970, of the window that holds an instant.
  public func start(of second: Int) -> Int {
    let remainder = second % seconds
    return second - (remainder < 0 ? remainder + seconds : remainder)
  }
}

import Basics

/// What messages call arguments, such as `--task-id` for `task_id`.
public struct ArgumentLabels: Sendable, ExpressibleByDictionaryLiteral {
  private var labels: [(name: String, value: String)]

  /// The labels of arguments by their names.
  public init(dictionaryLiteral labels: (String, String)...) { self.labels = labels.map { (name: $0.0, value: $0.1) } }

  /// The label of an argument; nil if it has none.
  public subscript(name: String) -> String? {
    get { labels.last { $0.name.isIdentical(to: name) }?.value }
    set {
      labels.removeAll { $0.name.isIdentical(to: name) }
      if let newValue { labels.append((name, newValue)) }
    }
  }
}

/// A tool call as it was requested, before any validation.
public struct ToolCall: Sendable {
  /// What a call applies to if its arguments do not say. tt looks it up once the call has been reserved.
  public enum Subject: Sendable {
    /// What the arguments say; required arguments must be present.
    case arguments
    /// The current user, as `user_id`.
    case currentUser
    /// The current user's running timer, as `task_id` of `stop_task`; with `list_user_tasks`, the timer itself is requested.
    case runningTimer
  }

  /// Whether recorded time is read before written times change it: the edited entry, and those that they overlap.
  public enum Inspection: Sendable {
    /// Nothing is read.
    case none
    /// What is unusual is noted on the result.
    case notes
    /// What is unusual is refused.
    case strict
  }

  /// The tool's name.
  public var tool: String
  /// The arguments as given. Never contains credentials.
  public var arguments: JSONObject
  /// What the call applies to if its arguments do not say.
  public var subject: Subject
  /// The names of the arguments in messages, such as `--task-id` for `task_id`. Nil if the tool's own names are used.
  public var labels: ArgumentLabels?
  /// The arguments given by name whose IDs are still to be looked up. They count as given; `ValidatedCall.setID` sets them.
  public var awaitedIDs: [String] = []
  /// What is read of recorded time before written times change it.
  public var inspection = Inspection.none
  /// True to add nothing if there is an entry of the same task, start and end.
  public var isIfAbsent = false
  /// The IDs of entries that do not count for `isIfAbsent`, since they are about to be deleted.
  public var replacedEntries: [Int] = []
  /// True to queue the call if it cannot be sent now.
  public var isQueueable = false
  /// True to add the `notes` of `update_event` to those that the entry has, on a line of their own.
  public var appendsNotes = false
  /// The seconds by which `update_event` moves the end of the entry, which is read first; nil leaves it to the arguments.
  public var endShift: Int?
  /// Set for a call that was queued.
  var delay: Delay?

  /// What is known of a queued call.
  struct Delay: Sendable {
    /// When it was made, which is what its times refer to.
    var since: Instant
    /// True if it may have been sent before: what it asks for is looked up first.
    var mayHaveArrived: Bool
    /// The IDs of entries that other queued calls have written.
    var otherEntries: [Int]
  }

  /// Creates a call for `Client.call`.
  public init(_ tool: String, _ arguments: JSONObject = JSONObject(), subject: Subject = .arguments) {
    self.tool = tool
    self.arguments = arguments
    self.subject = subject
  }
}

import Basics

/// The result of an allowed call.
public struct ToolResult: Sendable {
  /// The service's object or list, with full names, an RFC 3339 member next to each local time whose offset is known, and
  /// masked secrets.
  public var data: JSONValue
  /// For a write: false if nothing had to change. Nil for a read, and where it is unknown.
  public var changed: Bool?
  /// What was made under the names of the call, one phrase each: nothing had those names before.
  public var created: [String] = []
  /// The entry before a change of it, as the service had it, if it was read; `running` is true if it was the running one.
  public var before: JSONObject?
  /// The number of requests sent.
  public var requests = 0
  /// The time of the response by the service's clock, to the second; nil if unknown.
  public var serviceDate: Instant?
  /// The call itself if it was queued instead of sent.
  public var queued: QueuedCall?
  /// Notes for a person, such as the service's own note or that a local time happens twice.
  public var notes: [Note] = []

  /// True for a write that was accepted without showing whether something had to change.
  public var isChangeUnknown = false

  init(_ data: JSONValue, changed: Bool? = nil, notes: [Note] = []) {
    self.data = data
    self.changed = changed
    self.notes = notes
  }

  /// What an accepted write did.
  enum Change { case changed, unknown }

  init(_ data: JSONValue, change: Change, notes: [Note]) {
    self.init(data, changed: change == .changed ? true : nil, notes: notes)
    isChangeUnknown = change == .unknown
  }

  /// The result of a write as one object: `changed`, then `created` if something was made by name, then the members of the service's object.
  public var withChanged: JSONValue {
    let members = data.object?.members ?? []
    let first =
      members.first { $0.key == "changed" }
      ?? .init(key: "changed", value: isChangeUnknown ? .null : .bool(changed ?? true))
    let flag = created.isEmpty ? [] : [JSONObject.Member(key: "created", value: true)]
    return .object(
      JSONObject([first] + flag + members.filter { $0.key != "changed" && (created.isEmpty || $0.key != "created") }))
  }
}

/// A note on a result, and the next step.
public struct Note: Sendable, Equatable {
  /// One phrase, without a full stop.
  public var text: String
  /// The next step, if any.
  public var remedy: Remedy?

  /// Creates a note.
  public init(_ text: String, remedy: Remedy? = nil) {
    self.text = text
    self.remedy = remedy
  }
}

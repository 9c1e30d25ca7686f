import Basics

/// What came of an admitted call.
public struct ToolResult: Sendable {
  /// The service's object or list: full names, an RFC 3339 member beside each local time whose offset is known, secrets
  /// masked.
  public var data: JSONValue
  /// For a write: false when it was so already. Nil for a read.
  public var changed: Bool?
  /// How many requests it took.
  public var requests = 0
  /// The service's clock when it answered, to the second; nil when it did not say.
  public var serviceDate: Instant?
  /// Remarks for a person: the service's own note, an hour that happens twice.
  public var notes: [Note] = []

  init(_ data: JSONValue, changed: Bool? = nil, notes: [Note] = []) {
    self.data = data
    self.changed = changed
    self.notes = notes
  }

  /// The result of a write as one object: `changed`, then the members of the service's object.
  public var withChanged: JSONValue {
    let members = data.object?.members ?? []
    let first = members.first { $0.key == "changed" } ?? .init(key: "changed", value: .bool(changed ?? true))
    return .object(JSONObject([first] + members.filter { $0.key != "changed" }))
  }
}

/// A remark beside a result, and what to do about it.
public struct Note: Sendable, Equatable {
  /// One phrase, without a full stop.
  public var text: String
  /// The next step, when there is one.
  public var remedy: Remedy?

  /// A remark.
  public init(_ text: String, remedy: Remedy? = nil) {
    self.text = text
    self.remedy = remedy
  }
}

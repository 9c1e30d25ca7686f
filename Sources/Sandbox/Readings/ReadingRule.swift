import Basics

/// What a reading means, and how it changes the service at the edge of its actions.
struct ReadingRule: Sendable {
  enum Effect: Sendable {
    /// Changes a setting of the actions.
    case quirk(@Sendable (inout Quirks) -> Void)
    /// Runs before the actions of some routes: can refuse the request, change it, or answer in place of the action.
    case before(RouteSelection, @Sendable (inout RequestHandler) throws -> ResponseEnvelope?)
    /// Changes the successful answers of some routes.
    case answer(RouteSelection, @Sendable (inout JSONObject, RequestHandler) -> Void)
    /// Changes any response, before it is sent and before the change of the workspace takes effect.
    case response(@Sendable (inout Service.Response, RecordedRequest) -> Void)
  }

  /// One line, in the present tense.
  let summary: String
  let effect: Effect

  static func quirk(_ summary: String, _ change: @escaping @Sendable (inout Quirks) -> Void) -> ReadingRule {
    ReadingRule(summary: summary, effect: .quirk(change))
  }

  static func before(
    _ summary: String, on routes: RouteSelection = .all,
    _ action: @escaping @Sendable (inout RequestHandler) throws -> ResponseEnvelope?
  ) -> ReadingRule {
    ReadingRule(summary: summary, effect: .before(routes, action))
  }

  static func response(
    _ summary: String, _ change: @escaping @Sendable (inout Service.Response, RecordedRequest) -> Void
  ) -> ReadingRule {
    ReadingRule(summary: summary, effect: .response(change))
  }

  /// Changes the `data` of some routes.
  static func data(
    _ summary: String, on routes: RouteSelection = .all,
    _ change: @escaping @Sendable (inout JSONValue, RequestHandler) -> Void
  ) -> ReadingRule {
    ReadingRule(
      summary: summary,
      effect: .answer(routes) { envelope, handler in
        var data = envelope["data"] ?? .null
        change(&data, handler)
        envelope["data"] = data
      })
  }

  /// Changes all time entries in the `data` of some routes.
  static func entries(
    _ summary: String, on routes: RouteSelection = .all,
    _ change: @escaping @Sendable (inout JSONObject, EntryNames, RequestHandler) -> Void
  ) -> ReadingRule {
    data(summary, on: routes) { data, handler in
      data.editObjects { object in
        if let names = EntryNames(of: object) { change(&object, names, handler) }
      }
    }
  }

  /// Changes all running time entries.
  static func running(
    _ summary: String, _ change: @escaping @Sendable (inout JSONObject, EntryNames, RequestHandler) -> Void
  ) -> ReadingRule {
    entries(summary) { entry, names, handler in
      guard let id = entry["id"]?.int, handler.workspace.running.values.contains(id) else { return }
      change(&entry, names, handler)
    }
  }
}

/// Some of the routes.
struct RouteSelection: Sendable, ExpressibleByArrayLiteral {
  let contains: @Sendable (Route) -> Bool

  init(contains: @escaping @Sendable (Route) -> Bool) { self.contains = contains }

  /// The routes with these names.
  init(arrayLiteral names: String...) { self.init { names.contains($0.name) } }

  static let all = RouteSelection { _ in true }
  static let writes = RouteSelection { $0.kind == .write }
  static let track: RouteSelection = ["tasks/track/:task_id", "tasks/track"]
  static let stop: RouteSelection = ["tasks/stop/:task_id", "tasks/stop"]
  static let events: RouteSelection = ["events", "events/min"]
}

/// The names of the members of a time entry: in full, or abbreviated as in lists.
struct EntryNames: Sendable {
  let start: String
  let end: String
  let duration: String
  let zone: String

  /// The names in an object; nil when it is not a time entry.
  init?(of object: JSONObject) {
    if object["event_type"] != nil && object["timezone"] != nil {
      (start, end, duration, zone) = ("start", "end", "duration", "timezone")
    } else if object["s"] != nil && object["tz"] != nil {
      (start, end, duration, zone) = ("s", "e", "d", "tz")
    } else {
      return nil
    }
  }
}

extension JSONValue {
  /// Changes all objects in this value, inner ones first.
  mutating func editObjects(_ edit: (inout JSONObject) -> Void) {
    switch self {
    case .array(var elements):
      for index in elements.indices { elements[index].editObjects(edit) }
      self = .array(elements)
    case .object(let object):
      var members = object.members
      for index in members.indices { members[index].value.editObjects(edit) }
      var edited = JSONObject(members)
      edit(&edited)
      self = .object(edited)
    default: break
    }
  }

  /// Changes the elements of this list that are objects.
  mutating func editRows(_ edit: (inout JSONObject) -> Void) {
    guard let elements = array else { return }
    self = .list(
      elements.map { element in
        guard var object = element.object else { return element }
        edit(&object)
        return .object(object)
      })
  }
}

import Basics
import TrackingTime

/// A write that tt made, with what `tt undo` has to know of it.
struct JournalRecord: Equatable, Sendable {
  /// When it was made, in seconds since 1970.
  var time: Int
  /// Who made it, and where.
  var place: Place
  /// The tool that was called.
  var tool: String
  /// The object that was written; nil if it is not known.
  var id: Int?
  /// The object's name for people; empty if it is not to be kept.
  var title = ""
  /// The entry before the write.
  var before: JSONObject?
  /// The object after the write, as the service answered.
  var after: JSONObject?
  /// Why the write cannot be taken back; nil if it can.
  var obstacle: String?

  /// The grant, the service and the workspace of a write. Only writes of the same place are taken back.
  struct Place: Equatable, Sendable {
    var grant: String
    /// The address of the service.
    var service: String
    /// The workspace; nil for the service's default.
    var account: String?
  }
}

extension JournalRecord {
  init?(_ json: JSONValue) {
    guard let time = json["time"]?.int, let grant = json["grant"]?.string, let service = json["service"]?.string,
      let tool = json["tool"]?.string
    else { return nil }
    self.time = time
    self.tool = tool
    place = Place(grant: grant, service: service, account: json["account"]?.string)
    id = json["id"]?.int
    title = json["title"]?.string ?? ""
    before = json["before"]?.object
    after = json["after"]?.object
    obstacle = json["obstacle"]?.string
  }

  /// The record as it is kept. Members that are nil are left out.
  var json: JSONValue {
    var object: JSONObject = [
      "time": JSONValue(time), "grant": .string(place.grant), "service": .string(place.service), "tool": .string(tool),
    ]
    object["account"] = place.account.map(JSONValue.string)
    object["id"] = id.map { JSONValue($0) }
    if !title.isEmpty { object["title"] = .string(title) }
    object["before"] = before.map(JSONValue.object)
    object["after"] = after.map(JSONValue.object)
    object["obstacle"] = obstacle.map(JSONValue.string)
    return .object(object)
  }
}

extension JournalRecord {
  /// The record of a call's result; nil if nothing was changed.
  ///
  /// - Parameter user: the caller's ID, looked up where it matters; nil if it is not known.
  init?(
    _ result: ToolResult, of call: ValidatedCall, at place: Place, time: Int,
    user: @autoclosure () throws(TTError) -> Int?
  ) throws(TTError) {
    guard call.tool.access == .write, result.changed == true || result.isChangeUnknown else { return nil }
    self.init(time: time, place: place, tool: call.tool.name)
    let kind = call.tool.objectKind
    let entry = RunningTimer(result.data)?.entry
    let isTimer = call.tool.carriesTimer
    let object = kind == "event" || isTimer ? entry : result.data.object
    id = object?["id"]?.idNumber ?? (isTimer ? nil : call.arguments.integer(kind + "_id"))
    if result.isChangeUnknown {
      obstacle = "whether it changed anything is not known"
      return
    }
    if try Self.isForeign(object, call, user) {
      // Nothing of other people's time is kept.
      obstacle = "it is an entry of another person, or whose it is is not known"
      return
    }
    obstacle = Self.obstacle(to: call)
    guard obstacle == nil else { return }
    guard let object, id != nil else {
      obstacle = "the service did not tell what it wrote"
      return
    }
    keep(object, before: result.before, of: call)
  }

  private mutating func keep(_ object: JSONObject, before image: JSONObject?, of call: ValidatedCall) {
    switch call.tool.name {
    case "create_event", "track_task", "stop_task":
      title = RunningTimer(.object(object))?.title ?? ""
      after = EntryImage.of(object)
    case "delete_event":
      title = RunningTimer(.object(object))?.title ?? ""
      before = EntryImage.of(object)
      if EntryImage.hasNoLength(before ?? [:]) {
        obstacle = "the entry had no length, and the service takes none without"
      }
    case "update_event":
      guard let image else {
        obstacle = "what it was before is not known: only tt edit without --no-look reads the entry first"
        return
      }
      title = RunningTimer(.object(object))?.title ?? ""
      (before, after) = (EntryImage.of(image), EntryImage.of(object))
      obstacle = EntryImage.obstacle(from: before ?? [:], to: after ?? [:])
    default:
      title = object["name"]?.string ?? ""
      after = JSONObject(object.members.filter { ["name", "project_id"].contains($0.key) })
    }
  }

  /// Whether an entry is another person's, as far as the call does not say that it is the caller's.
  private static func isForeign(
    _ entry: JSONObject?, _ call: ValidatedCall, _ user: () throws(TTError) -> Int?
  ) throws(TTError) -> Bool {
    switch call.tool.name {
    // The tool refuses entries of others.
    case "track_task", "stop_task", "delete_event": return false
    case "create_event":
      guard let owner = call.arguments.integer("user_id") else { return false }
      return try user() != owner
    case "update_event":
      if call.arguments["user_id"] != nil { return true }
      guard let owner = entry?["user_id"]?.idNumber else { return false }
      return try user() != owner
    default: return false
    }
  }

  private static func obstacle(to call: ValidatedCall) -> String? {
    switch call.tool.name {
    case "create_event" where call.arguments["repeat"] != nil: "it made a series of entries"
    case "update_event" where call.arguments["custom_fields"] != nil: "it changed custom fields, which tt does not keep"
    case "create_event", "update_event", "delete_event", "track_task", "stop_task", "create_task", "create_project",
      "close_task", "reopen_task", "close_project", "reopen_project":
      nil
    case "update_task", "update_project", "update_customer": "tt does not keep what it was before"
    default: "tt knows no call that takes it back"
    }
  }
}

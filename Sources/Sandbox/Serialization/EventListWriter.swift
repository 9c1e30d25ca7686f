import Basics

/// Writes entries with the abbreviated names of lists. Lists can be long, so what entries share is written once per task
/// and per user, and the text is put together without building values.
struct EventListWriter {
  private let workspace: Workspace
  private var places: [Int: String] = [:]
  private var people: [Int: String] = [:]
  private var days: [WallClock: String] = [:]

  init(_ workspace: Workspace) { self.workspace = workspace }

  /// The JSON array of the entries.
  mutating func write(_ events: some Sequence<Workspace.Event>) -> String {
    var text = "["
    for event in events {
      if text.utf8.count > 1 { text += "," }
      text += "{\"id\":\(event.id),\"s\":\"\(time(event.start))\",\"e\":\"\(time(event.end))\",\"d\":\(event.duration),"
      text += place(event.taskID)
      text += person(event.userID)
      text += "\"tz\":\"\(event.zone.text)\",\"n\":\(Self.quoted(event.notes)),\"b\":\(event.isBillable),"
      text += "\"bd\":\(event.isBilled),\"er\":\(Self.quoted(event.repetition?.rule)),"
      text += "\"rf\":\(Self.quoted(event.repetition?.frequency)),"
      text += "\"re\":\(event.repetition?.every.map(String.init) ?? "null"),\"ety\":\"\(event.type)\","
      text += Self.nulls
    }
    return text + "]"
  }

  private mutating func time(_ time: WallClock) -> String {
    let midnight = time.midnight
    let day = days[midnight] ?? midnight.dayText
    days[midnight] = day
    return "\(day) \(time.timeText)"
  }

  private mutating func place(_ taskID: Int?) -> String {
    if let known = places[taskID ?? 0] { return known }
    let task = workspace.tasks[taskID]
    let project = workspace.projects[task?.projectID]
    let customer = workspace.customers[project?.customerID]
    let shape: JSONValue = [
      "c": .text(customer?.name), "cid": .whole(customer?.id), "cci": .whole(customer.map { $0.id % 20 }),
      "p": .text(project?.name), "pid": .whole(project?.id), "pn": .text(project?.notes ?? ""),
      "pif": .bool(project?.isFavorite ?? false), "co": .text(project?.color),
      "t": .text(task.flatMap { $0.isGhost ? nil : $0.name }), "tid": .whole(task?.id), "tt": .text(task?.type),
      "tv": .text(task?.visibility), "se": .text(task?.service), "dd": .text(task?.dueDate?.dayText),
      "et": .decimal(task?.estimatedTime), "a": .bool(task?.isArchived ?? false),
    ]
    let text = Self.members(shape)
    places[taskID ?? 0] = text
    return text
  }

  private mutating func person(_ userID: Int) -> String {
    if let known = people[userID] { return known }
    let shape: JSONValue = [
      "u": .text(workspace.users[userID]?.fullName), "uid": JSONValue(userID), "uhr": 0, "uhc": 0, "uau": nil, "uci": 1,
      "to": .string(Serializer.secretToken),
    ]
    let text = Self.members(shape)
    people[userID] = text
    return text
  }

  /// An object's text without the braces, with a comma at its end.
  private static func members(_ object: JSONValue) -> String { String(object.compact.dropFirst().dropLast()) + "," }

  private static func quoted(_ text: String?) -> String { text.map { JSONValue.string($0).compact } ?? "null" }

  private static let nulls = """
    "seid":null,"tl":null,"r":null,"rgi":null,"sci":null,"has_files":false,"toi":null,"users":null}
    """
}

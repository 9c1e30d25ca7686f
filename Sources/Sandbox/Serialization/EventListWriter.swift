import Basics

/// Writes lists of time entries, which have abbreviated member names.
///
/// Lists can be long, so the members an entry shares with others of the same task or user are serialized once, and
/// the entries are written as text without building JSON values.
struct EventListWriter {
  private let workspace: Workspace
  private var taskMembers: [Int: String] = [:]
  private var userMembers: [Int: String] = [:]

  init(_ workspace: Workspace) { self.workspace = workspace }

  /// The entries as a JSON array.
  mutating func write(_ events: some Sequence<Workspace.Event>) -> String {
    var text = "["
    for event in events {
      if text.utf8.count > 1 { text += "," }
      text += "{\"id\":\(event.id),\"s\":\"\(event.start.text)\",\"e\":\"\(event.end.text)\",\"d\":\(event.duration),"
      text += task(event.taskID)
      text += user(event.userID)
      text += "\"tz\":\"\(event.zone.gmtText)\",\"n\":\(Self.quoted(event.notes)),\"b\":\(event.isBillable),"
      text += "\"bd\":\(event.isBilled),\"er\":\(Self.quoted(event.repetition?.rule)),"
      text += "\"rf\":\(Self.quoted(event.repetition?.frequency)),"
      text += "\"re\":\(event.repetition?.every.map(String.init) ?? "null"),\"ety\":\"\(event.type)\","
      text += Self.nulls
    }
    return text + "]"
  }

  private mutating func task(_ taskID: Int?) -> String {
    if let known = taskMembers[taskID ?? 0] { return known }
    let task = workspace.tasks[taskID]
    let project = workspace.projects[task?.projectID]
    let customer = workspace.customers[project?.customerID]
    let object: JSONValue = [
      "c": .text(customer?.name), "cid": .whole(customer?.id), "cci": .whole(customer.map { $0.id % 20 }),
      "p": .text(project?.name), "pid": .whole(project?.id), "pn": .text(project?.notes ?? ""),
      "pif": .bool(project?.isFavorite ?? false), "co": .text(project?.color),
      "t": .text(task.flatMap { $0.isGhost ? nil : $0.name }), "tid": .whole(task?.id), "tt": .text(task?.type),
      "tv": .text(task?.visibility), "se": .text(task?.service), "dd": .text(task?.dueDate?.dateText),
      "et": .decimal(task?.estimatedTime), "a": .bool(task?.isArchived ?? false),
    ]
    let text = Self.members(object)
    taskMembers[taskID ?? 0] = text
    return text
  }

  private mutating func user(_ userID: Int) -> String {
    if let known = userMembers[userID] { return known }
    let object: JSONValue = [
      "u": .text(workspace.users[userID]?.fullName), "uid": JSONValue(userID), "uhr": 0, "uhc": 0, "uau": nil, "uci": 1,
      "to": .string(Serializer.secretToken),
    ]
    let text = Self.members(object)
    userMembers[userID] = text
    return text
  }

  /// The members of an object as JSON text, each followed by a comma.
  private static func members(_ object: JSONValue) -> String { String(object.compact.dropFirst().dropLast()) + "," }

  private static func quoted(_ text: String?) -> String { text.map { JSONValue.string($0).compact } ?? "null" }

  private static let nulls = """
    "seid":null,"tl":null,"r":null,"rgi":null,"sci":null,"has_files":false,"toi":null,"users":null}
    """
}

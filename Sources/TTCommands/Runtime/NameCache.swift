import Basics
import TrackingTime

/// Caches names for completion and look-ups, one resource per line in `names/task` and so on: ID, name, and what it belongs
/// to, separated by tabs. The first line says whose names they are, and when all of them were listed.
struct NameCache {
  /// A resource that was listed.
  struct Item: Equatable {
    var id: Int
    var name: String
    /// The project of a task, or the customer of a project; empty if there is none.
    var parent: String

    /// Reads a row of a list; nil without an ID, or a name that fits a line.
    init?(_ row: JSONValue, _ kind: ResourceKind) {
      guard let id = row["id"]?.int, let name = kind.names(row).first, row["is_archived"]?.bool != true else {
        return nil
      }
      self.init(id: id, name: name, parent: kind.parent(row) ?? "")
    }

    init?(id: Int, name: String, parent: String) {
      guard !name.isEmpty, !(name + parent).unicodeScalars.contains(where: { $0.value < 0x20 }) else { return nil }
      (self.id, self.name, self.parent) = (id, name, parent)
    }

    fileprivate init?(line: String) {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 3, let id = Int(fields[0]) else { return nil }
      self.init(id: id, name: fields[1], parent: fields[2])
    }

    fileprivate var line: String { "\(id)\t\(name)\t\(parent)\n" }
  }

  let folder: CacheFolder
  /// Identifies the service, the credentials and the workspace that the names are from.
  let owner: String
  let now: Instant

  /// How long a name stands for the resource that had it, in seconds: others may rename it, or give its name to another.
  static let lifetime = 3600

  private static let kinds: [String: ResourceKind] = [
    "list_tasks": .task, "list_projects": .project, "list_customers": .customer, "list_users": .user,
  ]

  /// The kind of resource a call lists, if it lists all of them.
  static func kind(of call: ValidatedCall) -> ResourceKind? {
    let narrowed = call.arguments.names.contains { $0 != "filter" && $0 != "account_id" && $0 != "page_size" }
    return narrowed || call.arguments.text("filter") == "ARCHIVED" ? nil : kinds[call.tool.name]
  }

  /// The cached resources of a kind, whoever listed them. Lines that tt would not have written are skipped.
  static func read(_ kind: ResourceKind, in folder: CacheFolder) -> [Item] {
    lines(kind, in: folder).compactMap { Item(line: $0) }
  }

  private static func lines(_ kind: ResourceKind, in folder: CacheFolder) -> [String] {
    let bytes = folder.read("names/" + kind.rawValue) ?? []
    return bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The ID of the only resource with exactly this name, if all were listed not long ago.
  func id(of name: String, _ kind: ResourceKind) -> Int? {
    let lines = Self.lines(kind, in: folder)
    guard let first = lines.first, let listed = listed(first), listed > 0, listed <= now.seconds,
      now.seconds - listed <= Self.lifetime
    else { return nil }
    let found = lines.compactMap { Item(line: $0) }.filter { $0.name.isIdentical(to: name) }
    return found.count == 1 ? found[0].id : nil
  }

  /// When all names were listed, in seconds since 1970, as the first line says; nil if they are another owner's.
  private func listed(_ line: String) -> Int? {
    let fields = line.split(separator: "\t")
    return fields.count == 2 && fields[0] == owner ? Int(fields[1]) : nil
  }

  func write(_ items: [Item], _ kind: ResourceKind) {
    var seen: Set<Int> = []
    let lines = items.filter { seen.insert($0.id).inserted }.map(\.line).joined()
    folder.write("names/" + kind.rawValue, "\(owner)\t\(now.seconds)\n" + lines)
  }

  /// Adds the task and the project of an entry.
  func update(from result: ToolResult) {
    let timer = RunningTimer(result.data)
    guard let timer, !timer.isHidden else { return }
    add(timer.taskID.flatMap { Item(id: $0, name: timer.task, parent: timer.project ?? "") }, .task)
    add(timer.projectID.flatMap { Item(id: $0, name: timer.project ?? "", parent: "") }, .project)
  }

  private func add(_ item: Item?, _ kind: ResourceKind) {
    guard let item else { return }
    var lines = Self.lines(kind, in: folder)
    if lines.first.flatMap(listed) == nil { lines = ["\(owner)\t0"] }
    if lines.contains(where: { $0.hasPrefix("\(item.id)\t") }) { return }
    folder.write("names/" + kind.rawValue, lines.map { $0 + "\n" }.joined() + item.line)
  }
}

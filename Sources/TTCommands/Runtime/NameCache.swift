import Basics
import TrackingTime

/// Caches names for completion, one resource per line in `names/task` and so on: ID, name, and what it belongs to,
/// separated by tabs.
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

  private static let kinds: [String: ResourceKind] = [
    "list_tasks": .task, "list_projects": .project, "list_customers": .customer, "list_users": .user,
  ]

  /// The kind of resource a call lists, if it lists all of them.
  static func kind(of call: ValidatedCall) -> ResourceKind? {
    let narrowed = call.arguments.names.contains { $0 != "filter" && $0 != "account_id" && $0 != "page_size" }
    return narrowed || call.arguments.text("filter") == "ARCHIVED" ? nil : kinds[call.tool.name]
  }

  /// The cached resources of a kind. Lines that tt would not have written are skipped.
  func read(_ kind: ResourceKind) -> [Item] {
    let bytes = folder.read("names/" + kind.rawValue) ?? []
    return bytes.split(separator: UInt8(ascii: "\n")).compactMap { Item(line: String(decoding: $0, as: UTF8.self)) }
  }

  func write(_ items: [Item], _ kind: ResourceKind) {
    var seen: Set<Int> = []
    folder.write("names/" + kind.rawValue, items.filter { seen.insert($0.id).inserted }.map(\.line).joined())
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
    let known = folder.read("names/" + kind.rawValue).map { String(decoding: $0, as: UTF8.self) } ?? ""
    if !("\n" + known).containsText("\n\(item.id)\t") { folder.write("names/" + kind.rawValue, known + item.line) }
  }
}

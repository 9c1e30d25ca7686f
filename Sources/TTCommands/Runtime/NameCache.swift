import Basics
import TrackingTime

/// Caches names for completion, one per line in `names/task` and so on.
struct NameCache {
  let folder: CacheFolder

  private static let kinds: [String: ResourceKind] = [
    "list_tasks": .task, "list_projects": .project, "list_customers": .customer, "list_users": .user,
  ]

  /// The kind of resource a call lists, if it lists all of them.
  static func kind(of call: ValidatedCall) -> ResourceKind? {
    let narrowed = call.arguments.names.contains { $0 != "filter" && $0 != "account_id" && $0 != "page_size" }
    return narrowed || call.arguments.text("filter") == "ARCHIVED" ? nil : kinds[call.tool.name]
  }

  /// The cached names of a kind. Lines that tt would not have written are skipped.
  func read(_ kind: ResourceKind) -> [String] {
    let bytes = folder.read("names/" + kind.rawValue) ?? []
    return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      line.contains { $0 < 0x20 } ? nil : String(decoding: line, as: UTF8.self)
    }
  }

  func write(_ names: [String], _ kind: ResourceKind) {
    var seen: Set<String> = []
    let lines = names.filter { name in
      !name.isEmpty && !name.unicodeScalars.contains { $0.value < 0x20 } && seen.insert(name).inserted
    }
    folder.write("names/" + kind.rawValue, lines.map { $0 + "\n" }.joined())
  }

  /// Adds the names in a result.
  func update(from result: ToolResult) {
    for (key, kind) in [("task", ResourceKind.task), ("project", .project)] {
      guard let name = result.data[key]?.string, !name.isEmpty,
        !name.unicodeScalars.contains(where: { $0.value < 0x20 })
      else { continue }
      let known = folder.read("names/" + kind.rawValue).map { String(decoding: $0, as: UTF8.self) } ?? ""
      if !("\n" + known).containsText("\n" + name + "\n") {
        folder.write("names/" + kind.rawValue, known + name + "\n")
      }
    }
  }
}

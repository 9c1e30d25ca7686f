import Basics
import TrackingTime

/// Remembers names for completion, one a line in `names/task` and its kin, where the completion scripts read them without
/// starting tt.
struct NameCache {
  let folder: CacheFolder

  private static let entities: [String: Entity] = [
    "list_tasks": .task, "list_projects": .project, "list_customers": .customer, "list_users": .user,
  ]

  /// The kind of names a call's rows tell, when it lists all there are.
  static func entity(of call: ToolCall) -> Entity? {
    let narrowed = call.arguments.keys.contains { $0 != "filter" && $0 != "account_id" && $0 != "page_size" }
    return narrowed || call.arguments["filter"]?.string == "ARCHIVED" ? nil : entities[call.tool]
  }

  func write(_ names: [String], _ entity: Entity) {
    var seen: Set<String> = []
    let lines = names.filter { name in
      !name.isEmpty && !name.unicodeScalars.contains { $0.value < 0x20 } && seen.insert(name).inserted
    }
    folder.write("names/" + entity.rawValue, lines.map { $0 + "\n" }.joined())
  }

  /// Adds the names of an object tt has just seen.
  func learn(from answer: Answer) {
    for (key, entity) in [("task", Entity.task), ("project", .project)] {
      guard let name = answer.data[key]?.string, !name.isEmpty,
        !name.unicodeScalars.contains(where: { $0.value < 0x20 })
      else { continue }
      let known = folder.read("names/" + entity.rawValue).map { String(decoding: $0, as: UTF8.self) } ?? ""
      if !("\n" + known).containsText("\n" + name + "\n") {
        folder.write("names/" + entity.rawValue, known + name + "\n")
      }
    }
  }
}

import Basics
import Reports
import TrackingTime

/// The tasks and projects of imported entries: names are resolved as everywhere, each list is read once.
struct ImportTargets {
  /// The task or project of an entry.
  struct Target {
    var taskID: Int?
    var projectID: Int?
    /// The names that the service has.
    var task: String?
    var project: String?
  }

  private let entries: [ImportedEntry]
  private let session: Session
  private let account: JSONValue?

  init(_ entries: [ImportedEntry], _ session: Session, account: JSONValue?) {
    self.entries = entries
    self.session = session
    self.account = account
  }

  /// The calls that look the names up: none where there are only IDs.
  var listCalls: [ToolCall] { kinds.compactMap(listCall) }

  /// Projects come first: a task is sought in its project.
  private var kinds: [ResourceKind] {
    let unknown = entries.filter { $0.taskID == nil }
    func isName(_ word: String?) -> Bool { word.map(ReferenceSyntax.looksLikeName) ?? false }
    var kinds: [ResourceKind] = []
    if unknown.contains(where: { isName($0.project) }) { kinds.append(.project) }
    if unknown.contains(where: { isName($0.task) }) { kinds.append(.task) }
    return kinds
  }

  private func listCall(_ kind: ResourceKind) -> ToolCall? {
    var call = kind.listCall
    call?.arguments["account_id"] = account
    return call
  }

  /// The target of each entry.
  ///
  /// - Throws: `.notFound` with every name that is missing or not unique.
  func resolve(_ file: String) throws(TTError) -> [Target] {
    var rows: [ResourceKind: [JSONValue]] = [:]
    for kind in kinds {
      guard let call = listCall(kind) else { continue }
      rows[kind] = try session.call(call).data.array ?? []
    }
    var known: [String: Result<Target, Unknown>] = [:]
    var targets: [Target] = []
    var problems: [String] = []
    for entry in entries {
      if let id = entry.taskID {
        targets.append(Target(taskID: id))
        continue
      }
      let name = [entry.project ?? "", entry.task ?? ""].joined(separator: "\u{0}")
      let isFirst = known[name] == nil
      let found = known[name] ?? Result { () throws(Unknown) in try target(of: entry, rows) }
      known[name] = found
      switch found {
      case .success(let target): targets.append(target)
      case .failure(let unknown): if isFirst { problems.append("\(file):\(entry.line): \(unknown.text)") }
      }
    }
    guard let first = problems.first else { return targets }
    var error = TTError(.notFound, first, hint: "list them with: tt list tasks; nothing was made")
    error.details = Array(problems.dropFirst())
    throw error
  }

  /// Why a name has no ID.
  private struct Unknown: Error {
    var text: String
  }

  private func target(of entry: ImportedEntry, _ rows: [ResourceKind: [JSONValue]]) throws(Unknown) -> Target {
    var target = Target()
    if let word = entry.project {
      let project = try find(.project, word, rows[.project] ?? [])
      (target.projectID, target.project) = (project.id, project.name)
    }
    guard let word = entry.task else { return target }
    var tasks = rows[.task] ?? []
    if let id = target.projectID { tasks = tasks.filter { $0["project_id"]?.int == id } }
    let task = try find(.task, word, tasks, in: target.project)
    (target.taskID, target.task) = (task.id, task.name)
    target.project = task.row.flatMap { ResourceKind.task.parent($0) } ?? target.project
    return target
  }

  private func find(
    _ kind: ResourceKind, _ word: String, _ rows: [JSONValue], in project: String? = nil
  ) throws(Unknown) -> (id: Int, name: String?, row: JSONValue?) {
    if !ReferenceSyntax.looksLikeName(word) {
      guard let id = Int(word), id > 0 else { throw Unknown(text: "invalid \(kind.rawValue) \(word.quoted)") }
      return (id, nil, nil)
    }
    let found = NameMatch.rows(named: word, in: rows, kind: kind)
    if found.count == 1, let id = found[0]["id"]?.int { return (id, kind.names(found[0]).first, found[0]) }
    let place = project.map { " in the project \($0.quoted)" } ?? ""
    if found.isEmpty {
      let nearest = NameMatch.nearest(to: word, in: rows, kind: kind).map(kind.describe)
      let hint = nearest.isEmpty ? "" : "; did you mean \(nearest.joined(separator: " or "))?"
      throw Unknown(text: "there is no \(kind.rawValue) named \(word.quoted)\(place)\(hint)")
    }
    throw Unknown(text: "\(word.quoted) matches several \(kind.rawValue)s\(place): \(kind.describe(several: found))")
  }
}

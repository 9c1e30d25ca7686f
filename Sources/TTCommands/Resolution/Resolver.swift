import Basics
import TrackingTime

/// Resolves names to IDs through the list tool of their kind. Each look-up is a call of that tool, subject to the policy.
struct Resolver {
  let session: Session
  /// True to send nothing and record nothing.
  var isOffline = false

  /// The call with all its references resolved, and the filter for the rows of its result. It is validated first, so that
  /// an invalid call looks nothing up.
  ///
  /// - Throws: `.notFound` for a name that matches nothing or several resources, and the errors of the calls it makes.
  func resolve(_ unresolved: UnresolvedCall) throws(TTError) -> (
    call: ValidatedCall, rowFilter: (@Sendable (JSONValue) -> Bool)?
  ) {
    var given = unresolved.call
    given.awaitedIDs = unresolved.references.compactMap(\.use.argument)
    var call = try isOffline ? Catalog.validate(given) : session.client().validate(given)
    var filters: [(path: [String], id: Int)] = []
    var scope = Scope.everywhere
    let ended = unresolved.copiesNotes && !isOffline ? try RecentEntries(session: session).ended() : nil
    var copied: JSONValue?
    // The project comes first: a task is sought in it.
    for reference in unresolved.references.sorted(by: { $0.use == .scope && $1.use != .scope }) {
      if let ended, case .ended(let count)? = reference.entry, let name = reference.use.argument {
        copied = ended.dropFirst(count - 1).first?.row
        call.setID(name, to: try RecentEntries.id(of: reference.kind, in: copied))
        continue
      }
      switch (try find(reference, in: scope, unresolved), reference.use) {
      case (.id(let id), .argument(let name)): call.setID(name, to: id)
      case (.id(let id), .element(let name)): call.appendID(id, to: name)
      case (.id(let id), .filter(let path)): filters.append((path, id))
      case (.id(let id), .scope): scope = .project(id)
      case (.new(let name), .scope): scope = .newProject(name)
      case (.new(let name), _):
        guard let parameter = reference.nameParameter else { continue }
        call.setName(parameter, to: name)
        switch scope {
        case .everywhere: break
        case .project(let id): call.setID("project_id", to: id)
        case .newProject(let name): call.setName("project_name", to: name)
        }
      }
    }
    if let ended {
      let task = call.arguments.integer("task_id")
      let entry = copied ?? ended.first { $0.recorded.taskID == task }?.row
      if let notes = entry?["notes"]?.string, !notes.isEmpty { call.setText("notes", to: notes) }
    }
    return (call, Self.rowFilter(filters, unresolved.rowFilter))
  }

  private static func rowFilter(
    _ filters: [(path: [String], id: Int)], _ other: (@Sendable (JSONValue) -> Bool)?
  ) -> (@Sendable (JSONValue) -> Bool)? {
    guard !filters.isEmpty else { return other }
    return { row in
      filters.allSatisfy { filter in filter.path.reduce(row) { $0?[$1] }?.int == filter.id } && other?(row) ?? true
    }
  }

  /// Where a task is sought.
  private enum Scope {
    case everywhere
    case project(Int)
    case newProject(String)
  }

  /// What a reference turned out to be.
  private enum Found {
    case id(Int)
    /// Nothing of that name is there, and it is to be created.
    case new(String)
  }

  private func find(
    _ reference: UnresolvedCall.NameReference, in scope: Scope, _ unresolved: UnresolvedCall
  ) throws(TTError) -> Found {
    if isOffline {
      let isEverywhere = if case .everywhere = scope { true } else { false }
      return .id(try cachedID(of: reference, isSoughtEverywhere: isEverywhere || reference.kind != .task))
    }
    let account = unresolved.call.arguments["account_id"]
    if !reference.isName, let id = try existing(reference) { return .id(id) }
    var project: Int?
    if reference.kind == .task {
      switch scope {
      case .everywhere: break
      case .project(let id): project = id
      case .newProject: return .new(reference.word)
      }
    }
    if project == nil, let id = try freshID(of: reference, account: account) { return .id(id) }
    let rows = try list(reference.kind, project: project, account: account)
    let found = NameMatch.rows(named: reference.word, in: rows, kind: reference.kind)
    if found.count == 1, let id = found[0]["id"]?.int { return .id(id) }
    if !found.isEmpty { return .id(try choose(reference, among: found)) }
    let nearest = NameMatch.nearest(to: reference.word, in: rows, kind: reference.kind).map(reference.kind.describe)
    let canCreate = reference.nameParameter != nil
    if canCreate, unresolved.mayCreate || mayCreate(reference, nearest) { return .new(reference.word) }
    throw notFound(reference, nearest, canCreate: canCreate)
  }

  /// The ID that a word is or stands for; nil for a name.
  private func existing(_ reference: UnresolvedCall.NameReference) throws(TTError) -> Int? {
    if let entry = reference.entry ?? EntryReference(reference.word) {
      return try RecentEntries(session: session).id(of: reference.kind, entry)
    }
    return Int(reference.word).flatMap { $0 > 0 ? $0 : nil }
  }

  /// The ID of a resource, given by ID, name, or a word such as `@current`.
  func id(of word: String, kind: ResourceKind) throws(TTError) -> Int {
    let reference = UnresolvedCall.NameReference(kind: kind, word: word, use: .scope)
    let found = try find(reference, in: .everywhere, UnresolvedCall(ToolCall("")))
    guard case .id(let id) = found else { throw notFound(reference, [], canCreate: false) }
    return id
  }

  private func list(_ kind: ResourceKind, project: Int?, account: JSONValue?) throws(TTError) -> [JSONValue] {
    guard var call = kind.listCall else {
      throw .usage("not a time entry: expected an ID or one of \(EntryReference.words.joined(separator: ", "))")
    }
    call.arguments["account_id"] = account
    call.arguments["project_id"] = project.map { JSONValue($0) }
    let rows = try session.call(call).data.array ?? []
    return project.map { id in rows.filter { $0["project_id"]?.int == id } } ?? rows
  }

  /// The one of several that a person at the terminal chooses.
  private func choose(
    _ reference: UnresolvedCall.NameReference, among rows: [JSONValue]
  ) throws(TTError) -> Int {
    let kind = reference.kind
    let candidates = rows.prefix(15).map { ($0["id"]?.int ?? 0, Renderer.escapingControlCharacters(kind.describe($0))) }
    if session.canAsk, let id = Choice(session: session).number(of: candidates, prompt: "Which \(kind.rawValue)") {
      return id
    }
    throw TTError(
      .notFound, "\(reference.word.inQuotes) matches several \(kind.rawValue)s: \(kind.describe(several: rows))",
      hint: "use the ID")
  }

  /// Asks a person at the terminal whether to make what is not there.
  private func mayCreate(_ reference: UnresolvedCall.NameReference, _ nearest: [String]) -> Bool {
    guard session.canAsk, let ask = session.context.askLine else { return false }
    let kind = reference.kind.rawValue
    let known = nearest.isEmpty ? "" : " Did you mean \(nearest.joined(separator: " or "))?"
    let question = "There is no \(kind) named \(reference.word.inQuotes).\(known) Make it? [y/N] "
    return ask(Renderer.escapingControlCharacters(question))?.isYes == true
  }

  private func notFound(
    _ reference: UnresolvedCall.NameReference, _ nearest: [String], canCreate: Bool
  ) -> TTError {
    let kind = reference.kind.rawValue
    var hints = nearest.isEmpty ? [] : ["did you mean \(nearest.joined(separator: " or "))?"]
    if canCreate { hints.append("--create makes a new \(kind)") }
    if hints.isEmpty { hints.append("list them with: tt list \(kind)s") }
    return TTError(
      .notFound, "there is no \(kind) named \(reference.word.inQuotes)", hint: hints.joined(separator: " "))
  }
}

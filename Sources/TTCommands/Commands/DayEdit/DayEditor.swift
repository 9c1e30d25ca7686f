import Basics
import TrackingTime

/// `tt edit -e`: a day as text, one line an entry, in an editor.
///
/// What the text asks for is shown and confirmed as a whole, judged before the first call is sent, and then carried out
/// one call after the other. After each the kept text is brought up to date, so that a failure, or a kill, loses and
/// repeats nothing.
struct DayEditor {
  let session: Session
  private let zone: Basics.TimeZone
  private let day: LocalTime
  private let account: JSONValue?
  private let kept: KeptDays

  init(_ session: Session) throws(TTError) {
    let arguments = session.arguments
    self.session = session
    zone = try session.zone()
    day = arguments.has("day") ? try DayRange.span(arguments, session).first : try session.today().midnight
    account = arguments.workspace
    // Texts of other workspaces and services are none of this one.
    let owner = [try session.baseURL().text, try session.accountID() ?? "", arguments.value("account-id") ?? ""]
    kept = KeptDays(
      folder: try session.folders().state + "/edit", name: day.dateText + "-" + CacheFolder.key(owner))
  }

  /// Edits the day and carries out the changes.
  func run() throws(TTError) -> Output {
    let isConfirmed = session.arguments.has(Flag.yes.name)
    guard session.canAsk || isConfirmed else {
      throw .usage("tt edit -e: without a terminal, the changes require --yes")
    }
    let continued = try kept.read()
    var day: KeptDay
    if let continued { day = continued } else { day = try fresh() }
    if continued != nil { say("this is the text that was kept in \(kept.path); an empty text starts anew") }
    let before = day.text
    do throws(TTError) {
      try kept.edit(&day.text, with: Editor(context: session.context))
    } catch {
      throw day.text == before ? error : keeping(day, error, made: 0, of: 0)
    }
    if continued == nil, day.text == before { return Self.unchanged }
    let changes: [DayChange]
    let calls: [ValidatedCall]
    do throws(TTError) {
      changes = try self.changes(of: day)
      calls = try prepare(changes)
      if changes.isEmpty {
        kept.remove()
        return Self.unchanged
      }
      guard isConfirmed || confirm(changes) else {
        try kept.write(day)
        var output = Self.unchanged
        output.notes = ["nothing was changed; the text is kept in \(kept.path): \(again) continues with it"]
        return output
      }
      try kept.write(day)
    } catch {
      throw keeping(day, error, made: 0, of: 0)
    }
    return try carryOut(changes, calls, &day)
  }

  private static let unchanged = Output(value: .array([]), view: .lines(["No changes."]))

  /// How to go on with a kept text.
  private var again: String { "tt edit -e --day \(day.dateText)" }

  /// The text of the day as it is.
  private func fresh() throws(TTError) -> KeptDay {
    let entries = try entries().filter { zone.local(at: $0.start).midnight == day }
      .sorted { ($0.start, $0.id) < ($1.start, $1.id) }
    let head = [
      "# \(day.shortWeekday) \(day.dateText): one line an entry, HH:MM - HH:MM  task (project)  notes  #ID",
      "# A line without #ID is added, a changed one changed, a removed one deleted. Two blanks separate the parts;",
      "# in notes, \\n is a line end. The changes are shown before anything is sent; an empty text changes nothing.",
    ]
    let lines = entries.map { $0.line(in: zone) }
    return KeptDay(
      base: Dictionary(zip(entries.map(\.id), lines), uniquingKeysWith: { $1 }),
      text: (head + lines).joined(separator: "\n") + "\n")
  }

  /// The user's entries on the day and those next to it, as they are now.
  private func entries() throws(TTError) -> [DayEntry] {
    var call = ToolCall("list_events")
    call.arguments["from"] = .string(day.adding(days: -1).dateText)
    call.arguments["to"] = .string(day.adding(days: 1).dateText)
    call.arguments["account_id"] = account
    let rows = try session.call(call).data.array ?? []
    let running = try RunningEntry.find(session)?.id
    return rows.compactMap { DayEntry($0, runningID: running) }
  }

  private func changes(of day: KeptDay) throws(TTError) -> [DayChange] {
    let current = try entries()
    return try DayChanges(
      base: day.base, current: Dictionary(current.map { ($0.id, $0) }, uniquingKeysWith: { $1 }), zone: zone,
      day: zone.startOfDay(of: self.day), account: account
    ).changes(of: day.text)
  }

  /// The calls of the changes, with names resolved, judged before the first is sent.
  private func prepare(_ changes: [DayChange]) throws(TTError) -> [ValidatedCall] {
    let resolver = Resolver(session: session)
    let calls = try changes.map { (change) throws(TTError) -> ValidatedCall in
      do throws(TTError) {
        return try resolver.resolve(change.call).call
      } catch {
        var error = error
        if let line = change.line { error.message = "line \(line.number): " + error.message }
        throw error
      }
    }
    try session.judgeTogether(calls)
    return calls
  }

  private func confirm(_ changes: [DayChange]) -> Bool {
    for change in changes { say(nil, change.summary) }
    let deletions = changes.filter { $0.action == .deleted }.count
    let what = changes.count == 1 ? "this change" : "these \(changes.count) changes"
    let warning = deletions == 0 ? "" : deletions == 1 ? ", 1 of them a deletion" : ", \(deletions) of them deletions"
    return session.context.askLine?("Make \(what)\(changes.count == 1 ? "" : warning)? [y/N] ")?.isYes ?? false
  }

  private func carryOut(
    _ changes: [DayChange], _ calls: [ValidatedCall], _ day: inout KeptDay
  ) throws(TTError) -> Output {
    var rows: [JSONValue] = []
    var lines: [String] = []
    var notes: [String] = []
    for (change, call) in zip(changes, calls) {
      let result: ToolResult
      do throws(TTError) {
        result = try session.call(call)
        update(&day, by: change, result)
        try kept.write(day)
      } catch {
        throw keeping(day, error, made: rows.count, of: changes.count)
      }
      var row = result.withChanged.object ?? JSONObject()
      row["action"] = .string(change.action.rawValue)
      rows.append(.object(row))
      let done = change.action.rawValue.prefix(1).uppercased() + change.action.rawValue.dropFirst()
      let verb = result.changed == false ? "Already there:" : done
      if case .lines(let text) = Output.writtenEntry(result, verb: verb).view { lines += text }
      notes += result.notes.map(\.commandLineText)
    }
    kept.remove()
    var output = Output(value: .array(rows), view: .lines(lines), notes: notes)
    output.isMade = true
    output.declared = ["action"]
    return output
  }

  /// Brings the text up to date with a change that was made.
  private func update(_ day: inout KeptDay, by change: DayChange, _ result: ToolResult) {
    switch (change.id, change.line) {
    case (let id?, let line?): day.base[id] = line.text
    case (let id?, nil): day.base[id] = nil
    case (nil, let line?):
      guard let id = result.data["id"]?.int else { return }
      let text = line.text + "  #\(id)"
      day.replaceLine(line.number, with: text)
      day.base[id] = text
    case (nil, nil): break
    }
  }

  /// Keeps the text after a failure, and says where.
  private func keeping(_ day: KeptDay, _ error: TTError, made: Int, of all: Int) -> TTError {
    var error = error
    do throws(TTError) {
      try kept.write(day)
    } catch let failure {
      error.details.append("the text could not be kept: \(failure.message)")
      return error
    }
    let done = all == 0 ? "nothing was changed" : "\(made) of \(all) changes \(made == 1 ? "was" : "were") made"
    error.details.append("\(done); the text is kept in \(kept.path): \(again) continues with what is left")
    return error
  }

  /// Says something to the person at the terminal.
  private func say(_ note: String?, _ text: String = "") {
    guard session.arguments.format == .table || session.canAsk else { return }
    let lines = note.map { ["tt: " + $0] } ?? text.split(separator: "\n").map(String.init)
    for line in lines { _ = session.context.errors.write(Array((line.exposingInvisibleParts + "\n").utf8)) }
  }
}

extension String {
  /// The text for a person who decides on it; blanks stay.
  fileprivate var exposingInvisibleParts: String { escapingControlCharacters.exposingInvisibles }
}

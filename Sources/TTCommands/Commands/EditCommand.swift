import Basics
import TrackingTime

/// `tt edit`.
enum EditCommand {
  static let command = Command(
    group: .tracking, summary: "Change time entries",
    details: [
      "EVENT is a time entry ID, @last for the entry that began last, @added for the one tt wrote last, or @current for "
        + "the running one. A time without a day refers to the day of the entry; changing one end keeps the other, and "
        + "--duration alone changes the end. --longer and --shorter move the end by time that passes, whatever the clocks "
        + "do. Several entries are changed alike: the policy judges all changes before the first is sent.",
      "With -e, a day is edited as text in VISUAL or EDITOR, one line an entry: HH:MM - HH:MM  task (project)  notes  "
        + "#ID. A line without #ID is added, a changed one is changed, a removed one is deleted; what stays as it is makes "
        + "no call. The end of the running entry is open, 02:00+1 is on the next day, and \\n in notes is a line end. A task "
        + "is given as on another line, or as an ID. The changes are shown first, and made only after a yes, or with "
        + "--yes. An empty text changes nothing. After a failure, or a no, the text is kept, and tt says where: running the "
        + "command again continues with it, and makes what is left.",
    ],
    operands: [
      .init(
        name: "EVENT", summary: "time entry ID, @last, @added or @current", isRepeated: true, completion: .names(.event)
      )
    ],
    flags: [.duration, longer, shorter, editor, day, .yes, .create] + Flag.inspection
      + Flag.forParameters(of: "update_event", except: ["event_id", "duration"]),
    examples: [
      .init(line: "tt edit @last --notes 'with Acme'", summary: "replace the notes of the latest entry"),
      .init(line: "tt edit 6401 --start 09:00 --duration 1h15m", summary: "change start and duration"),
      .init(line: "tt edit @last --longer 15m", summary: "it took a quarter of an hour more"),
      .init(line: "tt edit 6401 6402 --task-id 42", summary: "move two entries to another task"),
      .init(line: "tt edit -e --day yesterday", summary: "a whole day in an editor"),
    ],
    tools: ["get_event", "list_events", "list_user_tasks", "create_event", "delete_event", "update_event"],
    action: .calls(make, run: run))

  private static let longer = Flag(
    name: "longer", value: "DURATION", summary: "move the end this much later")
  private static let shorter = Flag(
    name: "shorter", value: "DURATION", summary: "move the end this much earlier")
  private static let editor = Flag(
    name: "editor", short: "e", summary: "edit a day as text in VISUAL or EDITOR")
  private static let day = Flag(
    name: "day", value: "DAY", summary: "with -e: the day (default: today)",
    completion: .words(DayExpression.words))

  private static func make(_ arguments: Arguments, _ session: Session) throws(TTError) -> [UnresolvedCall] {
    if arguments.has(editor.name) {
      throw .usage("tt edit -e: what it would send is known once the text is edited; it asks before it sends anything")
    }
    for flag in [day, .yes] where arguments.has(flag.name) { throw .usage("\(flag.long) requires -e") }
    guard !arguments.operands.isEmpty else {
      throw .usage(
        "tt edit: missing required argument EVENT (time entry ID, @last, @added or @current)",
        hint: "for example: tt edit @last --notes 'with Acme'")
    }
    var words: [String] = []
    for word in arguments.operands where !words.contains(word) { words.append(word) }
    return try words.map { (word) throws(TTError) in try unresolvedCall(on: word, arguments) }
  }

  private static func unresolvedCall(on word: String, _ arguments: Arguments) throws(TTError) -> UnresolvedCall {
    var unresolved = try arguments.unresolvedCall("update_event")
    try arguments.setOperand(word, of: "EVENT", parameter: "event_id", in: &unresolved)
    try unresolved.seekTaskInProject()
    try arguments.setDuration(in: &unresolved)
    unresolved.call.endShift = try endShift(arguments, unresolved)
    if unresolved.call.endShift != nil { unresolved.call.label("end", "the new end") }
    if unresolved.call.endShift == nil { try arguments.requireChange(unresolved, of: "event_id") }
    unresolved.call.inspection = try arguments.inspection()
    return unresolved
  }

  /// The seconds of `--longer` or `--shorter`; nil without them.
  private static func endShift(_ arguments: Arguments, _ unresolved: UnresolvedCall) throws(TTError) -> Int? {
    let given = [longer, shorter].filter { arguments.has($0.name) }
    guard let flag = given.first, let word = arguments.value(flag.name) else { return nil }
    if given.count > 1 { throw .cannotCombine(longer.long, with: shorter.long) }
    for name in ["start", "end", "duration"] where unresolved.sets(name) {
      throw .cannotCombine(flag.long, with: "--" + name)
    }
    guard let seconds = DurationText.parse(word), seconds > 0 else {
      throw .invalidDuration(word, for: flag.long, expected: "a duration such as \(DurationText.forms)")
    }
    return flag.name == longer.name ? seconds : -seconds
  }

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    if arguments.has(editor.name) {
      try checkEditor(arguments)
      return try DayEditor(session).run()
    }
    let calls = try session.prepare(try make(arguments, session))
    var outputs: [Output] = []
    try session.callEach(calls, done: "changed") { result in
      var output = Output.writtenEntry(result, verb: "Updated")
      output.notes = result.notes.map(\.commandLineText)
      outputs.append(output)
    }
    var output = Output.joined(outputs)
    output.isMade = true
    return output
  }

  /// Refuses what has no meaning with `-e`.
  private static func checkEditor(_ arguments: Arguments) throws(TTError) {
    if !arguments.operands.isEmpty { throw .cannotCombine("tt edit: EVENT", with: "-e") }
    let global = Flag.global.map(\.name) + Flag.calls.map(\.name) + [editor.name, day.name, Flag.yes.name]
    guard let other = arguments.flags.first(where: { !global.contains($0.name) }) else { return }
    throw .cannotCombine("-e", with: "--" + other.name)
  }
}

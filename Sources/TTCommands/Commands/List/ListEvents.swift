import Basics
import TrackingTime

/// `tt list events`.
enum ListEvents {
  static let command = Command(
    group: .looking, summary: "List time entries",
    details: [
      "Lists your own entries of this week unless the flags say otherwise. --project, --customer and --task list the "
        + "entries of all users, as far as you may see them; add --user @current for your own."
    ],
    flags: flags,
    examples: [
      .init(line: "tt list events --today", summary: "today's entries"),
      .init(
        line: "tt list events --month --project Website --output csv", summary: "a project's month, for a spreadsheet"),
    ],
    tools: ["list_events", "list_company_events"],
    action: .list(call: unresolvedCall, view: { view }, rows: marking))

  /// The days and filters, of `tt export` as well.
  static var flags: [Flag] {
    DayRange.flags + Flag.forParameters(of: "list_events", except: ["filter", "id", "from", "to", "global_company"])
      + ListCommand.eventFilters + billing
  }

  private static let billing = [
    Flag(name: "unbilled", summary: "only entries that are not marked as billed"),
    Flag(name: "billed", summary: "only entries that are marked as billed"),
  ]

  private static var view: ListView {
    ListView(
      columns: [
        Column("id", kind: .number), Column("start", kind: .minute), Column("end", kind: .end),
        Column("duration", title: "TIME", kind: .seconds), Column("task"), Column("project"), Column("user"),
        Column("notes"),
      ], empty: "no time entries found", terminal: EventTable.text)
  }

  /// Marks the running entry, where the format shows more than IDs.
  private static func marking(
    _ arguments: Arguments, _ call: ValidatedCall, _ session: Session
  ) throws(TTError) -> (@Sendable (JSONValue) -> JSONValue)? {
    guard arguments.format != .ids, let running = try RunningEntry.find(among: call, of: arguments, session) else {
      return nil
    }
    return { running.marking($0) }
  }

  /// The call for the days and filters of a command line, of `tt report` as well.
  static func unresolvedCall(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    let company = arguments.has("company")
    var unresolved = try arguments.unresolvedCall(company ? "list_company_events" : "list_events")
    if arguments.has("unbilled"), arguments.has("billed") { throw .cannotCombine("--unbilled", with: "--billed") }
    if arguments.has("unbilled") || arguments.has("billed") {
      let isBilled = arguments.has("billed")
      unresolved.rowFilter = { ($0["is_billed"]?.bool ?? false) == isBilled }
    }
    let span = try DayRange.span(arguments, session)
    unresolved.call.arguments["from"] = .string(span.first.dateText)
    unresolved.call.arguments["to"] = .string(span.last.dateText)
    // The service filters by one resource only; tt filters by the others.
    var asksService = !company
    for kind in [ResourceKind.task, .project, .customer, .user] {
      guard let word = arguments.value(kind.rawValue) else { continue }
      if asksService {
        unresolved.call.arguments["filter"] = .string(kind.rawValue.uppercased())
        unresolved.setReference(word, kind: kind, as: .argument("id"))
        asksService = false
      } else {
        unresolved.setReference(word, kind: kind, as: .filter([kind.rawValue + "_id"]))
      }
    }
    return unresolved
  }
}

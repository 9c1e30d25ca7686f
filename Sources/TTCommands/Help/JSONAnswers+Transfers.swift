/// The answers about many time entries at once.
extension JSONAnswers {
  static let transfers: [JSONAnswers] = [
    JSONAnswers(
      commands: ["import"], title: "An import", isList: false,
      members: [
        Member("changed", .boolean), Member("dry_run", .boolean),
        Member("made", .integer, "the entries that were made"),
        Member("present", .integer, "those that were there already"),
        Member("to_make", .integer, "with --dry-run, those that are not there yet"),
        Member(
          "entries", .list, "objects with line, state (new, made or present), id, start, end, duration, task and so on"),
        Member("skipped", .list, "what is no entry to import: objects with line and reason"),
      ], rows: ImportPlan.fields),
    JSONAnswers(
      commands: ["bill"], title: "Billed time entries", isList: false,
      members: [
        Member("changed", .boolean, "false if none was unbilled"), Member("dry_run", .boolean),
        Member("count", .integer), Member("seconds", .seconds, "the time of all of them"),
        Member("event_ids", .list, "the IDs of the entries"),
      ]),
  ]
}

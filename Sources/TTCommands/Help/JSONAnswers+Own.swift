import TrackingTime

/// The answers that are tt's own.
extension JSONAnswers {
  static let own: [JSONAnswers] = [
    service(
      ["undo"], "A write that was taken back, with the members of the entry, task or project", "update_event",
      first: [
        Member("changed", .boolean, "false if there is nothing to undo"),
        Member("undone", .text, "the tool of the write that was taken back"),
        Member("skipped", .text, "only with --skip: the tool of the write that stays as it is"),
        Member("name", .text, "of a task or project"),
      ]),
    JSONAnswers(
      commands: ["undo --list"], title: "What could be taken back", isList: true,
      members: [
        Member("made", .localTime), Member("made_rfc3339", .timestamp), Member("tool", .text),
        Member("id", .integer, "of the object"), Member("title", .text), Member("possible", .boolean),
        Member("undo", .text, "what undoing does, or why it is not possible"),
      ]),
    JSONAnswers(
      commands: ["report"], title: "A report", isList: false,
      members: [
        Member("from", .day), Member("to", .day), Member("by", .list, "the levels, as strings"),
        Member("rounding", .text, "only with --round"),
        Member("groups", .list, "objects with key, id, seconds, what --billable adds, and groups of the next level"),
        Member("total", .object, "with seconds, and what --billable adds"),
        Member("gaps", .list, "only with --gaps: objects with the times and the seconds"),
        Member("overlaps", .list, "only with --gaps"),
      ]),
    JSONAnswers(
      commands: ["today", "week"], title: "Time entries by day", isList: false,
      members: [
        Member(
          "days", .list,
          "objects with the date, the seconds, and the entries as of list events, each with its seconds on the day"),
        Member("total_seconds", .seconds),
        Member("target_seconds", .seconds, "of the days up to today; null if no target is set"),
        Member("balance_seconds", .seconds, "the total less the target; null if no target is set"),
        Member("waiting", .integer, "how many calls wait to be sent by sync"),
      ]),
    JSONAnswers(
      commands: [dryRun], title: "What a call would send", isList: false,
      members: [
        Member("dry_run", .boolean, "always true"), Member("tool", .text), Member("arguments", .object),
        Member("request", .object, "with the strings method, url and body; body is null for none"),
        Member("looked_up", .list, "strings: what only a request would tell"),
        Member("verdict", .object, "as that of policy check"),
      ]),
    JSONAnswers(
      commands: [queued], title: "A call that was queued", isList: false,
      members: [Member("changed", .boolean, "always false"), Member("queued", .boolean, "always true")] + queuedCall),
    JSONAnswers(commands: ["sync --list"], title: "The queued calls", isList: true, members: queuedCall),
    JSONAnswers(
      commands: ["sync"], title: "What was sent", isList: false,
      members: [
        Member("changed", .boolean), Member("sent", .integer), Member("waiting", .integer, "how many stay queued"),
        Member("calls", .list, "those that were sent, as of sync --list, with changed"),
      ]),
    JSONAnswers(
      commands: ["sync --drop"], title: "What was dropped", isList: false,
      members: [Member("changed", .boolean), Member("dropped", .list, "as of sync --list")]),
    JSONAnswers(
      commands: ["trust"], title: "A trusted .tt.json", isList: false,
      members: [
        Member("changed", .boolean), Member("file", .text), Member("task", .text), Member("project", .text),
        Member("notes", .text),
      ]),
    JSONAnswers(commands: ["policy check"], title: "The verdict on a call", isList: false, members: verdict),
    JSONAnswers(
      commands: ["policy show"], title: "What a policy says of each tool", isList: true,
      members: [
        Member("tool", .text), Member("decision", .text, "allow, deny, approval or hide"), Member("rule", .text),
        Member("conditions", .list), Member("limits", .list), Member("summary", .text), Member("grant", .text),
        Member("policy", .text, "a path, or built-in"),
      ]),
    JSONAnswers(commands: ["policy status"], title: "The state of limits", isList: true, members: limit),
    JSONAnswers(
      commands: ["policy log"], title: "Records of the audit log, see tt-audit(5)", isList: true,
      members: [
        Member("seq", .integer), Member("time", .timestamp), Member("event", .text), Member("id", .text),
        Member("grant", .text), Member("tool", .text), Member("keys", .list), Member("decision", .text),
        Member("rule", .text), Member("policy", .text), Member("channel", .text), Member("client", .text),
        Member("approval", .text), Member("outcome", .text, "ok, queued, or the class of the error"),
        Member("requests", .integer, "how many were sent"), Member("prev", .text), Member("hash", .text),
      ]),
    JSONAnswers(
      commands: ["auth status"], title: "The credentials in use", isList: false,
      members: [
        Member("source", .text), Member("method", .text), Member("unused", .list), Member("accepted", .boolean),
        Member("user", .object, "with id, name and email"),
      ]),
    JSONAnswers(
      commands: ["doctor"], title: "Checks", isList: true,
      members: [Member("check", .text), Member("status", .text), Member("detail", .text), Member("fix", .text)]),
    JSONAnswers(
      commands: ["--version"], title: "The version", isList: false,
      members: [
        Member("version", .text), Member("schema_version", .integer, "grows with each member that is added here"),
      ]),
    JSONAnswers(
      commands: ["error"], title: "An error, as the member error of the object on standard error", isList: false,
      members: [
        Member("class", .text, "see tt-exit-codes(7)"), Member("exit", .integer), Member("message", .text),
        Member("hint", .text, "what to do next"), Member("rule", .text, "of the policy"),
        Member("retry_after", .seconds), Member("approval", .text, "the ID of the pending approval"),
        Member("details", .list, "further problems, as strings"),
      ]),
  ]

  private static let queuedCall = [
    Member("id", .text), Member("state", .text, "queued; unknown if it may have been sent; or sent"),
    Member("made", .localTime), Member("made_rfc3339", .timestamp), Member("grant", .text), Member("tool", .text),
    Member("arguments", .object), Member("account", .text, "the workspace; null for the default one"),
    Member("service", .text, "the address"),
  ]

  private static let verdict = [
    Member("decision", .text, "allow, deny, limit or approval"), Member("tool", .text), Member("grant", .text),
    Member("policy", .text, "a path, or built-in"), Member("rule", .text, "empty if none refuses the call"),
    Member("message", .text, "only of a refusal"), Member("retry_after", .seconds, "only for decision limit"),
    Member("exit", .integer, "the exit code of the call"),
    Member("enforced", .boolean, "only if false: the call would proceed"),
    Member("limits", .list, "as of policy status"), Member("explain", .list, "only with --explain"),
  ]

  private static let limit = [
    Member("rule", .text), Member("window", .text), Member("scope", .text), Member("max", .integer),
    Member("used", .integer), Member("left", .integer), Member("resets_in", .seconds),
    Member("resets_at", .timestamp),
  ]
}

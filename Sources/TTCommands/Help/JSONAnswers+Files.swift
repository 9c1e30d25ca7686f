import TrackingTime

/// The answers about approvals, policy files, settings and credentials.
extension JSONAnswers {
  static let files: [JSONAnswers] = [
    JSONAnswers(commands: ["policy approvals"], title: "Approvals", isList: true, members: approval),
    JSONAnswers(
      commands: ["policy approve", "policy deny"], title: "An answered approval", isList: false,
      members: [Member("changed", .boolean)] + approval),
    JSONAnswers(
      commands: ["policy check FILE"], title: "A checked policy file", isList: false,
      members: [
        Member("valid", .boolean), Member("policy", .text, "its path"), Member("default", .text, "allow or deny"),
        Member("tools", .integer, "how many it lists"), Member("fingerprint", .text),
        Member("warnings", .list, "only with --lint: objects with pointer, line, column and message"),
      ]),
    JSONAnswers(
      commands: ["policy test"], title: "Tested cases of policies", isList: true,
      members: [
        Member("name", .text), Member("ok", .boolean),
        Member("got", .list, "objects with decision and rule, one for each call"),
      ]),
    JSONAnswers(
      commands: ["policy log --verify"], title: "The state of the audit log", isList: false,
      members: [
        Member("ok", .boolean), Member("records", .integer),
        Member("first", .integer, "the number of the first record"),
        Member("files", .list), Member("head", .boolean, "true if a missing end would be seen"),
        Member("findings", .list, "objects with kind, file, line and message"),
        Member("more", .integer, "findings that are left out"),
      ]),
    JSONAnswers(
      commands: ["policy store"], title: "Statements for a shared store, or its state", isList: false,
      members: [
        Member("sql", .text, "only without --status"), Member("location", .text), Member("version", .integer),
        Member("server", .text, "the version of PostgreSQL"), Member("login", .text),
        Member("records", .integer, "how many the log has"),
        Member("synchronous", .boolean, "whether a standby confirms each change"),
        Member("standbys", .list, "objects with name, state, mode and lag_bytes"),
        Member(
          "grants", .list,
          "objects with grant, may_call, may_answer, policy, refund, pins (tool, rule, window, scope, max) and members (login, "
            + "may_call, may_answer)"),
      ]),
    JSONAnswers(
      commands: ["config get"], title: "A setting", isList: false,
      members: setting),
    JSONAnswers(commands: ["config list"], title: "Settings", isList: true, members: setting),
    JSONAnswers(
      commands: ["config set", "config unset"], title: "A changed setting", isList: false,
      members: [
        Member("changed", .boolean), Member("key", .text), Member("value", .any, "only of config set"),
        Member("path", .text),
      ]),
    JSONAnswers(
      commands: ["serve"], title: "What sshd or sudo needs, with --setup", isList: false,
      members: [Member("lines", .list, "the lines of the file")]),
    JSONAnswers(
      commands: ["config path"], title: "The file of settings", isList: false,
      members: [Member("path", .text), Member("exists", .boolean)]),
    JSONAnswers(
      commands: ["auth login"], title: "Stored credentials", isList: false,
      members: [
        Member("changed", .boolean), Member("method", .text), Member("path", .text), Member("user", .object),
      ]),
    JSONAnswers(
      commands: ["auth logout"], title: "Removed credentials", isList: false,
      members: [
        Member("changed", .boolean), Member("path", .text),
        Member("still", .list, "the sources that still provide credentials"),
      ]),
  ]

  private static let approval = [
    Member("id", .text), Member("state", .text, "pending, granted or denied"), Member("grant", .text),
    Member("tool", .text), Member("arguments", .object), Member("account", .text, "the workspace, if one is chosen"),
    Member("rule", .text), Member("message", .text), Member("expires_in", .seconds), Member("expires_at", .timestamp),
  ]

  private static let setting = [
    Member("key", .text), Member("value", .any), Member("origin", .text, "environment, config file or default"),
    Member("source", .text, "the variable or the file"),
  ]
}

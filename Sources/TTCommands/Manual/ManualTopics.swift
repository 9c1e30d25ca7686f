import Basics

/// The pages that belong to no single command.
enum ManualTopics {
  static let all: [Manual.Page] = [
    Manual.Page(file: "tt-config.5", text: config),
    Manual.Page(file: "tt-policy.5", text: policy),
    Manual.Page(file: "tt-audit.5", text: AuditPage.text),
    Manual.Page(file: "tt-exit-codes.7", text: exitCodes),
    Manual.Page(file: "tt-guard.7", text: GuardPage.text),
    Manual.Page(file: "tt-time.7", text: time),
  ]

  /// The head of a page, up to its description.
  static func begin(_ name: String, _ section: Int, _ what: String) -> Roff {
    var roff = Roff()
    roff.title(name, section)
    roff.section("Name")
    roff.line("\(name) - \(what)")
    roff.section("Description")
    return roff
  }

  private static func exitCodes() -> String {
    var roff = begin("tt-exit-codes", 7, "what a script can rely on")
    roff.line("Every tt command ends with one of these codes. The class is the member \"class\" of a JSON error.")
    roff.item("0", "Done, also when it was so already (\"changed\": false).")
    for failure in FailureClass.allCases.sorted(by: { $0.exitCode < $1.exitCode }) {
      roff.item(
        "\(failure.exitCode) \(failure.rawValue)",
        failure.meaning.prefix(1).uppercased() + failure.meaning.dropFirst() + ".")
    }
    roff.item("130, 141, 143", "Ended by SIGINT, SIGPIPE or SIGTERM, by the signal itself.")
    roff.section("Errors in JSON")
    roff.line("With --json an error is one JSON object on the standard error, and nothing else stands there:")
    roff.example([
      "{\"error\":{\"class\":\"rate_limited\",\"exit\":9,\"message\":\"…\",",
      " \"rule\":\"/tools/track_task/limits/track_task_rate\",\"hint\":\"…\",\"retry_after\":12}}",
    ])
    roff.section("See also")
    roff.line("tt(1)")
    return roff.text
  }

  private static func time() -> String {
    var roff = begin("tt-time", 7, "how tt reads and sends times")
    roff.line(
      "The service keeps local wall clocks with an offset beside them. With every start and stop tt sends the wall clock and "
        + "the offset of that very instant in the zone of TZ, or of the machine.")
    roff.section("Points of time")
    roff.item("2026-03-02 09:00:00, 2026-03-02 09:00", "A wall clock in the local zone, or in that of --timezone.")
    roff.item("09:00, 09:00:30", "A wall clock of today.")
    roff.item("2026-03-02T09:00:00+01:00, 2026-03-02T08:00:00Z", "RFC 3339: an exact point, whatever the zone.")
    roff.item("-15m, -1h30m, -90s, -2h, -1d", "So long ago.")
    roff.section("Changes of the clock")
    roff.paragraph(
      "A wall clock that comes twice, when clocks are set back, means its first occurrence (RFC 5545), and tt says so; give "
        + "RFC 3339 for the second. A wall clock that is skipped, when clocks are set forward, is an error that names the "
        + "first time that exists.")
    roff.section("Lengths")
    roff.line("1h30m, 1.5h, 45m, 90s, 1d, 1:30 and 01:30:00. A plain number is refused: it could be minutes or hours.")
    roff.section("Offsets")
    roff.line("GMT+05:30, +05:30, UTC, Z. On the wire always as GMT+05:30.")
    roff.section("See also")
    roff.line("tt(1), tt-track(1), tt-add(1)")
    return roff.text
  }

  private static func config() -> String {
    var roff = begin("tt-config", 5, "the settings of tt")
    roff.line(
      "config.json in the configuration folder is a JSON object with the members below; a dot in a name leads into an "
        + "object, and NAME is a grant's. tt config reads and writes it. The schema is closed: an unknown member or a value "
        + "that does not fit is an error with its line and column, exit 11.")
    roff.section("Settings")
    for key in ConfigKey.all {
      roff.item(key.name, key.explanation.prefix(1).uppercased() + key.explanation.dropFirst() + ".")
    }
    roff.section("Examples")
    roff.line("A workspace, a password manager, and a grant for an agent:")
    roff.example([
      "{", "  \"account_id\": 700001,", "  \"password_command\": \"pass show trackingtime\",",
      "  \"grants\": {\"claude\": {\"policy\": \"claude.json\"}}", "}",
    ])
    roff.section("See also")
    roff.line("tt(1), tt-config-set(1), tt-auth-login(1), tt-policy(5)")
    return roff.text
  }

  private static func policy() -> String {
    var roff = begin("tt-policy", 5, "what may be called, and how often")
    roff.line(
      "A policy is a JSON file of format version 1 as PolicyLayer publishes it. The grant default has policy.json in the "
        + "configuration folder; other grants name theirs in config.json. tt judges every call by it before anything is sent."
    )
    roff.example([
      "{\"version\":\"1\",\"default\":\"deny\",\"tools\":{\"track_task\":{\"limits\":[",
      "  {\"counter\":\"track_task_rate\",\"window\":\"minute\",\"max\":30,\"scope\":\"grant\"}]}}}",
    ])
    roff.section("Members")
    roff.item("version", "The text \"1\".")
    roff.item("default", "\"allow\" or \"deny\": what happens to a tool that is not listed.")
    roff.item("hide", "Names of tools that do not exist for the caller; \"*\" hides all.")
    roff.item("tools", "Rules by tool name; {} allows a tool without conditions. See tt help tools for the names.")
    roff.item("all_tools", "Only limits, which count the calls of all tools together.")
    roff.paragraph("The schema is closed: an unknown member is refused, so no rule is ever silently ignored.")
    roff.section("Rules of a tool")
    roff.item("require", "A list of entries that must all hold.")
    roff.item("deny_if", "A list of entries of which none may hold.")
    roff.item(
      "limits",
      "A list of counter (a name), window (minute, hour or day, aligned to UTC), max (calls in a window, 0 for never), scope "
        + "(grant, the default, or server for all grants together), and increment_from: the path of an argument that is "
        + "counted instead of the call. It must be a number from 0 up, is cut to a whole one, and denies the call otherwise."
    )
    roff.item(
      "rate_limit", "The short form of a limit: {\"max\":10,\"window\":60}, the window in seconds from 1970 on.")
    roff.item(
      "action",
      "allow (the default), deny, or require_approval: a person has to say yes to each call, see tt-guard(7)."
    )
    roff.item("reason", "A text: said where an entry has none of its own.")
    roff.paragraph(
      "rate_limit, action and reason are of the published questions and answers; other programs that read such a policy may "
        + "not know them.")
    roff.section("Entries and conditions")
    roff.line(
      "An entry is {\"conditions\":[…]} or itself one condition, beside on_deny (the text of the denial) and action (deny, the "
        + "default, or require_approval). It holds when all its conditions do; with an empty list it always holds.")
    roff.example([
      "\"require\":[{\"path\":\"args.notes\",\"op\":\"regex\",\"value\":\"^PRJ-\",\"on_deny\":\"Say which project.\"}],",
      "\"deny_if\":[{\"conditions\":[{\"path\":\"args.task_id\",\"op\":\"in\",\"value\":[1,2,3]}]}]",
    ])
    roff.paragraph("A path is args and member names with dots between. There is no index into lists.")
    roff.item("eq, neq", "Equal or not: numbers by value, texts by code points, a number and its plain decimal text.")
    roff.item("in, not_in", "Equal to an element of a list, or to none.")
    roff.item(
      "lt, lte, gt, gte", "Numbers only; a text that looks like one is none. Integers compare exactly at any size.")
    roff.item(
      "regex",
      "Found anywhere in a text, between whole characters. The syntax is RE2's: no look-around, no back-references; $ is "
        + "the very end. Of what RE2 knows, names of scripts (\\p{Greek}) and \\C are refused, and so are patterns of more "
        + "than 8192 characters, with groups nested more than 200 deep, or of more than 5000 steps when their repetitions "
        + "are written out.")
    roff.item("contains", "A text holds a text, or a list an element.")
    roff.item("exists", "true: the argument is there and not null; false: it is not.")
    roff.paragraph(
      "Under any other operator than exists a missing argument does not hold, and neither does one of another type. So a "
        + "deny_if alone can be walked around by leaving its argument out: pair it with a require. tt policy check --lint "
        + "finds such rules.")
    roff.section("Order")
    roff.line(
      "No policy, hidden, default deny, action deny, require, deny_if, approval, then the limits: the tool's own, then those "
        + "of all tools. The first denial is the answer. A call takes all its limits or none, and a call denied by a rule takes none. A reservation is given back "
        + "when the request certainly did not reach the service or was answered with an error.")
    roff.section("Rule names")
    roff.item("(no policy)", "No policy is attached to the grant.")
    roff.item("(hidden)", "The tool is hidden.")
    roff.item("(default deny)", "The tool is not listed, and the default is deny.")
    roff.item("/tools/TOOL/action", "The tool's action.")
    roff.item(
      "/tools/TOOL/require/PATH-OP, /tools/TOOL/deny_if/PATH-OP",
      "An entry, by its first condition; by its place in the list, from 0, when it has none.")
    roff.item(
      "/tools/TOOL/limits/COUNTER, /tools/TOOL/rate_limit, /all_tools/limits/COUNTER", "A limit is reached.")
    roff.item("(grant lock)", "The setting grant_lock does not allow what was asked for.")
    roff.section("Without a policy file")
    roff.line(
      "For the grant default a built-in policy holds: the reads are allowed, each write 30 times a minute, anything else is "
        + "denied. Any other grant without a policy may do nothing.")
    roff.section("Failing closed")
    roff.line(
      "A policy, limits file or audit log that is invalid, unreadable or cannot be written denies every call, exit 11, and "
        + "the message says how to mend it.")
    roff.section("See also")
    roff.line(
      "tt(1), tt-policy-check(1), tt-policy-init(1), tt-policy-show(1), tt-policy-status(1), tt-policy-test(1), "
        + "tt-audit(5), tt-guard(7), tt-exit-codes(7)")
    return roff.text
  }
}

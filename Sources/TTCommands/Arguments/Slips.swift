import Basics

/// What people of other tools type, and what to type here instead. Nothing of it is ever run in its place.
enum Slips {
  /// Hints for words that are no commands.
  private static let commands = [
    "start": "tt track", "begin": "tt track", "in": "tt track", "punch": "tt track", "clock": "tt track or tt stop",
    "out": "tt stop", "end": "tt stop", "finish": "tt stop", "halt": "tt stop", "pause": "tt stop, then tt continue",
    "break": "tt stop, then tt continue", "resume": "tt continue", "restart": "tt continue", "again": "tt continue",
    "current": "tt status", "now": "tt status", "timer": "tt status", "running": "tt status", "what": "tt status",
    "log": "tt list events or tt report", "history": "tt list events", "entries": "tt list events",
    "events": "tt list events", "yesterday": "tt list events --yesterday", "month": "tt report --month",
    "day": "tt today",
    "summary": "tt report", "stats": "tt report", "hours": "tt report",
    "new": "tt create task or tt add", "insert": "tt add", "record": "tt add", "get": "tt show",
    "comment": "tt note TEXT", "annotate": "tt note TEXT",
    "modify": "tt edit", "change": "tt edit", "move": "tt edit EVENT --start TIME", "amend": "tt edit @last",
    "remove": "tt delete", "rm": "tt delete", "del": "tt delete", "discard": "tt cancel", "abort": "tt cancel",
    "revert": "tt undo", "restore": "tt undo", "archive": "tt close task or tt close project",
    "unarchive": "tt reopen task or tt reopen project",
    "ls": "tt list", "tasks": "tt list tasks", "projects": "tt list projects", "customers": "tt list customers",
    "clients": "tt list customers", "users": "tt list users", "workspaces": "tt list workspaces",
    "task": "tt show task or tt list tasks", "project": "tt list projects", "check": "tt policy check",
    "approve": "tt policy approve", "approvals": "tt policy approvals", "audit": "tt policy log",
    "login": "tt auth login", "signin": "tt auth login", "logout": "tt auth logout", "whoami": "tt show me",
    "me": "tt show me", "version": "tt --version", "settings": "tt config list", "init": "tt auth login",
  ]

  /// The hint for a word that is no command: for words of other tools, also misspelled.
  static func hint(forCommand word: String, known: [String]) -> String? {
    let lowered = word.lowercased()
    if let meant = commands[lowered] { return "did you mean \(meant)?" }
    guard let closest = Spelling.closestMatch(to: word, among: known + commands.keys.sorted()) else { return nil }
    return "did you mean \(commands[closest] ?? "tt \(closest)")?"
  }

  /// Flags of other tools, and the flags here that may be meant: the first that the command has.
  private static let flags = [
    "from": ["start"], "begin": ["start", "from"], "since": ["from", "start"], "to": ["end"], "until": ["to", "end"],
    "till": ["to", "end"], "finish": ["end"], "at": ["date", "start"], "time": ["date", "start"], "when": ["date"],
    "start": ["date", "from"], "end": ["date", "to"], "date": ["day", "start", "due-date"], "due": ["due-date"],
    "task": ["task-id"], "project": ["project-id"], "customer": ["customer-id"], "client": ["customer", "customer-id"],
    "user": ["user-id"], "workspace": ["account-id"], "account": ["account-id"], "note": ["notes"],
    "message": ["notes"], "description": ["notes"], "comment": ["notes"], "tag": ["tags"], "length": ["duration"],
    "for": ["duration"], "format": ["output"], "limit": ["last", "page-size"], "days": ["last"],
    "switch": ["stop-running-task"], "force": ["stop-running-task"], "status": ["filter"], "yes": ["create"],
  ]

  /// Letters of other tools in the same way.
  private static let letters: [Character: [String]] = [
    "m": ["notes"], "d": ["date", "duration", "day"], "t": ["task-id", "task"], "p": ["project-id", "project"],
    "n": ["notes", "last"], "s": ["start", "from"], "e": ["end", "to"], "f": ["from"],
  ]

  /// The hint for a flag that the command does not have.
  static func hint(forFlag name: String, of command: Command) -> String? {
    let known = (command.flags + Flag.global).map(\.name)
    if Format.names.contains(name) { return "did you mean --output \(name)?" }
    if let meant = flags[name]?.first(where: known.contains) { return "did you mean --\(meant)?" }
    return Spelling.suggestion(for: name, among: known) { "--\($0)" }
  }

  /// The hint for a letter that is no flag of the command.
  static func hint(forLetter letter: Character, of command: Command) -> String? {
    let known = command.flags.map(\.name)
    return letters[letter]?.first(where: known.contains).map { "did you mean --\($0)?" }
  }

  /// The hint for an operand too many: a name without quotes, or the value of a flag.
  static func hint(forOperands operands: [String], of command: Command) -> String? {
    let known = command.flags.map(\.name)
    guard let extra = operands.last else { return nil }
    if TimeExpression(extra) != nil, let flag = ["date", "start"].first(where: known.contains) {
      return "did you mean --\(flag) \(Shell.quoted(extra))?"
    }
    if DurationText.parse(extra) != nil, known.contains("duration") { return "did you mean --duration \(extra)?" }
    guard case .names? = command.operands.last?.completion, Int(operands[0]) == nil else { return nil }
    return "quote a name of several words: tt \(command.name) \(Shell.quoted(operands.joined(separator: " ")))"
  }
}

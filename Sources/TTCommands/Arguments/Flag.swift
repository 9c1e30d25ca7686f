import Basics
import TrackingTime

/// One flag of a command.
package struct Flag: Sendable {
  /// The name without the two dashes.
  package var name: String
  /// The letter of the short form.
  package var short: Character?
  /// The placeholder for the value in help; nil for a switch.
  package var value: String?
  package var summary: String
  /// True if the value may be left out; it is only taken from the same word, after `=`.
  var isValueOptional = false
  /// The possible values; empty when they are not limited to a list.
  package var choices: [String] = []
  /// The tool parameter the flag sets; its name, type and summary come from the catalog.
  var parameter: Parameter?
  /// The kind of resource the value refers to, by ID, name, `@current` or `@last`.
  var kind: ResourceKind?
  /// What shell completion offers where neither `choices` nor `kind` decide it.
  var completion = Completion.nothing

  /// The name with its dashes, for example `--task-id`.
  package var long: String { "--" + name }

  /// What shell completion offers for the value.
  var offers: Completion {
    if !choices.isEmpty { return .words(choices) }
    return kind.map(Completion.names) ?? completion
  }

  /// The flag that sets a parameter of a tool.
  static func forParameter(_ parameter: Parameter) -> Flag {
    var choices: [String] = []
    if case .choice(let words) = parameter.kind { choices = words }
    return Flag(
      name: parameter.flag, value: parameter.kind == .boolean ? nil : parameter.kind.placeholder,
      summary: parameter.summary, choices: choices, parameter: parameter,
      kind: ResourceKind.named(by: parameter), completion: nameCompletion(parameter))
  }

  /// A parameter that expects a name is completed with the known names, a time with the words for days.
  private static func nameCompletion(_ parameter: Parameter) -> Completion {
    switch parameter.kind {
    case .day: return .words(DayExpression.words)
    case .dateTime: return .words(TimeExpression.words)
    default: break
    }
    guard parameter.name.hasSuffix("_name") else { return .nothing }
    return ResourceKind(rawValue: String(parameter.name.dropLast(5))).map(Completion.names) ?? .nothing
  }

  /// The flags for the parameters of a tool, in the catalog's order. `account_id` has a global flag.
  ///
  /// - Parameter excluded: the names of parameters to leave out.
  static func forParameters(of tool: String, except excluded: [String] = []) -> [Flag] {
    guard let tool = Catalog.tool(tool) else { return [] }
    return tool.parameters.filter { !excluded.contains($0.name) && $0.location != .account }.map(forParameter)
  }

  /// The flag `--create`, for a tool that creates what it is given by name.
  static func creation(by tool: String) -> [Flag] {
    let parameters = Catalog.tool(tool)?.parameters ?? []
    return parameters.contains { ResourceKind.ofName($0, of: tool) != nil } ? [.create] : []
  }

  /// A flag that refers to a resource by ID or name and is not a parameter of the tool.
  static func reference(to kind: ResourceKind, _ summary: String) -> Flag {
    Flag(name: kind.rawValue, value: "REF", summary: summary, kind: kind)
  }

  /// Allows names that nothing has yet.
  static let create = Flag(
    name: "create", summary: "create the task, project or customer if there is none of that name")

  /// The duration of a time entry.
  static let duration = Flag(name: "duration", value: "DURATION", summary: "duration, such as 1h30m, 45m or 1:30")

  /// The flags about recorded time that written times would change.
  static let inspection = [
    Flag(name: "strict", summary: "refuse what is only noted otherwise: overlaps, repetitions, more than 16 hours"),
    Flag(name: "no-look", summary: "do not read recorded entries first"),
  ]

  /// Waits for limits.
  static let wait = Flag(
    name: "wait", value: "DURATION", summary: "wait this long for a limit or a 429 of the service instead of failing")

  /// The flags of every command that makes a call.
  static let calls = [
    Flag(name: "dry-run", summary: "print the request and the policy's verdict; send, count and record nothing"),
    .wait,
  ]

  /// The flags of every command.
  package static let global: [Flag] = [
    Flag(name: "help", short: "h", summary: "show help and exit"),
    Flag(name: "version", summary: "show the version and exit"),
    Flag(name: "json", summary: "print a single JSON document (same as --output json)"),
    Flag(
      name: "output", short: "o", value: "WORD", summary: "output format (default: table)",
      choices: Format.names),
    Flag(name: "quiet", short: "q", summary: "print only IDs (same as --output ids)"),
    Flag(name: "fields", value: "A,B,C", summary: "print only these fields, in this order"),
    Flag(name: "verbose", short: "v", summary: "show on standard error each request that was sent and its status"),
    Flag(name: "csv-safe", summary: "in CSV and TSV, escape values that a spreadsheet would run as formulas"),
    Flag(name: "no-color", summary: "disable colours (like NO_COLOR; CLICOLOR_FORCE forces them)"),
    Flag(name: "show-secrets", summary: "do not mask tokens, invite links and calendar feeds"),
    .forParameter(Catalog.accountID),
    Flag(
      name: "grant", value: "NAME", summary: "identity to make the call under (default: TT_GRANT, then default)"),
    Flag(
      name: "policy", value: "FILE", summary: "use this policy file instead of the configured one",
      completion: .file),
    Flag(name: "timeout", value: "SECONDS", summary: "time limit for each request (default: 30)"),
    Flag(name: "no-input", summary: "never prompt (like TT_NO_INPUT)"),
  ]
}

extension Parameter.Kind {
  /// The placeholder for a value in help.
  var placeholder: String {
    switch self {
    case .id: "ID"
    case .integer: "N"
    case .hours: "HOURS"
    case .amount: "AMOUNT"
    case .boolean: "true|false"
    case .nonEmptyString, .text: "TEXT"
    case .day: "DAY"
    case .dateTime: "TIME"
    case .utcOffset: "OFFSET"
    case .choice(let words): words.count <= 4 ? words.joined(separator: "|") : "WORD"
    case .list: "JSON"
    case .ids: "IDS"
    }
  }
}

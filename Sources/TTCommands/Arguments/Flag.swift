import Basics
import TrackingTime

/// One flag, a row of the command table too.
package struct Flag: Sendable {
  /// Without the two dashes.
  package var name: String
  /// The one-letter form.
  package var short: Character?
  /// What stands for the value in help; nil for a switch.
  package var value: String?
  package var summary: String
  /// The words a value can be, when there are only some.
  package var choices: [String] = []
  /// The tool parameter it feeds: name, type and summary are the catalog's.
  var parameter: Parameter?
  /// The kind of thing its value names: a number, a name, `@current` or `@last`.
  var kind: ResourceKind?
  /// What completion offers where there are no `choices` and no `kind`.
  var completion = Completion.nothing

  /// `--task-id`.
  package var long: String { "--" + name }

  /// What completion offers for the value.
  var offers: Completion {
    if !choices.isEmpty { return .words(choices) }
    return kind.map(Completion.names) ?? completion
  }

  /// The flag that feeds a parameter of a tool.
  static func forParameter(_ parameter: Parameter) -> Flag {
    var choices: [String] = []
    if case .choice(let words) = parameter.kind { choices = words }
    return Flag(
      name: parameter.flag, value: parameter.kind == .boolean ? nil : parameter.kind.placeholder,
      summary: parameter.summary, choices: choices, parameter: parameter,
      kind: ResourceKind.named(by: parameter), completion: nameCompletion(parameter))
  }

  /// A parameter that takes a thing's name is completed with the names there are.
  private static func nameCompletion(_ parameter: Parameter) -> Completion {
    guard parameter.name.hasSuffix("_name") else { return .nothing }
    return ResourceKind(rawValue: String(parameter.name.dropLast(5))).map(Completion.names) ?? .nothing
  }

  /// The flags of all parameters of a tool, in the catalog's order, but for some.
  static func forParameters(of tool: String, except: [String] = []) -> [Flag] {
    guard let tool = Catalog.tool(tool) else { return [] }
    return tool.parameters.filter { !except.contains($0.name) && $0.location != .account }.map(forParameter)
  }

  /// A flag whose value names a thing, by number or name, beside the tool's own parameters.
  static func reference(to kind: ResourceKind, _ summary: String) -> Flag {
    Flag(name: kind.rawValue, value: "REF", summary: summary, kind: kind)
  }

  /// The flags every command takes.
  package static let global: [Flag] = [
    Flag(name: "help", short: "h", summary: "show help and exit"),
    Flag(name: "version", summary: "show the version and exit"),
    Flag(name: "json", summary: "print one JSON document (the same as --output json)"),
    Flag(
      name: "output", short: "o", value: "WORD", summary: "how to print (default: table)",
      choices: Format.names),
    Flag(name: "quiet", short: "q", summary: "print ids only (the same as --output ids)"),
    Flag(name: "fields", value: "A,B,C", summary: "print only these members, in this order"),
    Flag(name: "csv-safe", summary: "in CSV and TSV, defuse values a spreadsheet would take for formulas"),
    Flag(name: "no-color", summary: "no colours (as NO_COLOR; CLICOLOR_FORCE wants them everywhere)"),
    Flag(name: "show-secrets", summary: "do not mask tokens, invite links and calendar feeds"),
    .forParameter(Catalog.accountID),
    Flag(
      name: "grant", value: "NAME", summary: "the identity the call is made under (default: TT_GRANT, then default)"),
    Flag(
      name: "policy", value: "FILE", summary: "judge by this policy file instead of the configured one",
      completion: .file),
    Flag(name: "timeout", value: "SECONDS", summary: "time limit of each request (default: 30)"),
    Flag(name: "no-input", summary: "never ask anything (as TT_NO_INPUT)"),
  ]
}

extension Parameter.Kind {
  /// What stands for a value in help texts.
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
    case .json: "JSON"
    }
  }
}

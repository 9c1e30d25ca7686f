import Basics
import Policy
import TrackingTime

/// One row of the command table. Parser, help, man pages and completions are derived from it.
struct Command: Sendable {
  /// How commands stand together in the overview.
  enum Group: String, Sendable, CaseIterable {
    case tracking = "Track time"
    case looking = "Look things up"
    case guarding = "Guard"
    case rest = "More"
  }

  /// A word that is no flag.
  struct Operand: Sendable {
    var name: String
    var summary: String
    var isRequired = false
    var isRepeated = false
  }

  /// A line to copy, and what it does.
  struct Example: Sendable {
    var line: String
    var summary: String
  }

  /// What a command does once its line is parsed.
  enum Action: Sendable {
    /// One call of a tool: the line becomes a call, and the answer becomes output. `tt policy check` uses the first half.
    case tool(
      call: @Sendable (Arguments) throws(TTError) -> ToolCall,
      show: @Sendable (Answer, ToolCall, Session) throws(TTError) -> Output)
    /// Anything else.
    case local(@Sendable (Arguments, Session) throws(TTError) -> Output)
  }

  /// The words that call it, for example `list tasks`.
  var path: [String]
  var group: Group
  /// One phrase, imperative, without a full stop.
  var summary: String
  /// Paragraphs behind the summary.
  var details: [String] = []
  var operands: [Operand] = []
  /// The command's own flags; the global ones come on top.
  var flags: [Flag] = []
  var examples: [Example] = []
  /// The tools it calls.
  var tools: [String] = []
  /// True when the words behind `--` are a command line of their own.
  var takesCommandLine = false
  var action: Action

  /// The words of the command with blanks between them.
  var name: String { path.joined(separator: " ") }

  /// The flag of that name, among the command's own and the global ones.
  func flag(_ name: String) -> Flag? {
    (flags + Flag.global).first { $0.name.sameText(as: name) }
  }
}

/// One flag, a row of the command table too.
struct Flag: Sendable {
  /// Without the two dashes.
  var name: String
  /// The one-letter form.
  var short: Character?
  /// What stands for the value in help; nil for a switch.
  var value: String?
  var summary: String
  /// The words a value can be, when there are only some.
  var choices: [String] = []
  /// The tool parameter it feeds: name, type and summary are the catalog's.
  var parameter: Parameter?

  /// `--task-id`.
  var long: String { "--" + name }

  /// The flag that feeds a parameter of a tool.
  static func feeding(_ parameter: Parameter) -> Flag {
    var choices: [String] = []
    if case .choice(let words) = parameter.kind { choices = words }
    return Flag(
      name: parameter.flag, value: parameter.kind == .flag ? nil : parameter.kind.placeholder,
      summary: parameter.summary, choices: choices, parameter: parameter)
  }

  /// The flags of all parameters of a tool, in the catalog's order, but for some.
  static func feeding(_ tool: String, except: Set<String> = []) -> [Flag] {
    guard let tool = Catalog.tool(tool) else { return [] }
    return tool.parameters.filter { !except.contains($0.name) && $0.place != .account }.map(feeding)
  }

  /// The flags every command takes.
  static let global: [Flag] = [
    Flag(name: "help", short: "h", summary: "show help and exit"),
    Flag(name: "version", summary: "show the version and exit"),
    Flag(name: "json", summary: "print one JSON document (the same as --output json)"),
    Flag(
      name: "output", short: "o", value: "FORMAT", summary: "how to print: " + Format.names.joined(separator: ", "),
      choices: Format.names),
    Flag(name: "quiet", short: "q", summary: "print ids only (the same as --output ids)"),
    .feeding(Catalog.accountID),
    Flag(
      name: "grant", value: "NAME", summary: "the identity the call is made under (default: TT_GRANT, then default)"),
    Flag(name: "policy", value: "FILE", summary: "judge by this policy file instead of the configured one"),
    Flag(name: "timeout", value: "SECONDS", summary: "time limit of each request (default: 30)"),
    Flag(name: "no-input", summary: "never ask anything (as TT_NO_INPUT)"),
  ]
}

extension Parameter.Kind {
  /// What stands for a value in help texts.
  var placeholder: String {
    switch self {
    case .id, .whole: "N"
    case .hours: "HOURS"
    case .amount: "AMOUNT"
    case .flag: "true|false"
    case .name, .text: "TEXT"
    case .day: "DAY"
    case .moment: "TIME"
    case .zone: "OFFSET"
    case .choice(let words): words.count <= 4 ? words.joined(separator: "|") : "WORD"
    case .structure: "JSON"
    }
  }
}

import Basics
import Policy
import TrackingTime

/// One row of the command table, from which the parser, help, man pages and completions are derived.
package struct Command: Sendable {
  /// The groups of the overview, in its order. The raw value is the heading.
  package enum Group: String, Sendable, CaseIterable {
    case tracking = "Track time"
    case looking = "Look things up"
    case changing = "Create and change"
    case policy = "Policy"
    case rest = "More"
  }

  /// An argument that is not a flag.
  package struct Operand: Sendable {
    package var name: String
    package var summary: String
    var isRequired = false
    var isRepeated = false
    /// What shell completion offers for it.
    var completion = Completion.nothing
  }

  /// A command line to copy, and what it does.
  package struct Example: Sendable {
    package var line: String
    package var summary: String
  }

  /// A section that only the man page of a command has.
  package struct ManualSection: Sendable {
    package enum Part: Sendable {
      case text(String)
      /// Lines to copy.
      case lines([String])
    }

    package var title: String
    package var parts: [Part]
  }

  /// Makes a call from a command line. Sends nothing.
  typealias MakeCall = @Sendable (Arguments, Session) throws(TTError) -> UnresolvedCall

  /// Makes several calls from a command line. Sends nothing.
  typealias MakeCalls = @Sendable (Arguments, Session) throws(TTError) -> [UnresolvedCall]

  /// What a command does once its line is parsed.
  enum Action: Sendable {
    /// A call of one tool. `call` makes it from the command line, `show` turns its result into output. `tt policy check`
    /// and `--dry-run` only use `call`.
    case tool(
      call: MakeCall,
      show: @Sendable (ToolResult, ValidatedCall, Session) throws(TTError) -> Output)
    /// A call of one list tool, whose rows are printed as they arrive. `rows` gives what each row is changed by before.
    case list(
      call: MakeCall, view: @Sendable () -> ListView,
      rows: @Sendable (Arguments, ValidatedCall, Session) throws(TTError) -> (@Sendable (JSONValue) -> JSONValue)? =
        { _, _, _ in nil })
    /// A report on the result of a call, together with others.
    case report(call: MakeCall, run: @Sendable (Arguments, Session) throws(TTError) -> Output)
    /// Several calls, or one that is asked about first, which `run` makes. `tt policy check` and `--dry-run` only use the
    /// first closure.
    case calls(MakeCalls, run: @Sendable (Arguments, Session) throws(TTError) -> Output)
    /// Any other action.
    case local(@Sendable (Arguments, Session) throws(TTError) -> Output)
  }

  /// The words of the command, for example `["list", "tasks"]`. The command table says them.
  package internal(set) var path: [String] = []
  var group: Group
  /// The names of the tools it may call.
  package var tools: [String]
  /// The formats of its output beside those of every command.
  var formats: [String]
  /// True when the words after `--` are a command line of their own.
  var acceptsTrailingCommand: Bool
  /// True when an unexpected argument may be a secret, so that messages do not repeat it.
  var redactsOperands: Bool
  /// True if `tt serve` runs it for the account or host on the other side: what calls the service, and what is marked.
  var isServed: Bool { servesOthers || calls != nil }
  private let servesOthers: Bool
  var action: Action
  /// The output from a cache, where the command line allows it; nil when a call is needed.
  var cached: (@Sendable (Session) throws(TTError) -> Output?)?

  private let makeSummary: @Sendable () -> String
  private let makeDetails: @Sendable () -> [String]
  private let makeOperands: @Sendable () -> [Operand]
  private let makeFlags: @Sendable () -> [Flag]
  private let makeExamples: @Sendable () -> [Example]
  private let makeManualSections: @Sendable () -> [ManualSection]

  /// Makes a row. Texts and lists are only evaluated when they are used: a run needs those of one row.
  init(
    group: Group, summary: @escaping @autoclosure @Sendable () -> String,
    details: @escaping @autoclosure @Sendable () -> [String] = [],
    operands: @escaping @autoclosure @Sendable () -> [Operand] = [],
    flags: @escaping @autoclosure @Sendable () -> [Flag] = [],
    examples: @escaping @autoclosure @Sendable () -> [Example] = [],
    tools: [String] = [], formats: [String] = [], acceptsTrailingCommand: Bool = false, redactsOperands: Bool = false,
    isServed: Bool = false,
    action: Action,
    cached: (@Sendable (Session) throws(TTError) -> Output?)? = nil,
    manualSections: @escaping @Sendable () -> [ManualSection] = { [] }
  ) {
    self.group = group
    makeSummary = summary
    makeDetails = details
    makeOperands = operands
    makeFlags = flags
    makeExamples = examples
    makeManualSections = manualSections
    self.tools = tools
    self.formats = formats
    self.acceptsTrailingCommand = acceptsTrailingCommand
    self.redactsOperands = redactsOperands
    servesOthers = isServed
    self.action = action
    self.cached = cached
  }

  /// An imperative phrase without a full stop.
  package var summary: String { makeSummary() }

  /// The paragraphs after the summary.
  package var details: [String] { makeDetails() }

  package var operands: [Operand] { makeOperands() }

  package var examples: [Example] { makeExamples() }

  /// The sections that only its man page has.
  package var manualSections: [ManualSection] { makeManualSections() }

  /// The command's own flags, without the global ones.
  package var flags: [Flag] { makeFlags() + (calls == nil ? [] : Flag.calls) }

  /// Makes the calls of the command; nil for a command that makes none.
  var calls: MakeCalls? {
    if case .calls(let make, _) = action { return make }
    guard let call else { return nil }
    return { (arguments, session) throws(TTError) in [try call(arguments, session)] }
  }

  /// The flags of every command, with the formats that only this one has.
  var globalFlags: [Flag] {
    if formats.isEmpty { return Flag.global }
    return Flag.global.map { flag in
      var flag = flag
      if flag.name == "output" { flag.choices += formats }
      return flag
    }
  }

  /// Makes the call of the command; nil for a command that does not make exactly one.
  var call: MakeCall? {
    switch action {
    case .tool(let call, _), .list(let call, _, _): call
    case .report(let call, _): call
    case .calls, .local: nil
    }
  }

  /// The words of the command, separated by blanks.
  package var name: String { path.joined(separator: " ") }
}

extension Command {
  /// The error for an unexpected argument that may be a secret.
  var unexpectedOperand: TTError {
    .usage(
      "tt \(name): unexpected argument (passwords are not accepted on the command line)",
      hint: "see: tt \(name) --help")
  }
}

/// What shell completion offers for a value or an operand.
enum Completion: Sendable, Equatable {
  case nothing
  case file
  case words([String])
  /// A file, or one of some words.
  case fileOrWords([String])
  /// An argument of the tool that the first operand names, as `NAME=VALUE`.
  case arguments
  /// A command, word by word, or a help topic.
  case helpWords
  /// The cached names of a kind of resource.
  case names(ResourceKind)
}

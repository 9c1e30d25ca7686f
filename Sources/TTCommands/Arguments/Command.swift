import Basics
import Policy
import TrackingTime

/// One row of the command table. Parser, help, man pages and completion are derived from it.
package struct Command: Sendable {
  /// How commands stand together in the overview.
  package enum Group: String, Sendable, CaseIterable {
    case tracking = "Track time"
    case looking = "Look things up"
    case changing = "Create and change"
    case guarding = "Guard"
    case rest = "More"
  }

  /// A word that is no flag.
  package struct Operand: Sendable {
    package var name: String
    package var summary: String
    var isRequired = false
    var isRepeated = false
    /// What completions offer for it.
    var completion = Completion.nothing
  }

  /// A line to copy, and what it does.
  package struct Example: Sendable {
    package var line: String
    package var summary: String
  }

  /// What a command does once its line is parsed.
  enum Action: Sendable {
    /// One call of a tool: the line becomes a draft of a call, and the answer becomes output. `tt policy check` uses the
    /// first half alone.
    case tool(
      draft: @Sendable (Arguments, Session) throws(TTError) -> UnresolvedCall,
      show: @Sendable (ToolResult, ToolCall, Session) throws(TTError) -> Output)
    /// One call of a tool that lists: its rows are printed as they come.
    case list(draft: @Sendable (Arguments, Session) throws(TTError) -> UnresolvedCall, view: @Sendable () -> ListView)
    /// Anything else.
    case local(@Sendable (Arguments, Session) throws(TTError) -> Output)
  }

  /// The words that call it, for example `list tasks`.
  package var path: [String]
  var group: Group
  /// The tools it calls.
  package var tools: [String]
  /// True when the words behind `--` are a command line of their own.
  var acceptsTrailingCommand: Bool
  /// True when a word that does not belong there may be a secret, which no message repeats.
  var redactsOperands: Bool
  var action: Action
  /// The answer without a call, where the command line allows a remembered one.
  var cached: (@Sendable (Session) throws(TTError) -> Output?)?

  private let makeSummary: @Sendable () -> String
  private let makeDetails: @Sendable () -> [String]
  private let makeOperands: @Sendable () -> [Operand]
  private let makeFlags: @Sendable () -> [Flag]
  private let makeExamples: @Sendable () -> [Example]

  /// A row. Its lists are made when somebody asks, since a command line needs those of one row only.
  init(
    path: [String], group: Group, summary: @escaping @autoclosure @Sendable () -> String,
    details: @escaping @autoclosure @Sendable () -> [String] = [],
    operands: @escaping @autoclosure @Sendable () -> [Operand] = [],
    flags: @escaping @autoclosure @Sendable () -> [Flag] = [],
    examples: @escaping @autoclosure @Sendable () -> [Example] = [],
    tools: [String] = [], acceptsTrailingCommand: Bool = false, redactsOperands: Bool = false, action: Action,
    cached: (@Sendable (Session) throws(TTError) -> Output?)? = nil
  ) {
    self.path = path
    self.group = group
    makeSummary = summary
    makeDetails = details
    makeOperands = operands
    makeFlags = flags
    makeExamples = examples
    self.tools = tools
    self.acceptsTrailingCommand = acceptsTrailingCommand
    self.redactsOperands = redactsOperands
    self.action = action
    self.cached = cached
  }

  /// One phrase, imperative, without a full stop.
  package var summary: String { makeSummary() }

  /// Paragraphs behind the summary.
  package var details: [String] { makeDetails() }

  package var operands: [Operand] { makeOperands() }

  package var examples: [Example] { makeExamples() }

  /// The command's own flags; the global ones come on top.
  package var flags: [Flag] { makeFlags() }

  /// The words of the command with blanks between them.
  package var name: String { path.joined(separator: " ") }
}

extension Command {
  /// The error for a word too many that may be a secret.
  var unexpectedOperand: TTError {
    .usage("tt \(name) takes no password or other word on its line", hint: "see: tt \(name) --help")
  }
}

/// What `tt __complete` offers for a value or an operand.
enum Completion: Sendable, Equatable {
  case nothing
  case file
  case words([String])
  /// A file, or one of some words.
  case fileOrWords([String])
  /// An argument of the tool that the first operand names, as `NAME=VALUE`.
  case arguments
  /// A command, word by word, or a topic of help.
  case helpWords
  /// Names of things, remembered from earlier answers.
  case names(ResourceKind)
}

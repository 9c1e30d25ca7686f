import Basics
import TrackingTime

/// A call as the command line says it: complete but for things that were given by name.
struct Draft: Sendable {
  /// A thing given by name, and where its number belongs.
  struct Reference: Sendable {
    /// Where the number goes.
    enum Use: Sendable, Equatable {
      /// An argument of the tool.
      case argument(String)
      /// A member that the rows of the answer must have.
      case filter([String])
    }

    var entity: Entity
    var word: String
    var use: Use
  }

  var call: ToolCall
  var references: [Reference] = []
  /// Rows that are shown; numbers of references come on top.
  var keep: (@Sendable (JSONValue) -> Bool)?
  /// Completes the call, its references resolved, by what has to be looked up first.
  var complete: (@Sendable (inout ToolCall, Session) throws(TTError) -> Void)?

  init(_ call: ToolCall, references: [Reference] = [], keep: (@Sendable (JSONValue) -> Bool)? = nil) {
    self.call = call
    self.references = references
    self.keep = keep
  }

  /// Puts a word where a number is expected: digits as they are, anything else as a reference.
  mutating func put(_ word: String, _ entity: Entity, as use: Reference.Use) {
    if let id = Int(word), String(id) == word, case .argument(let name) = use {
      call.arguments[name] = JSONValue(id)
    } else {
      references.append(Reference(entity: entity, word: word, use: use))
    }
  }
}

extension Arguments {
  /// The draft of a call of a tool from the flags that feed it.
  ///
  /// - Parameter strict: parameters that take a number only, never a name.
  func draft(
    _ tool: String, subject: ToolCall.Subject = .arguments, strict: [String] = []
  ) throws(TTError) -> Draft {
    var draft = Draft(ToolCall(tool, subject: subject))
    guard let parameters = Catalog.tool(tool)?.parameters else { return draft }
    for flag in known {
      guard let parameter = flag.parameter, let word = value(flag.name),
        parameters.contains(where: { $0.name == parameter.name })
      else { continue }
      if parameter.place != .account, let other = values(flag.name).first(where: { !$0.sameText(as: word) }) {
        throw .usage("\(flag.long) is given twice: \(Shell.quoted(other)) and \(Shell.quoted(word))")
      }
      if let entity = flag.entity, !strict.contains(parameter.name), Reference.looksLikeName(word) {
        draft.put(word, entity, as: .argument(parameter.name))
      } else {
        draft.call.arguments[parameter.name] = try checked(word, parameter, as: flag.long)
      }
    }
    return draft
  }

  /// Puts the operand REF of `track` and `add`: digits, `@current` and `@last` are a task's number, anything else is a
  /// name, which the service itself resolves.
  func putTask(_ word: String, into draft: inout Draft) throws(TTError) {
    let isNumber = !word.isEmpty && word.utf8.allSatisfy { (0x30...0x39).contains($0) }
    let isID = isNumber || Reference.words.contains(word)
    try put(word, isID ? "task_id" : "task_name", of: "REF", into: &draft)
  }

  /// Puts an operand into a parameter of the draft's tool.
  func put(_ word: String, _ parameter: String, of operand: String, into draft: inout Draft) throws(TTError) {
    guard let parameter = Catalog.tool(draft.call.tool)?.parameter(parameter) else { return }
    if draft.call.arguments[parameter.name] != nil
      || draft.references.contains(where: { $0.use == .argument(parameter.name) })
    {
      throw .usage("tt \(command.name): \(operand) is given twice: \(Shell.quoted(word)) and by --\(parameter.flag)")
    }
    if let entity = Entity.named(by: parameter), Reference.looksLikeName(word) {
      draft.put(word, entity, as: .argument(parameter.name))
    } else {
      draft.call.arguments[parameter.name] = try checked(word, parameter, as: operand)
    }
  }
}

/// How references are told from numbers.
enum Reference {
  /// What stands for a thing without its number or name.
  static let words = ["@current", "@last"]

  /// True for a word that can only be a name: not empty, and not a number, not even a wrong one.
  static func looksLikeName(_ word: String) -> Bool {
    guard !word.unicodeScalars.allSatisfy(\.properties.isWhitespace) else { return false }
    let digits = word.hasPrefix("-") || word.hasPrefix("+") ? word.dropFirst() : word[...]
    return !digits.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
  }
}

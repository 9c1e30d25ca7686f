import Basics
import TrackingTime

/// A call as the command line says it: complete but for things that were given by name.
struct UnresolvedCall: Sendable {
  /// A thing given by name, and where its number belongs.
  struct NameReference: Sendable {
    /// Where the number goes.
    enum Use: Sendable, Equatable {
      /// An argument of the tool.
      case argument(String)
      /// A member that the rows of the answer must have.
      case filter([String])
    }

    var kind: ResourceKind
    var word: String
    var use: Use
  }

  var call: ToolCall
  var references: [NameReference] = []
  /// Rows that are shown; numbers of references come on top.
  var rowFilter: (@Sendable (JSONValue) -> Bool)?
  /// Completes the call, its references resolved, by what has to be looked up first.
  var finish: (@Sendable (inout ToolCall, Session) throws(TTError) -> Void)?

  init(_ call: ToolCall, references: [NameReference] = [], rowFilter: (@Sendable (JSONValue) -> Bool)? = nil) {
    self.call = call
    self.references = references
    self.rowFilter = rowFilter
  }

  /// Puts a word where a number is expected: digits as they are, anything else as a reference.
  mutating func put(_ word: String, _ kind: ResourceKind, as use: NameReference.Use) {
    if let id = Int(word), String(id) == word, case .argument(let name) = use {
      call.arguments[name] = JSONValue(id)
    } else {
      references.append(NameReference(kind: kind, word: word, use: use))
    }
  }
}

extension Arguments {
  /// The unresolved of a call of a tool from the flags that feed it.
  ///
  /// - Parameter strict: parameters that take a number only, never a name.
  func unresolvedCall(
    _ tool: String, subject: ToolCall.Subject = .arguments, strict: [String] = []
  ) throws(TTError) -> UnresolvedCall {
    var unresolved = UnresolvedCall(ToolCall(tool, subject: subject))
    guard let parameters = Catalog.tool(tool)?.parameters else { return unresolved }
    for flag in known {
      guard let parameter = flag.parameter, let word = value(flag.name),
        parameters.contains(where: { $0.name == parameter.name })
      else { continue }
      if parameter.location != .account, let other = values(flag.name).first(where: { !$0.isIdentical(to: word) }) {
        throw .usage("\(flag.long) is given twice: \(Shell.quoted(other)) and \(Shell.quoted(word))")
      }
      if let kind = flag.kind, !strict.contains(parameter.name), ReferenceSyntax.looksLikeName(word) {
        unresolved.put(word, kind, as: .argument(parameter.name))
      } else {
        unresolved.call.arguments[parameter.name] = try checked(word, parameter, as: flag.long)
      }
    }
    return unresolved
  }

  /// Puts the operand REF of `track` and `add`: digits, `@current` and `@last` are a task's number, anything else is a
  /// name, which the service itself resolves.
  func putTask(_ word: String, into unresolved: inout UnresolvedCall) throws(TTError) {
    let isNumber = !word.isEmpty && word.utf8.allSatisfy { (0x30...0x39).contains($0) }
    let isID = isNumber || ReferenceSyntax.words.contains(word)
    try put(word, isID ? "task_id" : "task_name", of: "REF", into: &unresolved)
  }

  /// Puts an operand into a parameter of the unresolved's tool.
  func put(_ word: String, _ parameter: String, of operand: String, into unresolved: inout UnresolvedCall)
    throws(TTError)
  {
    guard let parameter = Catalog.tool(unresolved.call.tool)?.parameter(parameter) else { return }
    if unresolved.call.arguments[parameter.name] != nil
      || unresolved.references.contains(where: { $0.use == .argument(parameter.name) })
    {
      throw .usage("tt \(command.name): \(operand) is given twice: \(Shell.quoted(word)) and by --\(parameter.flag)")
    }
    if let kind = ResourceKind.named(by: parameter), ReferenceSyntax.looksLikeName(word) {
      unresolved.put(word, kind, as: .argument(parameter.name))
    } else {
      unresolved.call.arguments[parameter.name] = try checked(word, parameter, as: operand)
    }
  }
}

/// How references are told from numbers.
enum ReferenceSyntax {
  /// What stands for a thing without its number or name.
  static let words = ["@current", "@last"]

  /// True for a word that can only be a name: not empty, and not a number, not even a wrong one.
  static func looksLikeName(_ word: String) -> Bool {
    guard !word.unicodeScalars.allSatisfy(\.properties.isWhitespace) else { return false }
    let digits = word.hasPrefix("-") || word.hasPrefix("+") ? word.dropFirst() : word[...]
    return !digits.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
  }
}

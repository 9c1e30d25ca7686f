import Basics
import TrackingTime

/// A call made from a command line, complete except for resources that were given by name.
struct UnresolvedCall: Sendable {
  /// A resource given by name, and where its ID goes.
  struct NameReference: Sendable {
    /// Where the ID goes.
    enum Use: Sendable, Equatable {
      /// An argument of the call.
      case argument(String)
      /// The path of a member that the rows of the result must have.
      case filter([String])
      /// The `id` of an object in the list of an argument.
      case element(String)
      /// Nowhere: the project in which the call's task is sought.
      case scope

      /// The name of the argument, if it is one.
      var argument: String? {
        switch self {
        case .argument(let name), .element(let name): name
        case .filter, .scope: nil
        }
      }
    }

    var kind: ResourceKind
    var word: String
    var use: Use
    /// The argument that takes the name of what is to be created; nil where nothing can be.
    var nameParameter: String?
    /// The entry that has the resource, where the word counts entries.
    var entry: EntryReference?
    /// True if the word is a name even where it looks like an ID.
    var isName = false
  }

  var call: ToolCall
  var references: [NameReference] = []
  /// True to create what is not there under its name.
  var mayCreate = false
  /// Decides which rows of the result are shown, in addition to the references that filter.
  var rowFilter: (@Sendable (JSONValue) -> Bool)?

  init(_ call: ToolCall, references: [NameReference] = [], rowFilter: (@Sendable (JSONValue) -> Bool)? = nil) {
    self.call = call
    self.references = references
    self.rowFilter = rowFilter
  }

  /// Sets an argument or filter from a word: digits are an ID, anything else becomes a reference.
  ///
  /// - Parameter label: what the user calls the argument, for messages; nil means the flag named after the kind.
  mutating func setReference(_ word: String, kind: ResourceKind, as use: NameReference.Use, label: String? = nil) {
    var reference = NameReference(kind: kind, word: word, use: use)
    if case .argument(let name) = use {
      call.label(name, label ?? "--" + kind.rawValue)
      if let id = Int(word), String(id) == word { return call.arguments[name] = JSONValue(id) }
      reference.nameParameter = Catalog.tool(call.tool)?.nameParameter(for: name)
    }
    references.append(reference)
  }

  /// Sets an argument from the name of a resource, which is looked up.
  mutating func setName(_ word: String, of kind: ResourceKind, id: String, label: String) throws(TTError) {
    if sets(id) { throw .cannotCombine("--" + kind.rawValue + "-id", with: label) }
    call.label(id, label)
    references.append(
      NameReference(
        kind: kind, word: word, use: .argument(id), nameParameter: Catalog.tool(call.tool)?.nameParameter(for: id),
        isName: true))
  }

  /// Adds users, given by ID, name or e-mail address and separated by commas.
  mutating func setUsers(_ words: String, label: String) {
    call.label("users", label)
    for word in words.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      references.append(NameReference(kind: .user, word: word, use: .element("users")))
    }
  }

  /// Makes the project of the call the one in which its task is sought, if the task is given by name: the task that is
  /// found determines the project.
  mutating func seekTaskInProject() throws(TTError) {
    guard Catalog.tool(call.tool)?.nameParameter(for: "task_id") != nil,
      references.contains(where: { $0.use == .argument("task_id") && EntryReference($0.word) == nil })
    else { return }
    if sets("project_id"), call.arguments["project_name"] != nil {
      throw .cannotCombine("--project-id", with: "--project-name")
    }
    if let index = references.firstIndex(where: { $0.use == .argument("project_id") }) {
      references[index].use = .scope
    } else if let id = call.arguments["project_id"] {
      call.arguments["project_id"] = nil
      references.append(NameReference(kind: .project, word: id.string ?? id.compact, use: .scope))
    } else if let name = call.arguments["project_name"]?.string {
      call.arguments["project_name"] = nil
      references.append(
        NameReference(kind: .project, word: name, use: .scope, nameParameter: "project_name", isName: true))
    }
  }

  /// True when a parameter of the tool was given, by ID or by name.
  func sets(_ parameter: String) -> Bool {
    call.arguments[parameter] != nil || references.contains { $0.use == .argument(parameter) }
  }
}

extension Arguments {
  /// The call of a tool, made from the flags that set its parameters.
  ///
  /// - Parameter sendsNames: true where flags for names go to the service as they are.
  /// - Throws: a usage error for a flag given with different values.
  func unresolvedCall(
    _ tool: String, subject: ToolCall.Subject = .arguments, sendsNames: Bool = false
  ) throws(TTError) -> UnresolvedCall {
    var unresolved = UnresolvedCall(ToolCall(tool, subject: subject))
    unresolved.call.labels = [:]
    unresolved.mayCreate = has(Flag.create.name)
    var names: [(word: String, kind: ResourceKind, id: String, label: String)] = []
    guard let parameters = Catalog.tool(tool)?.parameters else { return unresolved }
    for flag in known {
      guard let parameter = flag.parameter, let word = value(flag.name),
        parameters.contains(where: { $0.name == parameter.name })
      else { continue }
      if parameter.location != .account, let other = values(flag.name).first(where: { !$0.isIdentical(to: word) }) {
        throw .usage("\(flag.long) specified twice: \(other.inQuotes) and \(word.inQuotes)")
      }
      if let kind = flag.kind, ReferenceSyntax.looksLikeName(word) {
        unresolved.setReference(word, kind: kind, as: .argument(parameter.name), label: flag.long)
      } else if parameter.name == "users", !word.hasPrefix("[") {
        unresolved.setUsers(word, label: flag.long)
      } else if !sendsNames, let (kind, id) = ResourceKind.ofName(parameter, of: tool) {
        names.append((word, kind, id, flag.long))
      } else {
        unresolved.call.set(parameter, to: word, label: flag.long)
      }
    }
    for name in names { try unresolved.setName(name.word, of: name.kind, id: name.id, label: name.label) }
    return unresolved
  }

  /// Sets a parameter of the call's tool from an operand.
  ///
  /// - Throws: a usage error when its flag sets the parameter as well.
  func setOperand(
    _ word: String, of operand: String, parameter name: String, in unresolved: inout UnresolvedCall
  ) throws(TTError) {
    guard let parameter = Catalog.tool(unresolved.call.tool)?.parameter(name) else { return }
    if unresolved.sets(name) { throw .cannotCombine("tt \(command.name): \(operand)", with: "--" + parameter.flag) }
    if let kind = ResourceKind.named(by: parameter), ReferenceSyntax.looksLikeName(word) {
      unresolved.setReference(word, kind: kind, as: .argument(name), label: operand)
    } else {
      unresolved.call.set(parameter, to: word, label: operand)
    }
  }

  /// Sets the duration of an entry, in seconds, from its flag.
  func setDuration(in unresolved: inout UnresolvedCall) throws(TTError) {
    guard let word = value(Flag.duration.name) else { return }
    guard let seconds = DurationText.parse(word), seconds > 0 else {
      throw .invalidDuration(word, for: Flag.duration.long, expected: "a duration such as \(DurationText.forms)")
    }
    unresolved.call.arguments["duration"] = JSONValue(seconds)
  }

  /// Whether recorded entries are read first, and what becomes of unusual times.
  func inspection() throws(TTError) -> ToolCall.Inspection {
    if has("strict"), has("no-look") { throw .cannotCombine("--strict", with: "--no-look") }
    return has("no-look") ? .none : has("strict") ? .strict : .notes
  }

  /// Rejects an update that changes nothing.
  ///
  /// - Parameter id: the parameter that identifies the object.
  func requireChange(_ unresolved: UnresolvedCall, of id: String) throws(TTError) {
    let changes = unresolved.call.arguments.keys.filter { $0 != id && $0 != "account_id" }
    let named = unresolved.references.filter { $0.use != .argument(id) }
    guard changes.isEmpty, named.isEmpty else { return }
    throw .usage("tt \(command.name): no changes specified", hint: "see: tt \(command.name) --help")
  }
}

extension ToolCall {
  /// Sets an argument from a word, which the user knows by a flag or an operand.
  mutating func set(_ parameter: Parameter, to word: String, label: String) {
    arguments[parameter.name] = parameter.value(from: word)
    self.label(parameter.name, label)
  }

  /// Notes what the user calls an argument.
  fileprivate mutating func label(_ name: String, _ label: String) {
    var known = labels ?? [:]
    known[name] = label
    labels = known
  }
}

/// The syntax that tells names of resources from IDs.
enum ReferenceSyntax {
  /// True for a word that can only be a name: not blank, and not a number, even an invalid one.
  static func looksLikeName(_ word: String) -> Bool {
    guard !word.unicodeScalars.allSatisfy(\.properties.isWhitespace) else { return false }
    let digits = word.hasPrefix("-") || word.hasPrefix("+") ? word.dropFirst() : word[...]
    return digits.isEmpty || !digits.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
  }
}

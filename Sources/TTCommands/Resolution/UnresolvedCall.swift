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
  /// What is to be said of a call that follows it and that only an answer determines.
  var sequel: [String] = []
  /// A call that follows it, with arguments that stand for those that only an answer determines: it tells whether the
  /// policy denies the tool whatever they are.
  var sequelCall: ToolCall?
  /// True to take over the notes of the last entry of the call's task.
  var copiesNotes = false
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

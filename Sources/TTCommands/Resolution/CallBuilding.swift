import Basics
import TrackingTime

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

  /// The workspace of `--account-id`, as the argument `account_id` of a call; nil without the flag.
  var workspace: JSONValue? { value("account-id").map { Catalog.accountID.value(from: $0) } }

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
  /// Reads the caller's running timer.
  ///
  /// - Parameter workspace: the argument `account_id`; nil for the default one.
  static func runningTimer(in workspace: JSONValue? = nil) -> ToolCall {
    var call = ToolCall("list_user_tasks", ["filter": "TRACKING"], subject: .runningTimer)
    call.arguments["account_id"] = workspace
    return call
  }

  /// Reads a time entry.
  ///
  /// - Parameter workspace: the argument `account_id`; nil for the default one.
  static func event(_ id: Int, in workspace: JSONValue? = nil) -> ToolCall {
    var call = ToolCall("get_event", ["event_id": JSONValue(id)])
    call.arguments["account_id"] = workspace
    return call
  }

  /// Sets an argument from a word, which the user knows by a flag or an operand.
  mutating func set(_ parameter: Parameter, to word: String, label: String) {
    arguments[parameter.name] = parameter.value(from: word)
    self.label(parameter.name, label)
  }

  /// Notes what the user calls an argument.
  mutating func label(_ name: String, _ label: String) {
    var known = labels ?? [:]
    known[name] = label
    labels = known
  }
}

extension Session {
  /// The workspace of calls about a running timer: that of `--account-id`, else the timer's where it is not the default one.
  func workspace(of timer: RunningTimer) throws(TTError) -> JSONValue? {
    if let given = arguments.workspace { return given }
    guard let account = timer.accountID, try accountID() != String(account) else { return nil }
    return JSONValue(account)
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

import Basics

/// A call whose tool exists and whose arguments are valid, in the catalog's types. Created only by `Catalog.validate`.
public struct ValidatedCall: Sendable {
  /// The tool.
  public let tool: Tool
  /// The given arguments; null counts as absent.
  public private(set) var arguments: ArgumentValues
  /// What the call applies to if its arguments do not say.
  public let subject: ToolCall.Subject
  /// What is read of recorded time before written times change it.
  let inspection: ToolCall.Inspection
  let isIfAbsent: Bool
  let replacedEntries: [Int]
  let isQueueable: Bool
  /// True if the notes are added to those that the entry has.
  private(set) var appendsNotes: Bool
  /// The seconds by which the end of the entry is moved.
  let endShift: Int?
  let delay: ToolCall.Delay?
  /// The entry that is edited, once its times have completed the call.
  private(set) var editedEntry: Int?
  /// The arguments with names of which it is known that nothing has them yet.
  private(set) var newNames: [String] = []
  /// How messages name the arguments.
  private(set) var naming: CallNaming

  fileprivate init(_ tool: Tool, arguments: ArgumentValues, of call: ToolCall, _ naming: CallNaming) {
    self.tool = tool
    self.arguments = arguments
    self.naming = naming
    subject = call.subject
    inspection = call.inspection
    isIfAbsent = call.isIfAbsent
    replacedEntries = call.replacedEntries
    isQueueable = call.isQueueable
    appendsNotes = call.appendsNotes
    endShift = call.endShift
    delay = call.delay
  }

  /// Sets an argument to a text that was looked up.
  public mutating func setText(_ name: String, to text: String) { arguments[name] = .text(text) }

  /// The call with its notes added to others.
  func appendingNotes(to notes: String?) -> ValidatedCall {
    var call = self
    call.appendsNotes = false
    let parts = [notes ?? "", arguments.text("notes") ?? ""].filter { !$0.isEmpty }
    call.arguments["notes"] = .text(parts.joined(separator: "\n"))
    return call
  }

  /// Sets an argument whose ID was awaited.
  public mutating func setID(_ name: String, to id: Int) { arguments[name] = .integer(id) }

  /// Appends an object with an ID that was awaited to the list of an argument.
  public mutating func appendID(_ id: Int, to name: String) {
    let list = arguments[name]?.json.array ?? []
    arguments[name] = .json(.array(list + [["id": JSONValue(id)]]))
  }

  /// Sets an argument to the name of something that is not there and that the service creates.
  public mutating func setName(_ name: String, to text: String) {
    arguments[name] = .text(text)
    newNames.append(name)
  }

  /// The call of `track_task` that stops the running timer first.
  public func stoppingRunningTimer() -> ValidatedCall {
    var call = self
    call.arguments["stop_running_task"] = .boolean(true)
    return call
  }

  /// The call with times that were worked out from others.
  func completed(by times: ArgumentValues, of entry: Int) -> ValidatedCall {
    var call = self
    call.arguments = arguments.merging(times)
    call.editedEntry = entry
    var labels = naming.labels ?? [:]
    if naming.labels == nil { for parameter in tool.parameters { labels[parameter.name] = parameter.name } }
    for name in EntryTimes.ends where arguments[name] == nil { labels[name] = "the entry's \(name)" }
    call.naming = CallNaming(tool: tool.name, labels: labels)
    return call
  }

  /// The object that the call names by its ID, such as `task_id 42`; nil for none.
  var objectText: String? {
    let name = tool.objectKind + "_id"
    return arguments.integer(name).map { "\(name) \($0)" }
  }

  /// True if the edited entry is read first, and decides what the times mean.
  var completesFromEntry: Bool { (inspection != .none || endShift != nil) && changesTimes }

  /// True if the times of an entry are changed that was not read yet.
  var changesTimes: Bool {
    editedEntry == nil && tool.name == "update_event"
      && (endShift != nil || (EntryTimes.ends + [EntryTimes.duration]).contains { arguments[$0] != nil })
  }
}

/// How messages about a call name its arguments: by the tool's own names, or as written on the command line.
struct CallNaming: Sendable {
  let tool: String
  let labels: ArgumentLabels?

  /// The name of an argument in messages.
  func label(_ name: String) -> String {
    guard let labels else { return name }
    return labels[name] ?? "--" + (Catalog.tool(tool)?.parameter(name)?.flag ?? name)
  }

  /// A usage error about the call.
  func error(_ message: String, remedy: Remedy? = nil) -> TTError {
    TTError(.usage, labels == nil ? "\(tool): \(message)" : message, remedy: remedy)
  }
}

extension Catalog {
  /// Validates a call against the catalog and converts its arguments to the catalog's types.
  ///
  /// - Throws: a usage error naming the tool, the argument, the value and what was expected.
  public static func validate(_ call: ToolCall) throws(TTError) -> ValidatedCall {
    let tool = try known(call.tool)
    let naming = CallNaming(tool: tool.name, labels: call.labels)
    let arguments = try values(of: call, tool, naming)
    let given = GivenArguments(values: arguments, awaitedIDs: call.awaitedIDs)
    for parameter in tool.parameters where parameter.required && !given.has(parameter.name) {
      let isImplied =
        switch call.subject {
        case .arguments: false
        case .currentUser: parameter.name == "user_id"
        case .runningTimer: parameter.location == .path
        }
      // Each end of an entry follows from the other and its duration.
      let isEnd = parameter.kind == .dateTime
      if isImplied || isEnd && given.has(EntryTimes.duration) { continue }
      let label = naming.label(EntryTimes.duration)
      throw naming.error(
        "missing required argument \(naming.label(parameter.name)) (\(parameter.summary))",
        remedy: isEnd ? .advice("\(label) can stand for one end, or alone for an entry that ends now") : nil)
    }
    try validateCombination(given, of: tool, naming)
    return ValidatedCall(tool, arguments: arguments, of: call, naming)
  }

  private static func values(
    of call: ToolCall, _ tool: Tool, _ naming: CallNaming
  ) throws(TTError) -> ArgumentValues {
    var arguments: ArgumentValues = [:]
    for member in call.arguments {
      guard let parameter = tool.parameter(member.key) else { throw unknown(member.key, of: tool, naming) }
      // The service's own tools ignore null arguments too.
      if member.value.isNull { continue }
      do throws(InvalidValue) {
        arguments[parameter.name] = try parameter.parse(member.value)
      } catch {
        let isWord = call.labels?[parameter.name] != nil
        let label = naming.label(parameter.name)
        throw naming.error(
          error.message(for: label, isWord: isWord), remedy: error.suggestion.map { .useValue($0, for: label) })
      }
    }
    return arguments
  }

  private static func known(_ name: String) throws(TTError) -> Tool {
    if let tool = tool(name) { return tool }
    throw .usage("unknown tool \"\(name)\"", remedy: suggestion(name, allTools.map(\.name)) ?? .listTools)
  }

  private static func unknown(_ name: String, of tool: Tool, _ naming: CallNaming) -> TTError {
    if ["app_password", "api_token", "password"].contains(name) {
      return naming.error("credentials are not accepted as arguments", remedy: .logIn)
    }
    let names = tool.parameters.map(\.name)
    return naming.error(
      "unknown argument \"\(name)\"",
      remedy: suggestion(name, names)
        ?? .advice(names.isEmpty ? "this tool has no arguments" : "known arguments: " + names.joined(separator: ", ")))
  }

  private static func suggestion(_ word: String, _ known: [String]) -> Remedy? {
    Spelling.closestMatch(to: word, among: known).map { .advice("did you mean \($0)?") }
  }
}

import Basics

/// One thing that is wrong with a policy file, and where.
public struct PolicyProblem: Sendable, Equatable {
  /// The place in the document.
  public var pointer: String
  /// The line, from 1.
  public var line: Int
  /// The column in characters, from 1.
  public var column: Int
  /// What was found and what is allowed.
  public var message: String

  /// `line:column: pointer: message`, to be put behind the file's name.
  public var text: String {
    "\(line):\(column): \(pointer.isEmpty ? "" : pointer + ": ")\(message)"
  }
}

/// Why a policy file is refused: all problems, in the order of the file.
public struct InvalidPolicy: Error, Sendable, Equatable {
  /// At least one.
  public var problems: [PolicyProblem]
}

extension PolicyDocument {
  /// Reads and checks a policy file. The schema is closed: whatever is not known is refused, since a rule that is
  /// misspelt would otherwise silently not hold.
  public init(reading bytes: [UInt8]) throws(InvalidPolicy) {
    let document: JSONValue
    do throws(JSONSyntaxError) {
      document = try JSONValue.parse(bytes)
    } catch {
      throw InvalidPolicy(problems: [
        PolicyProblem(pointer: "", line: error.line, column: error.column, message: "not JSON: " + error.message)
      ])
    }
    var reader = PolicyReader()
    let policy = reader.read(document, fingerprint: SHA256.hex(bytes))
    guard let policy, reader.problems.isEmpty else {
      let problems = reader.problems.map { place, message in
        let position = place.position(in: bytes)
        return PolicyProblem(pointer: place.text, line: position.line, column: position.column, message: message)
      }
      throw InvalidPolicy(problems: problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
    }
    self = policy
  }
}

/// Walks a document and collects every problem instead of stopping at the first.
struct PolicyReader {
  private(set) var problems: [(JSONPointer, String)] = []

  mutating func read(_ document: JSONValue, fingerprint: String) -> PolicyDocument? {
    let root = JSONPointer()
    guard let object = object(document, root) else { return nil }
    checkKeys(object, root, known: ["version", "default", "hide", "all_tools", "tools"])
    readVersion(object["version"])
    let fallback: PolicyDocument.Default? = choice(object, "default", root)
    if object["default"] == nil { add(root, "\"default\" is missing: write \"allow\" or \"deny\"") }
    let hide = readHide(object["hide"])
    let allToolsLimits = readAllTools(object["all_tools"])
    let tools = readTools(object["tools"])
    return fallback.map {
      PolicyDocument(
        default: $0, hide: hide, allToolsLimits: allToolsLimits, tools: tools, fingerprint: fingerprint)
    }
  }

  private mutating func readVersion(_ value: JSONValue?) {
    guard let value else { return add(JSONPointer(), "\"version\" is missing: write \"1\"") }
    if value.string != "1" { add(JSONPointer(["version"]), "version is \(show(value)); only the text \"1\" is known") }
  }

  private mutating func readHide(_ value: JSONValue?) -> [String] {
    guard let value else { return [] }
    let place = JSONPointer(["hide"])
    guard let elements = list(value, place) else { return [] }
    var names: [String] = []
    for (index, element) in elements.enumerated() {
      let entry = place.appending(index)
      guard let name = element.string else {
        add(entry, "a tool's name is expected, not \(show(element))")
        continue
      }
      if isBlank(name) {
        add(entry, "the name is blank")
      } else if names.contains(where: { $0.sameText(as: name) }) {
        add(entry, "\"\(name)\" stands twice")
      }
      names.append(name)
    }
    return names
  }

  private mutating func readAllTools(_ value: JSONValue?) -> [Limit] {
    let place = JSONPointer(["all_tools"])
    guard let value, let object = object(value, place) else { return [] }
    checkKeys(object, place, known: ["limits"])
    return readLimits(object["limits"], place.appending("limits")) { Limit.rule(allTools: $0) }
  }

  private mutating func readTools(_ value: JSONValue?) -> [(name: String, rules: ToolRules)] {
    let place = JSONPointer(["tools"])
    guard let value, let object = object(value, place) else { return [] }
    return object.members.map { member in
      let entry = place.appending(member.key)
      if isBlank(member.key) { add(entry, "the tool's name is blank") }
      return (member.key, readRules(member.value, of: member.key, entry))
    }
  }

  private mutating func readRules(_ value: JSONValue, of tool: String, _ place: JSONPointer) -> ToolRules {
    guard let object = object(value, place) else { return ToolRules() }
    checkKeys(object, place, known: ["limits"])
    let limits = readLimits(object["limits"], place.appending("limits")) { Limit.rule(tool: tool, counter: $0) }
    return ToolRules(limits: limits)
  }

  private mutating func readLimits(
    _ value: JSONValue?, _ place: JSONPointer, rule: (String) -> String
  ) -> [Limit] {
    guard let value, let elements = list(value, place) else { return [] }
    var limits: [Limit] = []
    for (index, element) in elements.enumerated() {
      let entry = place.appending(index)
      guard let limit = readLimit(element, entry, rule: rule) else { continue }
      if limits.contains(where: { $0.counter.sameText(as: limit.counter) }) {
        add(entry.appending("counter"), "the counter \"\(limit.counter)\" stands twice here")
      }
      limits.append(limit)
    }
    return limits
  }

  private mutating func readLimit(_ value: JSONValue, _ place: JSONPointer, rule: (String) -> String) -> Limit? {
    guard let object = object(value, place) else { return nil }
    checkKeys(object, place, known: ["counter", "window", "max", "scope"])
    for key in ["counter", "window", "max"] where object[key] == nil { add(place, "\"\(key)\" is missing") }
    let window: Window? = choice(object, "window", place)
    let scope: Limit.Scope? = choice(object, "scope", place)
    let max = object["max"].flatMap { wholeNumber($0, place.appending("max")) }
    guard let counter = object["counter"] else { return nil }
    guard let name = counter.string, !isBlank(name) else {
      add(place.appending("counter"), "a name is expected, not \(show(counter))")
      return nil
    }
    guard let window, let max else { return nil }
    return Limit(counter: name, window: window, max: max, scope: scope ?? .grant, rule: rule(name))
  }
}

// MARK: - What every reader needs

extension PolicyReader {
  mutating func add(_ place: JSONPointer, _ message: String) { problems.append((place, message)) }

  mutating func object(_ value: JSONValue, _ place: JSONPointer) -> JSONObject? {
    if value.object == nil { add(place, "an object is expected, not \(show(value))") }
    return value.object
  }

  mutating func list(_ value: JSONValue, _ place: JSONPointer) -> [JSONValue]? {
    if value.array == nil { add(place, "a list is expected, not \(show(value))") }
    return value.array
  }

  mutating func wholeNumber(_ value: JSONValue, _ place: JSONPointer) -> Int? {
    guard let number = value.int, number >= 0 else {
      add(place, "a whole number from 0 up is expected, not \(show(value))")
      return nil
    }
    return number
  }

  /// One of the words of an enumeration, or nil when the member is absent or (a problem) something else.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ object: JSONObject, _ key: String, _ place: JSONPointer
  ) -> Choice? where Choice.RawValue == String {
    guard let value = object[key] else { return nil }
    if let choice = value.string.flatMap(Choice.init(rawValue:)) { return choice }
    let words = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    add(place.appending(key), "\(key) is \(show(value)); it can be \(words)")
    return nil
  }

  mutating func checkKeys(_ object: JSONObject, _ place: JSONPointer, known: [String]) {
    for key in object.keys where !known.contains(where: { $0.sameText(as: key) }) {
      let nearest = Spelling.nearest(key, among: known).map { "; did you mean \"\($0)\"?" }
      let rest = "; known here: " + known.joined(separator: ", ")
      add(place.appending(key), "the key \"\(key)\" is not known" + (nearest ?? rest))
    }
  }

  func isBlank(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(\.properties.isWhitespace) }

  func show(_ value: JSONValue) -> String {
    switch value {
    case .string, .number, .bool, .null:
      let text = value.compact
      return text.count <= 60 ? text : String(text.prefix(57)) + "..."
    case .array, .object: return value.kindName
    }
  }
}

import Basics

/// Decodes a document and collects all problems instead of stopping at the first.
struct PolicyDecoder {
  var problems: [(place: JSONPointer, message: String)] = []
  /// The size of all regular expressions so far, in steps.
  var patternSteps = 0

  /// The maximum size of all regular expressions of a policy, in steps: they are compiled for every call.
  static let maxPatternSteps = 100_000

  mutating func read(_ document: JSONValue, fingerprint: String) -> PolicyDocument? {
    let root = JSONPointer()
    guard let object = object(document, root) else { return nil }
    checkKeys(object, at: root, known: ["version", "default", "hide", "all_tools", "tools"])
    readVersion(object["version"])
    let fallback: PolicyDocument.Default? = choice(object, "default", at: root)
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
    if value.string == "1" { return }
    add(JSONPointer(["version"]), "unsupported version \(describe(value)): expected the text \"1\"")
  }

  private mutating func readHide(_ value: JSONValue?) -> [String] {
    guard let value else { return [] }
    let place = JSONPointer(["hide"])
    guard let elements = list(value, place) else { return [] }
    var names: [String] = []
    for (index, element) in elements.enumerated() {
      let entry = place.appending(index)
      guard let name = element.string else {
        add(entry, "expected a tool name, not \(describe(element))")
        continue
      }
      if isBlank(name) {
        add(entry, "the tool name is blank")
      } else if names.contains(where: { $0.isIdentical(to: name) }) {
        add(entry, "duplicate tool \"\(name)\"")
      }
      names.append(name)
    }
    return names
  }

  private mutating func readAllTools(_ value: JSONValue?) -> [Limit] {
    let place = JSONPointer(["all_tools"])
    guard let value, let object = object(value, place) else { return [] }
    checkKeys(object, at: place, known: ["limits"])
    return readLimits(object["limits"], place.appending("limits"), of: nil)
  }

  private mutating func readTools(_ value: JSONValue?) -> [(name: String, rules: ToolRules)] {
    let place = JSONPointer(["tools"])
    guard let value, let object = object(value, place) else { return [] }
    return object.members.map { member in
      let entry = place.appending(member.key)
      if isBlank(member.key) { add(entry, "the tool name is blank") }
      return (member.key, readTool(member.value, named: member.key, at: entry))
    }
  }

  private mutating func readTool(_ value: JSONValue, named tool: String, at place: JSONPointer) -> ToolRules {
    guard let object = object(value, place) else { return ToolRules() }
    checkKeys(object, at: place, known: ["require", "deny_if", "limits", "rate_limit", "action", "reason"])
    let require = readRules(object, .require, at: place)
    let denyIf = readRules(object, .denyIf, at: place)
    let action: ToolRules.Action? = choice(object, "action", at: place)
    let reason = readText(object, "reason", at: place)
    var limits = readLimits(object["limits"], place.appending("limits"), of: tool)
    if let limit = readRateLimit(object["rate_limit"], place.appending("rate_limit")) { limits.append(limit) }
    return ToolRules(require: require, denyIf: denyIf, action: action ?? .allow, reason: reason, limits: limits)
  }
}

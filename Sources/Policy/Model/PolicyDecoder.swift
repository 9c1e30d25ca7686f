import Basics

/// Walks a document and collects every problem instead of stopping at the first.
struct PolicyDecoder {
  var problems: [(place: JSONPointer, message: String)] = []

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
      } else if names.contains(where: { $0.isIdentical(to: name) }) {
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
    return readLimits(object["limits"], place.appending("limits"), of: nil)
  }

  private mutating func readTools(_ value: JSONValue?) -> [(name: String, rules: ToolRules)] {
    let place = JSONPointer(["tools"])
    guard let value, let object = object(value, place) else { return [] }
    return object.members.map { member in
      let entry = place.appending(member.key)
      if isBlank(member.key) { add(entry, "the tool's name is blank") }
      return (member.key, readTool(member.value, member.key, entry))
    }
  }

  private mutating func readTool(_ value: JSONValue, _ tool: String, _ place: JSONPointer) -> ToolRules {
    guard let object = object(value, place) else { return ToolRules() }
    checkKeys(object, place, known: ["require", "deny_if", "limits", "rate_limit", "action", "reason"])
    let require = readRules(object, .require, of: tool, place)
    let denyIf = readRules(object, .denyIf, of: tool, place)
    let action: ToolRules.Action? = choice(object, "action", place)
    let reason = readText(object, "reason", place)
    var limits = readLimits(object["limits"], place.appending("limits"), of: tool)
    if let limit = readRateLimit(object["rate_limit"], place.appending("rate_limit")) { limits.append(limit) }
    return ToolRules(require: require, denyIf: denyIf, action: action ?? .allow, reason: reason, limits: limits)
  }
}

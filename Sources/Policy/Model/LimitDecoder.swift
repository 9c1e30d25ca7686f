import Basics

extension PolicyDecoder {
  /// Reads a list of limits.
  ///
  /// - Parameter tool: the tool; nil for the limits of all tools together.
  mutating func readLimits(_ value: JSONValue?, _ place: JSONPointer, of tool: String?) -> [Limit] {
    guard let value, let elements = list(value, place) else { return [] }
    var limits: [Limit] = []
    for (index, element) in elements.enumerated() {
      let entry = place.appending(index)
      guard let limit = readLimit(element, entry, of: tool) else { continue }
      if limits.contains(where: { $0.counter.isIdentical(to: limit.counter) }) {
        add(entry.appending("counter"), "duplicate counter \"\(limit.counter)\"")
      }
      limits.append(limit)
    }
    return limits
  }

  private mutating func readLimit(_ value: JSONValue, _ place: JSONPointer, of tool: String?) -> Limit? {
    guard let object = object(value, place) else { return nil }
    checkKeys(object, at: place, known: ["counter", "window", "max", "scope", "increment_from"])
    checkPresent(object, at: place, ["counter", "window", "max"])
    let window = word(object, "window", at: place, among: Window.words)
    let scope: Limit.Scope? = choice(object, "scope", at: place)
    let max = object["max"].flatMap { integer($0, at: place.appending("max"), in: 0...(.max)) }
    let increment = readIncrement(object["increment_from"], place.appending("increment_from"), of: tool)
    guard let counter = object["counter"] else { return nil }
    guard let name = counter.string, !isBlank(name) else {
      add(place.appending("counter"), "expected a name, not \(describe(counter))")
      return nil
    }
    guard let window, let max else { return nil }
    let rule = tool.map { Limit.rule(tool: $0, counter: name) } ?? Limit.rule(allTools: name)
    return Limit(
      counter: name, window: window, max: max, scope: scope ?? .grant, incrementFrom: increment, rule: rule)
  }

  private mutating func readIncrement(_ value: JSONValue?, _ place: JSONPointer, of tool: String?) -> ArgumentPath? {
    guard let value else { return nil }
    if tool == nil {
      add(place, "limits of all tools count calls; only a tool's own limits can count an argument")
      return nil
    }
    return readPath(value, place)
  }

  /// Reads the short form of a limit: `{"max": 10, "window": 60}`, the window in seconds.
  mutating func readRateLimit(_ value: JSONValue?, _ place: JSONPointer) -> Limit? {
    guard let value, let object = object(value, place) else { return nil }
    checkKeys(object, at: place, known: ["max", "window"])
    checkPresent(object, at: place, ["max", "window"])
    let max = object["max"].flatMap { integer($0, at: place.appending("max"), in: 0...(.max)) }
    let seconds = object["window"].flatMap {
      integer($0, at: place.appending("window"), in: 1...Window.maxSeconds, unit: " (seconds)")
    }
    guard let max, let window = seconds.flatMap(Window.init(seconds:)) else { return nil }
    return Limit(counter: "rate_limit", window: window, max: max, scope: .grant, rule: place.text)
  }
}

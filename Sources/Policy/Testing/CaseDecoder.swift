import Basics

extension PolicyCase {
  /// Reads a file of cases: a list of `{name, policy, calls: [{tool, args, grant, at}], expect: [{decision, rule}]}`.
  ///
  /// A case may have additional members. A call and an expectation may only add a `note`, so that misspelled members
  /// are found. The default of `args` is `{}`, of `grant` is `default`, and of `at` is the time of the previous call.
  ///
  /// - Parameter mustBeNamed: the tools that a policy covers only by name.
  /// - Throws: all problems of the file. An invalid policy in it is not a problem: it may be the subject of a case.
  public static func read(_ bytes: [UInt8], mustBeNamed: Set<String> = []) throws(InvalidPolicy) -> [PolicyCase] {
    var cases = try PolicyDecoder.read(bytes) { decoder, document in decoder.readCases(document) }
    for index in cases.indices {
      for call in cases[index].calls.indices {
        cases[index].calls[call].call.mustBeNamed = mustBeNamed.contains(cases[index].calls[call].call.tool)
      }
    }
    return cases
  }
}

extension PolicyDecoder {
  fileprivate mutating func readCases(_ document: JSONValue) -> [PolicyCase] {
    let root = JSONPointer()
    return (list(document, root) ?? []).enumerated().compactMap { readCase($1, root.appending($0)) }
  }

  private mutating func readCase(_ value: JSONValue, _ place: JSONPointer) -> PolicyCase? {
    guard let object = object(value, place) else { return nil }
    checkPresent(object, at: place, ["name", "policy", "calls", "expect"])
    let name = readText(object, "name", at: place) ?? ""
    let calls = readCalls(object["calls"], place.appending("calls"))
    let expected = object["expect"].flatMap { list($0, place.appending("expect")) } ?? []
    let expectations = expected.enumerated().compactMap { index, value in
      readExpectation(value, place.appending("expect").appending(index))
    }
    return PolicyCase(
      name: name, subject: Self.subject(object["policy"] ?? .null), calls: calls, expectations: expectations)
  }

  private static func subject(_ policy: JSONValue) -> PolicyCase.Subject {
    if policy.isNull { return .none }
    var decoder = PolicyDecoder()
    let document = decoder.read(policy, fingerprint: "")
    if let document, decoder.problems.isEmpty { return .policy(document) }
    return .invalid(decoder.problems.map { ($0.place.text.isEmpty ? "" : $0.place.text + ": ") + $0.message })
  }

  private mutating func readCalls(_ value: JSONValue?, _ place: JSONPointer) -> [(call: PolicyCall, at: Int)] {
    guard let value, let elements = list(value, place) else { return [] }
    var second = 0
    return elements.enumerated().compactMap { index, element in
      let entry = place.appending(index)
      guard let object = object(element, entry) else { return nil }
      checkKeys(object, at: entry, known: ["tool", "args", "grant", "at", "note"])
      checkPresent(object, at: entry, ["tool"])
      let tool = readText(object, "tool", at: entry) ?? ""
      let grant = readText(object, "grant", at: entry) ?? PolicySource.defaultGrant
      let arguments = object["args"].flatMap { self.object($0, entry.appending("args")) } ?? JSONObject()
      if let at = object["at"] {
        guard case .exact(let instant, _)? = at.string.flatMap(TimeExpression.init) else {
          add(entry.appending("at"), "expected a time such as \"2026-05-04T10:00:00Z\", not \(describe(at))")
          return nil
        }
        second = instant.seconds
      }
      return (PolicyCall(tool: tool, arguments: arguments, grant: grant), second)
    }
  }

  private mutating func readExpectation(_ value: JSONValue, _ place: JSONPointer) -> PolicyCase.Expectation? {
    guard let object = object(value, place) else { return nil }
    checkKeys(object, at: place, known: ["decision", "rule", "note"])
    checkPresent(object, at: place, ["decision"])
    let decision: PolicyCase.Decision? = choice(object, "decision", at: place)
    let rule = object["rule"].map(\.isNull) == true ? nil : readText(object, "rule", at: place)
    return decision.map { PolicyCase.Expectation(decision: $0, rule: rule) }
  }
}

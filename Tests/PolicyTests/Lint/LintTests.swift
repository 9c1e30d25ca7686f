import Basics
import Testing

@testable import Policy

/// Warnings about policies that are valid but probably not meant.
@Suite("Policy warnings") struct LintTests {
  static let tools = [
    ToolSignature(
      name: "book",
      arguments: [
        .init(name: "id", kind: .id, isRequired: true), .init(name: "project_id", kind: .id, isRequired: false),
        .init(name: "project_name", kind: .text, isRequired: false),
        .init(name: "hours", kind: .number, isRequired: false),
        .init(name: "cost", kind: .number, isRequired: true), .init(name: "notes", kind: .text, isRequired: false),
        .init(name: "billable", kind: .boolean, isRequired: false),
        .init(name: "page", kind: .integer, isRequired: false),
        .init(name: "type", kind: .words(["A", "B"]), isRequired: false),
        .init(name: "fields", kind: .json, isRequired: false),
      ]), ToolSignature(name: "read", arguments: []),
  ]

  private func warnings(_ policy: String) throws -> [String] {
    try PolicyFixture.policy(policy).warnings(in: Array(policy.utf8), tools: Self.tools).map(\.text)
  }

  private func warnings(rules: String) throws -> [String] {
    try warnings(#"{"version":"1","default":"deny","tools":{"book":{\#(rules)}}}"#)
  }

  @Test(
    "sensible rules cause no warnings",
    arguments: [
      "", #""deny_if":[{"conditions":[]}]"#, #""deny_if":[{"path":"args.notes","op":"regex","value":"x"}]"#,
      #""deny_if":[{"path":"args.cost","op":"gt","value":5}]"#, #""deny_if":[{"path":"args.id","op":"eq","value":42}]"#,
      #""require":[{"path":"args.hours","op":"lte","value":8}],"deny_if":[{"path":"args.hours","op":"gt","value":4}]"#,
      #""require":[{"path":"args.type","op":"in","value":["A","C"]}]"#,
      #""require":[{"path":"args.fields.x.y","op":"eq","value":true}]"#,
      #""require":[{"path":"args.billable","op":"eq","value":true}]"#,
      #""limits":[{"counter":"a","window":"minute","max":10},{"counter":"b","window":"day","max":100}]"#,
      #""limits":[{"counter":"a","window":"day","max":8,"increment_from":"args.hours"},{"counter":"b","window":"day","max":9}]"#,
      #""limits":[{"counter":"a","window":"day","max":8},{"counter":"b","window":"day","max":9,"scope":"server"}]"#,
    ])
  func clean(_ rules: String) throws {
    #expect(try warnings(rules: rules) == [])
  }

  @Test(
    "a rule on a name that other case or blanks get around is reported, with the ID to use instead",
    arguments: [
      (#""deny_if":[{"path":"args.project_name","op":"eq","value":"Secret"}]"#, true),
      (#""deny_if":[{"path":"args.project_name","op":"in","value":["Secret"]}]"#, true),
      (#""deny_if":[{"path":"args.project_name","op":"regex","value":"^Secret"}]"#, true),
      (#""require":[{"path":"args.project_name","op":"neq","value":"Secret"}]"#, true),
      (#""require":[{"path":"args.project_name","op":"eq","value":"Public"}]"#, false),
      (#""deny_if":[{"path":"args.project_name","op":"neq","value":"Public"}]"#, false),
      (#""deny_if":[{"path":"args.notes","op":"contains","value":"x"}]"#, false),
    ])
  func names(rules: String, isReported: Bool) throws {
    let found = try warnings(rules: rules).contains {
      $0.contains("other case or blanks") && $0.hasSuffix("a rule on project_id holds")
    }
    #expect(found == isReported)
  }

  @Test(
    "a condition that can never be met is reported",
    arguments: [
      (#""path":"args.notes","op":"gt","value":5"#, "notes is text"),
      (#""path":"args.hours","op":"regex","value":"5""#, "hours is a number"),
      (#""path":"args.billable","op":"contains","value":"t""#, "billable is true or false"),
      (#""path":"args.billable","op":"eq","value":"yes""#, "billable is true or false"),
      (#""path":"args.billable","op":"eq","value":1"#, "billable is true or false"),
      (#""path":"args.id","op":"eq","value":"abc""#, "id is an integer"),
      (#""path":"args.id","op":"eq","value":1.5"#, "id is an integer"),
      (#""path":"args.id","op":"eq","value":null"#, "id is an integer"),
      (#""path":"args.type","op":"eq","value":"a""#, "type is one of A, B"),
      (#""path":"args.type","op":"in","value":["x","y"]"#, "type is one of A, B"),
      (#""path":"args.notes","op":"in","value":[]"#, "the list is empty"),
      (#""path":"args.notes.x","op":"eq","value":"a""#, "has no members"),
      (#""path":"args.note","op":"eq","value":"a""#, "did you mean \"notes\""),
      (#""path":"args.id","op":"exists","value":false"#, "id is required"),
    ])
  func unsatisfiableReason(_ condition: String, _ fragment: String) throws {
    let required = try warnings(rules: "\"require\":[{\(condition)}]")
    #expect(required.count == 1)
    #expect(required.first?.contains(fragment) == true, "\(required)")
    #expect(required.first?.contains("every call is denied") == true)
    let denied = try warnings(rules: "\"deny_if\":[{\"conditions\":[{\(condition)}]}]")
    #expect(denied.contains { $0.contains(fragment) && $0.contains("never denies") }, "\(denied)")
  }

  @Test(
    "contradictory conditions of one entry are reported",
    arguments: [
      (("gt", "5"), ("lt", "5")), (("gte", "5"), ("lt", "5")), (("eq", "5"), ("gt", "5")), (("eq", "5"), ("eq", "6")),
      (("exists", "false"), ("eq", "5")), (("exists", "false"), ("exists", "true")), (("lt", "1"), ("gte", "2")),
    ])
  func contradictions(_ first: (String, String), _ second: (String, String)) throws {
    let conditions = [first, second].map { #"{"path":"args.cost","op":"\#($0.0)","value":\#($0.1)}"# }
    let found = try warnings(rules: "\"deny_if\":[{\"conditions\":[\(conditions.joined(separator: ","))]}]")
    #expect(found.contains { $0.contains("can never all be met") }, "\(found)")
  }

  @Test("compatible conditions are not reported", arguments: [("gte", "5"), ("lte", "5"), ("gt", "4"), ("lt", "6")])
  func noContradiction(_ op: String, _ value: String) throws {
    let conditions = #"{"path":"args.cost","op":"eq","value":5},{"path":"args.cost","op":"\#(op)","value":\#(value)}"#
    #expect(try warnings(rules: "\"deny_if\":[{\"conditions\":[\(conditions)]}]") == [])
  }

  @Test(
    "a deny_if that a caller can bypass is reported, with the require that prevents it",
    arguments: [
      (#""path":"args.hours","op":"gt","value":8"#, "is omitted", #"{"path":"args.hours","op":"lte","value":8}"#),
      (#""path":"args.hours","op":"lte","value":8"#, "is omitted", #"{"path":"args.hours","op":"gt","value":8}"#),
      (
        #""path":"args.notes","op":"neq","value":"ok""#, "is omitted", #"{"path":"args.notes","op":"eq","value":"ok"}"#
      ),
      (
        #""path":"args.type","op":"not_in","value":["A"]"#, "is omitted",
        #"{"path":"args.type","op":"in","value":["A"]}"#
      ),
      (#""path":"args.page","op":"lt","value":8"#, "is omitted", #""op":"gte","value":8"#),
      (#""path":"args.project_id","op":"eq","value":7"#, "is omitted", #""op":"exists","value":true"#),
      (#""path":"args.project_name","op":"in","value":["x"]"#, "is omitted", #""op":"exists","value":true"#),
    ])
  func walkAround(_ condition: String, _ way: String, _ advice: String) throws {
    let found = try warnings(rules: "\"deny_if\":[{\(condition)}]").filter { !$0.contains("other case or blanks") }
    #expect(found.count == 1)
    #expect(found.first?.contains(way) == true && found.first?.contains(advice) == true, "\(found)")
  }

  @Test("quotes around a number bypass nothing, and a regular expression never matches a number")
  func typedArguments() throws {
    #expect(try warnings(rules: #""deny_if":[{"path":"args.id","op":"gt","value":8}]"#) == [])
    let found = try warnings(rules: #""deny_if":[{"path":"args.id","op":"regex","value":"^9"}]"#)
    #expect(found.count == 1 && found[0].contains("id is an integer, so this entry never denies"), "\(found)")
  }

  @Test("adding the advised require removes the warning", arguments: ["gt", "gte", "lt", "lte"])
  func advised(_ op: String) throws {
    for name in ["hours", "page"] {
      let entry = #""deny_if":[{"path":"args.\#(name)","op":"\#(op)","value":8}]"#
      let found = try #require(try warnings(rules: entry).first)
      let advice = try #require(found.split(separator: "require: ").last)
      #expect(try warnings(rules: "\"require\":[\(advice)],\(entry)") == [])
    }
  }

  @Test("comparing an ID with text, or text with a number, is reported")
  func otherType() throws {
    #expect(
      try warnings(rules: #""require":[{"path":"args.id","op":"in","value":["1234567"]}]"#).first?.contains(
        "without quotes") == true)
    #expect(
      try warnings(rules: #""require":[{"path":"args.notes","op":"eq","value":5}]"#).first?.contains("in quotes")
        == true)
  }

  @Test("unknown tools, and rules of hidden tools, are reported")
  func names() throws {
    let found = try warnings(
      #"{"version":"1","default":"deny","hide":["reed","book","*"],"tools":{"Book":{},"book":{}}}"#)
    #expect(found.count == 4, "\(found)")
    #expect(found[0].contains("/hide/0: unknown tool \"reed\"; did you mean \"read\"?"))
    #expect(found[1].contains("/tools/Book: unknown tool") && found[2].contains("/tools/Book: the tool is hidden"))
    #expect(found[3].contains("/tools/book: the tool is hidden"))
  }

  @Test("rules that are never evaluated are reported")
  func unreachable() throws {
    #expect(
      try warnings(rules: #""action":"deny","rate_limit":{"max":1,"window":1}"#).first?.contains("always denied")
        == true)
    let behind = try warnings(
      rules:
        #""deny_if":[{"conditions":[]},{"path":"args.id","op":"eq","value":1}],"limits":[{"counter":"c","window":"day","max":1}]"#
    )
    #expect(
      behind.count == 2 && behind[0].contains("/deny_if/1") && behind[1].contains("no call is ever counted"),
      "\(behind)")
    #expect(try warnings(rules: #""require":[{"conditions":[]}]"#).first?.contains("requires nothing") == true)
    #expect(try warnings(rules: #""deny_if":[{"conditions":[],"action":"require_approval"},{"conditions":[]}]"#) == [])
  }

  @Test(
    "a limit that is never reached is reported",
    arguments: [
      (#"{"counter":"a","window":"minute","max":30},{"counter":"b","window":"hour","max":1800}"#, "/limits/1"),
      (#"{"counter":"a","window":"minute","max":30},{"counter":"b","window":"hour","max":30}"#, "/limits/0"),
      (#"{"counter":"a","window":"day","max":30},{"counter":"b","window":"day","max":31}"#, "/limits/1"),
      (#"{"counter":"a","window":"day","max":30},{"counter":"b","window":"day","max":30}"#, "/limits/1"),
      (
        #"{"counter":"a","window":"day","max":30,"scope":"server"},{"counter":"b","window":"day","max":30}"#,
        "/limits/1"
      ),
    ])
  func hiddenLimit(_ limits: String, _ pointer: String) throws {
    let found = try warnings(rules: "\"limits\":[\(limits)]")
    #expect(found.count == 1, "\(found)")
    #expect(found.first?.contains(pointer + ": the limit is never reached") == true)
  }

  @Test("a tool's limit that is never reached because of a limit of all tools is reported")
  func hiddenByAll() throws {
    let found = try warnings(
      #"{"version":"1","default":"deny","all_tools":{"limits":[{"counter":"all","window":"minute","max":5}]},"#
        + #""tools":{"book":{"rate_limit":{"max":9,"window":60}},"read":{"rate_limit":{"max":4,"window":60}}}}"#)
    #expect(found.count == 1)
    #expect(found.first?.contains("/tools/book/rate_limit: the limit is never reached: /all_tools/limits/all") == true)
  }

  @Test(
    "an argument that cannot be counted is reported",
    arguments: [
      ("args.nothing", "no argument"), ("args.notes", "cannot be counted"), ("args.hours.x", "cannot be counted"),
      ("args.id", "makes no sense"),
    ])
  func increments(_ path: String, _ fragment: String) throws {
    let found = try warnings(rules: #""limits":[{"counter":"c","window":"day","max":1,"increment_from":"\#(path)"}]"#)
    #expect(found.count == 1 && found.first?.contains(fragment) == true, "\(found)")
  }

  @Test("a warning states its line and column")
  func places() throws {
    let found = try warnings("{\"version\":\"1\",\"default\":\"deny\",\n \"tools\":{\n  \"boek\":{}}}")
    #expect(found == ["3:3: /tools/boek: unknown tool \"boek\"; did you mean \"book\"?"])
  }
}

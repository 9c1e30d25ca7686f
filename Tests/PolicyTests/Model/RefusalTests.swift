import Basics
import Policy
import Testing

/// A problem in a policy. In `text`, the mark `‸` is where the problem must be reported.
struct Refusal: Sendable, CustomTestStringConvertible {
  var text: String
  var pointer: String
  var words: String

  init(_ text: String, _ pointer: String, _ words: String) {
    (self.text, self.pointer, self.words) = (text, pointer, words)
  }

  /// A refusal inside the rules of the tool `t`.
  static func inTool(_ rules: String, _ pointer: String, _ words: String) -> Refusal {
    Refusal("{\"version\":\"1\",\n \"default\":\"deny\",\n \"tools\":{\"t\":\(rules)}}", "/tools/t" + pointer, words)
  }

  /// A refusal inside the only limit of the tool `t`.
  static func inLimit(_ limit: String, _ pointer: String, _ words: String) -> Refusal {
    inTool("{\"limits\":[\n  \(limit)]}", "/limits/0" + pointer, words)
  }

  var bytes: [UInt8] { Array(text.filter { $0 != "‸" }.utf8) }

  /// Line and column of the mark, from 1, in Unicode scalars.
  var place: (line: Int, column: Int) {
    let before = text.prefix { $0 != "‸" }.split(separator: "\n", omittingEmptySubsequences: false)
    return (before.count, (before.last?.unicodeScalars.count ?? 0) + 1)
  }

  var testDescription: String { text }
}

@Suite("Invalid policies") struct RefusalTests {
  static let documents: [Refusal] = [
    Refusal("‸[]", "", "expected an object, not a list"),
    Refusal("‸\"deny\"", "", "expected an object, not \"deny\""),
    Refusal(#"‸{"default":"deny"}"#, "", "\"version\" is missing"),
    Refusal(#"‸{"version":"1","tools":{}}"#, "", "\"default\" is missing"),
    Refusal(#"{‸"version":"2","default":"deny"}"#, "/version", "unsupported version \"2\""),
    Refusal(#"{‸"version":1,"default":"deny"}"#, "/version", "unsupported version 1"),
    Refusal(#"{‸"version":null,"default":"deny"}"#, "/version", "unsupported version null"),
    Refusal(#"{"version":"1",‸"default":"Deny"}"#, "/default", "expected \"allow\" or \"deny\""),
    Refusal(#"{"version":"1",‸"default":null}"#, "/default", "invalid default null"),
    Refusal("{\"version\":\"1\",\n\t‸\"default\":true}", "/default", "invalid default true"),
    Refusal(#"{"version":"1","default":"deny",‸"tool":{}}"#, "/tool", "did you mean \"tools\"?"),
    Refusal(#"{"version":"1","default":"deny",‸"Tools":{}}"#, "/Tools", "did you mean \"tools\"?"),
    Refusal(#"{"version":"1","default":"deny",‸"x/y":1}"#, "/x~1y", "expected one of: version, default, hide"),
    Refusal(#"{"version":"1","default":"deny","é":‸"#, "", "invalid JSON"),
    Refusal(#"{"version":"1","default":"deny",‸"hide":"a"}"#, "/hide", "expected a list, not \"a\""),
    Refusal(#"{"version":"1","default":"deny","hide":["a",‸7]}"#, "/hide/1", "expected a tool name, not 7"),
    Refusal(#"{"version":"1","default":"deny","hide":["a",‸""]}"#, "/hide/1", "blank"),
    Refusal("{\"version\":\"1\",\"default\":\"deny\",\"hide\":[‸\" \\u00a0\"]}", "/hide/0", "blank"),
    Refusal(#"{"version":"1","default":"deny","hide":["é","b",‸"é"]}"#, "/hide/2", "duplicate tool"),
    Refusal(#"{"version":"1","default":"deny",‸"all_tools":[]}"#, "/all_tools", "expected an object"),
    Refusal(
      #"{"version":"1","default":"deny","all_tools":{‸"limit":[]}}"#, "/all_tools/limit", "did you mean \"limits\"?"),
    Refusal(#"{"version":"1","default":"deny","all_tools":{‸"limits":{}}}"#, "/all_tools/limits", "expected a list"),
    Refusal(#"{"version":"1","default":"deny",‸"tools":["t"]}"#, "/tools", "expected an object"),
    Refusal(#"{"version":"1","default":"deny","tools":{‸"t":true}}"#, "/tools/t", "expected an object, not true"),
    Refusal(#"{"version":"1","default":"deny","tools":{‸" ":{}}}"#, "/tools/ ", "the tool name is blank"),
  ]

  static let limits: [Refusal] = [
    .inTool(#"{‸"limit":[]}"#, "/limit", "did you mean \"limits\"?"),
    .inTool(#"{‸"limits":7}"#, "/limits", "expected a list, not 7"),
    .inLimit("‸30", "", "expected an object, not 30"),
    .inLimit(#"‸{"window":"day","max":1}"#, "", "\"counter\" is missing"),
    .inLimit(#"‸{"counter":"c","max":1}"#, "", "\"window\" is missing"),
    .inLimit(#"‸{"counter":"c","window":"day"}"#, "", "\"max\" is missing"),
    .inLimit(#"{‸"counter":" ","window":"day","max":1}"#, "/counter", "expected a name"),
    .inLimit(#"{‸"counter":5,"window":"day","max":1}"#, "/counter", "expected a name, not 5"),
    .inLimit(#"{"counter":"c",‸"window":"week","max":1}"#, "/window", "expected \"minute\", \"hour\" or \"day\""),
    .inLimit(#"{"counter":"c",‸"window":60,"max":1}"#, "/window", "invalid window 60"),
    .inLimit(#"{"counter":"c","window":"day",‸"max":-1}"#, "/max", "expected a non-negative integer, not -1"),
    .inLimit(#"{"counter":"c","window":"day",‸"max":1.5}"#, "/max", "not 1.5"),
    .inLimit(#"{"counter":"c","window":"day",‸"max":"30"}"#, "/max", "not \"30\""),
    .inLimit(#"{"counter":"c","window":"day",‸"max":true}"#, "/max", "not true"),
    .inLimit(#"{"counter":"c","window":"day",‸"max":null}"#, "/max", "not null"),
    .inLimit(#"{"counter":"c","window":"day",‸"max":1e999}"#, "/max", "not 1e999"),
    .inLimit(#"{"counter":"c","window":"day",‸"max":9223372036854775808}"#, "/max", "a non-negative integer"),
    .inLimit(#"{"counter":"c","window":"day","max":1,‸"scope":"user"}"#, "/scope", "expected \"grant\" or \"server\""),
    .inLimit(#"{"counter":"c","window":"day","max":1,‸"scope":null}"#, "/scope", "invalid scope null"),
    .inLimit(#"{"counter":"c","window":"day","max":1,‸"maxx":2}"#, "/maxx", "did you mean \"max\"?"),
    .inTool(
      #"{"limits":[{"counter":"é","window":"day","max":1},{"window":"hour","max":1,‸"counter":"é"}]}"#,
      "/limits/1/counter", "duplicate counter"),
  ]

  @Test("a problem states its location and what was expected", arguments: documents + limits)
  func refused(_ refusal: Refusal) throws {
    let error = try #require(throws: InvalidPolicy.self) { try PolicyDocument(reading: refusal.bytes) }
    #expect(error.problems.count == 1)
    let problem = try #require(error.problems.first)
    #expect(problem.pointer == refusal.pointer)
    #expect(problem.message.contains(refusal.words), "\(problem.message)")
    #expect((problem.line, problem.column) == refusal.place)
  }

  @Test(
    "a duplicate name in an object is refused at its second occurrence",
    arguments: [
      #"{"version":"1",‸"version":"1","default":"deny"}"#,
      #"{"version":"1","default":"deny","tools":{"t":{},‸"t":{}}}"#,
      "{\"version\":\"1\",\"default\":\"deny\",\"tools\":{\"é\":{},\n‸\"\\u00e9\":{}}}",
      #"{"version":"1","default":"deny","tools":{"t":{"limits":[{"counter":"c",‸"counter":"d","window":"day","max":1}]}}}"#,
    ])
  func duplicateKeys(text: String) throws {
    let refusal = Refusal(text, "", "duplicate name")
    let error = try #require(throws: InvalidPolicy.self) { try PolicyDocument(reading: refusal.bytes) }
    let problem = try #require(error.problems.first)
    #expect((problem.line, problem.column) == refusal.place)
    #expect(problem.message.contains("duplicate name"))
  }

  @Test("invalid JSON is refused", arguments: ["", " ", "{", "{}x", #"{"version":"1","default":"deny",}"#, "\u{1}"])
  func notJSON(text: String) throws {
    let error = try #require(throws: InvalidPolicy.self) { try document(text) }
    #expect(error.problems.count == 1)
    #expect(error.problems.first?.message.hasPrefix("invalid JSON: ") == true)
  }

  @Test("all problems are reported at once, in the order of the file")
  func allAtOnce() throws {
    let text = """
      {"tools": {"t": {"limits": [{"counter": "c", "window": "week", "max": -1}], "extra": 1}},
       "hide": ["", "a", "a"],
       "version": "3"}
      """
    let error = try #require(throws: InvalidPolicy.self) { try document(text) }
    #expect(
      error.problems.map(\.pointer) == [
        "", "/tools/t/limits/0/window", "/tools/t/limits/0/max", "/tools/t/extra", "/hide/0", "/hide/2", "/version",
      ])
    let told = error.asError("/p.json")
    #expect(told.failure == .config)
    #expect(told.message == "invalid policy /p.json:1:1: \"default\" is missing: write \"allow\" or \"deny\"")
    #expect(told.details.count == 6)
    #expect(told.details.last?.hasPrefix("/p.json:3:2: /version: unsupported version \"3\"") == true)
  }
}

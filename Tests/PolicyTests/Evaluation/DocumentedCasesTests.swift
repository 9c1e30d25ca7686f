import Basics
import Policy
import Testing

/// The documented behaviour of published policies: calls in a row, and what becomes of each.
@Suite("Documented cases") struct DocumentedCasesTests {
  /// One call at some seconds past 2026-05-04T10:00:00Z, and the rule that refuses it (empty: allowed).
  struct Step: Sendable {
    var tool: String
    var second: Int
    var grant = "laptop"
    var rule = ""
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var policy: String?
    var steps: [Step]
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "30 calls in a minute pass, the 31st does not, a later minute does; other names fall to the default",
      policy: publishedSample,
      steps: (0..<30).map { Step(tool: "track_task", second: $0) } + [
        Step(tool: "track_task", second: 30, rule: "/tools/track_task/limits/track_task_rate"),
        Step(tool: "track_task", second: 300),
        Step(tool: "create_event", second: 301, rule: "(default deny)"),
        Step(tool: "Track_Task", second: 302, rule: "(default deny)"),
      ]),
    Case(
      name: "each grant has its own counter",
      policy: policy(tool: "track_task", counter: "track_task_rate", max: 2),
      steps: ["laptop", "ci"].enumerated().flatMap { index, grant in
        (1...3).map { number in
          Step(
            tool: "track_task", second: index * 3 + number, grant: grant,
            rule: number == 3 ? "/tools/track_task/limits/track_task_rate" : "")
        }
      }),
    Case(
      name: "an empty object allows without conditions",
      policy: #"{"version":"1","default":"deny","tools":{"list_events":{}}}"#,
      steps: [
        Step(tool: "list_events", second: 0), Step(tool: "list_events", second: 0),
        Step(tool: "update_event", second: 0, rule: "(default deny)"),
      ]),
    Case(
      name: "a hidden tool is denied even when it is listed",
      policy: #"{"version":"1","default":"allow","hide":["update_customer"],"tools":{"update_customer":{}}}"#,
      steps: [Step(tool: "update_customer", second: 0, rule: "(hidden)"), Step(tool: "list_customers", second: 0)]),
    Case(
      name: "the star hides everything, and tools may be absent",
      policy: #"{"version":"1","default":"allow","hide":["*"]}"#,
      steps: [Step(tool: "get_me", second: 0, rule: "(hidden)"), Step(tool: "anything", second: 0, rule: "(hidden)")]),
    Case(name: "no policy denies", policy: nil, steps: [Step(tool: "get_me", second: 0, rule: "(no policy)")]),
    Case(
      name: "default allow still applies the rules of listed tools",
      policy: """
        {"version":"1","default":"allow","tools":{"create_task":{"limits":[
          {"counter":"create_task_per_hour","window":"hour","max":1,"scope":"grant"}]}}}
        """,
      steps: [
        Step(tool: "list_tasks", second: 0), Step(tool: "create_task", second: 1),
        Step(tool: "create_task", second: 2, rule: "/tools/create_task/limits/create_task_per_hour"),
      ]),
    Case(
      name: "limits of all tools count every tool together, and denied calls not at all",
      policy: """
        {"version":"1","default":"deny","tools":{"list_tasks":{},"get_task":{}},
         "all_tools":{"limits":[{"counter":"calls-per-minute","window":"minute","max":3,"scope":"grant"}]}}
        """,
      steps: [
        Step(tool: "list_tasks", second: 1), Step(tool: "update_event", second: 2, rule: "(default deny)"),
        Step(tool: "get_task", second: 4), Step(tool: "list_tasks", second: 5),
        Step(tool: "get_task", second: 6, rule: "/all_tools/limits/calls-per-minute"),
        Step(tool: "update_event", second: 7, rule: "(default deny)"),
      ]),
    Case(
      name: "hours and days begin at the full hour and at midnight, UTC",
      policy: """
        {"version":"1","default":"deny","tools":{"h":{"limits":[{"counter":"h","window":"hour","max":1}]},
         "d":{"limits":[{"counter":"d","window":"day","max":1}]}}}
        """,
      steps: [
        Step(tool: "h", second: 3_599), Step(tool: "h", second: 3_599, rule: "/tools/h/limits/h"),
        Step(tool: "h", second: 3_600), Step(tool: "d", second: 14 * 3_600 - 1),
        Step(tool: "d", second: 14 * 3_600 - 1, rule: "/tools/d/limits/d"), Step(tool: "d", second: 14 * 3_600),
      ]),
  ]

  @Test("the verdicts are as documented", arguments: cases)
  func verdicts(sample: Case) throws {
    let policy = try sample.policy.map(document)
    var counters = Counters()
    for (index, step) in sample.steps.enumerated() {
      let rule: String
      switch PolicyDocument.evaluate(call(step.tool, grant: step.grant), by: policy) {
      case .deny(let denial): rule = denial.rule
      case .approval(let asking, _, _): rule = asking
      case .allow(let uses):
        rule = counters.acquire(uses, now: 1_777_888_800 + step.second)?.limit.rule ?? ""
      }
      #expect(rule == step.rule, "call \(index + 1), \(step.tool)")
    }
  }

  @Test(
    "invalid documented policies are refused",
    arguments: [
      #"{"version":"2","default":"deny","tools":{}}"#, #"{"version":"1","tools":{"get_me":{}}}"#,
      #"{"version":"1","default":"ask"}"#,
    ])
  func refused(text: String) {
    #expect(throws: InvalidPolicy.self) { try document(text) }
  }
}

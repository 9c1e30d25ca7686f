import Basics
import Testing

@testable import Policy

/// The defaults that the published catalogue gives to each class of tools, in one policy.
@Suite("The catalogue's classes of tools") struct CatalogueClassTests {
  private static let policy = #"""
    {"version":"1","default":"deny","hide":["delete_time_entry"],"tools":{
      "get_time_entry":{},
      "create_time_entry":{"limits":[{"counter":"create_time_entry_rate","window":"minute","max":30,"scope":"grant"}]},
      "run_report":{"limits":[{"counter":"run_report_rate","window":"minute","max":10,"scope":"grant"}]},
      "Cross-Platform":{"limits":[{"counter":"Cross-Platform_per_minute","window":"minute","max":60,"scope":"grant"}]},
      "delete_time_entry":{},
      "create_refund":{"deny_if":[{"conditions":[],"on_deny":"Refunds are made by people."}]}}}
    """#

  @Test(
    "of a hundred calls in a minute the class's limit pass, and the others are refused by that rule",
    arguments: [
      ("get_time_entry", 100, ""), ("create_time_entry", 30, "/tools/create_time_entry/limits/create_time_entry_rate"),
      ("run_report", 10, "/tools/run_report/limits/run_report_rate"),
      ("Cross-Platform", 60, "/tools/Cross-Platform/limits/Cross-Platform_per_minute"),
      ("delete_time_entry", 0, "(hidden)"), ("create_refund", 0, "/tools/create_refund/deny_if/0"),
      ("cross-platform", 0, "(default deny)"),
    ])
  func hundredCalls(tool: String, passing: Int, rule: String) throws {
    let calls = (0..<100).map { second in
      #"{"tool":"\#(tool)","args":{"amount":1},"at":"2026-05-04T10:00:\#(10 + second / 2)Z"}"#
    }
    let text = #"[{"name":"n","policy":\#(Self.policy),"calls":[\#(calls.joined(separator: ","))],"expect":[]}]"#
    let outcomes = try #require(try PolicyCase.read(Array(text.utf8)).first).run().outcomes
    #expect(outcomes.prefix(passing).allSatisfy { $0.decision == .allow && $0.rule == "" })
    #expect(outcomes.dropFirst(passing).allSatisfy { $0.decision != .allow && $0.rule == rule })
    #expect(outcomes.count == 100)
  }

  @Test("the next minute starts from zero")
  func nextMinute() throws {
    let policy = try PolicyFixture.policy(Self.policy)
    var counters = Counters()
    let call = try PolicyFixture.call(tool: "run_report")
    func passes(_ second: Int) -> Bool {
      counters.acquire(PolicyDocument.evaluate(call, by: policy).uses, now: second) == nil
    }
    #expect((0..<11).map { _ in passes(59) } == [Bool](repeating: true, count: 10) + [false])
    #expect(passes(60))
  }
}

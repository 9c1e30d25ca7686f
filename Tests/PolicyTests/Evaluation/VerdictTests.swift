import Basics
import Policy
import TestSupport
import Testing

@Suite("Verdicts") struct VerdictTests {
  /// Hides `h`, lists `h` and `t`, denies the rest, and limits everything.
  private func sample() throws -> PolicyDocument {
    try document(
      """
      {"version":"1","default":"deny","hide":["h"],
       "all_tools":{"limits":[{"counter":"all","window":"hour","max":5,"scope":"server"}]},
       "tools":{"h":{},"t":{"limits":[{"counter":"a","window":"minute","max":1},{"counter":"b","window":"day","max":2}]},
        "free":{}}}
      """)
  }

  @Test("without a policy every call is denied", arguments: ["get_me", "track_task", ""])
  func noPolicy(tool: String) {
    #expect(denial(tool, nil) == "(no policy)")
  }

  @Test("hide takes precedence over tools and default")
  func hiddenFirst() throws {
    #expect(denial("h", try sample()) == "(hidden)")
    let hidesAll = try document(#"{"version":"1","default":"deny","hide":["x","*"],"tools":{"t":{}}}"#)
    #expect(denial("t", hidesAll) == "(hidden)")
    #expect(denial("unlisted", hidesAll) == "(hidden)")
  }

  @Test("an unlisted tool gets the default")
  func byDefault() throws {
    #expect(denial("unlisted", try sample()) == "(default deny)")
    #expect(denial("unlisted", try document(#"{"version":"1","default":"allow","tools":{"t":{}}}"#)) == nil)
  }

  @Test("a call uses its tool's limits first, in their order, then those of all tools")
  func chargeOrder() throws {
    let policy = try sample()
    let rules = try uses("t", policy).map(\.limit.rule)
    #expect(rules == ["/tools/t/limits/a", "/tools/t/limits/b", "/all_tools/limits/all"])
    #expect(try uses("free", policy).map(\.limit.rule) == ["/all_tools/limits/all"])
  }

  @Test("with default allow the limits of all tools count unlisted tools too")
  func unlistedCharged() throws {
    let policy = try document(
      #"{"version":"1","default":"allow","all_tools":{"limits":[{"counter":"x/y","window":"day","max":1}]}}"#)
    #expect(try uses("anything", policy).map(\.limit.rule) == ["/all_tools/limits/x~1y"])
  }

  @Test("scope grant counts each grant separately, scope server all together")
  func scopes() throws {
    let policy = try sample()
    let one = try uses("t", policy, grant: "one")
    let two = try uses("t", policy, grant: "two")
    #expect(one[0].key != two[0].key)
    #expect(one[2].key == two[2].key)
    #expect(Set((one + two).map(\.key)).count == 5)
  }

  @Test("a call counts as one in each of its limits")
  func amounts() throws {
    #expect(try uses("t", try sample()).map(\.amount) == [1, 1, 1])
  }

  @Test(
    "a denial starts with [POLICY DENIED] and names the tool",
    arguments: [("h", "The tool h is hidden"), ("unlisted", "does not list the tool unlisted")])
  func texts(tool: String, words: String) throws {
    guard case .deny(let denial) = PolicyDocument.evaluate(call(tool), by: try sample()) else {
      throw Unexpected("\(tool) is allowed")
    }
    #expect(denial.message.hasPrefix("[POLICY DENIED] "))
    #expect(denial.message.contains(words))
  }

  @Test("the denial for a missing policy names the grant")
  func noPolicyText() {
    guard case .deny(let denial) = PolicyDocument.evaluate(call("t", grant: "claude"), by: nil) else {
      Issue.record("allowed without a policy")
      return
    }
    #expect(denial.message == "[POLICY DENIED] No policy is attached to the grant \"claude\"; every call is denied.")
  }

  @Test("the built-in policy allows reads, limits each write to 30 per minute and grant, and denies all else")
  func builtIn() throws {
    let policy = PolicyDocument.builtIn(reads: ["get_me", "list_tasks"], writes: ["track_task", "stop_task"])
    #expect(policy.default == .deny && policy.hide.isEmpty && policy.allToolsLimits.isEmpty)
    #expect(try uses("get_me", policy).isEmpty && uses("list_tasks", policy).isEmpty)
    for tool in ["track_task", "stop_task"] {
      let limit = Limit(
        counter: tool + "_rate", window: .minute, max: 30, scope: .grant, rule: "/tools/\(tool)/limits/\(tool)_rate")
      #expect(try uses(tool, policy).map(\.limit) == [limit])
    }
    #expect(denial("delete_everything", policy) == "(default deny)")
    #expect(policy.fingerprint == "built-in")
  }
}

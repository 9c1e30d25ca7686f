import Basics
import Testing

@testable import Policy

/// `rate_limit`, `action` and `reason`, as the published FAQ writes them.
@Suite("Forms from the published FAQ") struct FAQTests {
  @Test(
    "action allows, denies or requires approval",
    arguments: [
      (#""action":"allow""#, "allow", nil), (#""action":"deny""#, "deny /tools/t/action", nil),
      (#""action":"deny","reason":"Not now.""#, "deny /tools/t/action", "[POLICY DENIED] Not now."),
      (#""action":"require_approval""#, "approval /tools/t/action", nil),
      (#""action":"require_approval","reason":"Ann decides.""#, "approval /tools/t/action", "Ann decides."),
    ] as [(String, String, String?)])
  func action(_ rules: String, _ verdict: String, _ message: String?) throws {
    let result = PolicyDocument.evaluate(try PolicyFixture.call(), by: try PolicyFixture.rules(rules))
    #expect(result.shown == verdict)
    if let message { #expect(result.message == message) }
  }

  @Test(
    "an entry can require approval instead of denying; a later denial takes precedence",
    arguments: [
      (#"{"n":11}"#, "approval /tools/t/deny_if/args.n-gt"), (#"{"n":10}"#, "allow"),
      (#"{"n":11,"m":1}"#, "deny /tools/t/deny_if/args.m-eq"), ("{}", "approval /tools/t/require/args.n-exists"),
      (#"{"m":1}"#, "deny /tools/t/deny_if/args.m-eq"),
    ])
  func entryAction(_ arguments: String, _ verdict: String) throws {
    let policy = try PolicyFixture.rules(
      #""require":[{"path":"args.n","op":"exists","value":true,"action":"require_approval"}],"#
        + #""deny_if":[{"path":"args.n","op":"gt","value":10,"action":"require_approval","on_deny":"Big."},"#
        + #"{"path":"args.m","op":"eq","value":1,"action":"deny"}]"#)
    let result = PolicyDocument.evaluate(try PolicyFixture.call(arguments), by: policy)
    #expect(result.shown == verdict)
    if case .approval(_, let message, _) = result, arguments != "{}" { #expect(message == "Big.") }
  }

  @Test("the first rule that requires approval is reported, with the uses of the call")
  func firstApproval() throws {
    let policy = try PolicyFixture.rules(
      #""action":"require_approval","rate_limit":{"max":1,"window":60},"#
        + #""deny_if":[{"conditions":[],"action":"require_approval"}]"#)
    let result = PolicyDocument.evaluate(try PolicyFixture.call(), by: policy)
    #expect(result.shown == "approval /tools/t/deny_if/0")
    #expect(result.uses.map(\.limit.rule) == ["/tools/t/rate_limit"])
  }

  @Test("rate_limit counts in windows of its seconds, aligned to the epoch")
  func rateLimit() throws {
    let policy = try PolicyFixture.rules(#""rate_limit":{"max":2,"window":90}"#)
    let uses = PolicyDocument.evaluate(try PolicyFixture.call(), by: policy).uses
    var counters = Counters()
    // 90 * 20,000,000 begins a window.
    let start = 1_800_000_000
    #expect(counters.acquire(uses, now: start + 88) == nil)
    #expect(counters.acquire(uses, now: start + 89) == nil)
    let hit = counters.acquire(uses, now: start + 89)
    #expect(hit?.limit.rule == "/tools/t/rate_limit")
    #expect(hit?.retryAfter == 1)
    #expect(counters.acquire(uses, now: start + 90) == nil)
  }

  @Test("rate_limit and limits can be combined, and all apply")
  func together() throws {
    let policy = try PolicyFixture.rules(
      #""rate_limit":{"max":2,"window":60},"limits":[{"counter":"c","window":"day","max":3}]"#)
    let uses = PolicyDocument.evaluate(try PolicyFixture.call(), by: policy).uses
    var counters = Counters()
    let rules = (0..<6).map { counters.acquire(uses, now: $0 * 30)?.limit.rule }
    // Two of the first minute, then the day's third, then none.
    #expect(rules == [nil, nil, nil, "/tools/t/limits/c", "/tools/t/limits/c", "/tools/t/limits/c"])
    var quick = Counters()
    #expect((0..<3).map { _ in quick.acquire(uses, now: 0)?.limit.rule } == [nil, nil, "/tools/t/rate_limit"])
  }

  @Test(
    "a window is described by its word, or by its seconds",
    arguments: [(60, "minute"), (3600, "hour"), (86400, "day"), (1, "second"), (90, "90 seconds")])
  func words(_ seconds: Int, _ text: String) {
    #expect(Window(seconds: seconds)?.text == text)
  }
}

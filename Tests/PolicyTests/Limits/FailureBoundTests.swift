import Basics
import TestSupport
import Testing

@testable import Policy

/// A call that fails is given back to its limits, so what bounds a caller that keeps failing is counted apart.
@Suite("Failed calls and services that ask for a pause") struct FailureBoundTests {
  /// Makes one call that ends as given, and returns the error that refused it instead.
  private func call(
    _ bench: GateFixture, _ tool: String = "t", grant: String = "default", service: String = "https://a.test",
    _ ending: CallEnding = CallEnding(outcome: "not_found", requests: 1)
  ) throws -> TTError? {
    let gate = bench.gate(grant)
    let judged = try PolicyFixture.call(tool: tool, grant: grant)
    do throws(TTError) {
      let allowed = try gate.evaluate(judged)
      let reservation = try gate.reserve(allowed, service: service).persist()
      if ending.isFailure { try reservation.release(.rejected, ending) } else { try reservation.commit(ending) }
      return nil
    } catch {
      return error
    }
  }

  private let ok = CallEnding(outcome: "ok", requests: 1)

  @Test("a tool may fail four times as often as its limit allows calls, within the limit's window")
  func limited() throws {
    let bench = try GateFixture(policy: policy(window: "hour", max: 2))
    for _ in 1...8 { #expect(try call(bench) == nil) }
    let error = try #require(try call(bench))
    #expect(error.failure == .rateLimited && error.rule == "/tools/t/limits/c")
    #expect(error.message == "[POLICY DENIED] The limit of 8 failed calls per hour for t has been reached")
    #expect(error.retryAfter == 3600 - bench.clock.read().seconds % 3600)
    #expect(try bench.used("default /tools/t/limits/c") == 0)
    bench.clock.now += 3600
    #expect(try call(bench) == nil)
  }

  @Test("a tool without a limit may fail 30 times a minute, each tool and grant on its own")
  func unlimited() throws {
    let bench = try GateFixture(policy: #"{"version":"1","default":"allow"}"#)
    for _ in 1...30 { #expect(try call(bench, "get_me") == nil) }
    let error = try #require(try call(bench, "get_me", ok))
    #expect(error.failure == .rateLimited && error.rule == "(failures)")
    #expect(try call(bench, "list_tasks") == nil)
    #expect(try call(bench, "get_me", grant: "other") == nil)
  }

  @Test("calls that succeed do not count as failures")
  func successes() throws {
    let bench = try GateFixture(policy: #"{"version":"1","default":"allow"}"#)
    for _ in 1...40 { #expect(try call(bench, "get_me", ok) == nil) }
  }

  @Test("a limit on an amount does not bound the number of failures")
  func amounts() throws {
    let bench = try GateFixture(
      policy: """
        {"version":"1","default":"deny","tools":{"t":{"limits":[
          {"counter":"c","window":"day","max":1,"scope":"grant","increment_from":"args.n"}]}}}
        """)
    let gate = bench.gate()
    let allowed = try gate.evaluate(PolicyFixture.call(#"{"n":1}"#, grant: "default"))
    for _ in 1...30 { try gate.reserve(allowed).persist().release(.rejected, CallEnding(outcome: "x", requests: 1)) }
    #expect(try failure { _ = try gate.reserve(allowed) }.rule == "(failures)")
  }

  @Test(
    "after a pause was asked for, nothing is sent to that service, whatever the tool and the grant, until it is over")
  func paused() throws {
    let bench = try GateFixture(policy: #"{"version":"1","default":"allow"}"#)
    let start = bench.clock.now
    #expect(try call(bench, "t", CallEnding(outcome: "rate_limited", requests: 1, pause: 90)) == nil)
    for (tool, grant) in [("t", "default"), ("get_me", "default"), ("get_me", "other")] {
      bench.clock.now += 20
      let error = try #require(try call(bench, tool, grant: grant, ok))
      #expect(error.failure == .rateLimited && error.rule == "(service limit)")
      #expect(error.retryAfter == 90 - (bench.clock.now - start))
    }
    #expect(try call(bench, service: "https://b.test", ok) == nil)
    bench.clock.now += 30
    #expect(try call(bench, "t", ok) == nil)
  }

  @Test("a pause is a day at most, and a shorter one does not end a longer one")
  func longPause() throws {
    var counters = Counters()
    counters.pause("s", seconds: .max, now: 0)
    counters.pause("s", seconds: 5, now: 1)
    #expect(counters.pauseRemaining("s", now: 2) == 86_398)
    #expect(counters.pauseRemaining("s", now: 86_400) == nil)
  }

  @Test("a check of a call tells the pause and the failures, and counts nothing")
  func dryRun() throws {
    let bench = try GateFixture(policy: policy(window: "day", max: 1))
    for _ in 1...4 { #expect(try call(bench) == nil) }
    #expect(
      try bench.gate().dryRun(PolicyFixture.call(grant: "default"), service: "s").refusal?.rule
        == "/tools/t/limits/c")
    #expect(try call(bench, "t", CallEnding(outcome: "rate_limited", requests: 1, pause: 60)) != nil)
  }
}

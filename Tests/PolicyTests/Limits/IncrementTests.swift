import Basics
import Testing

@testable import Policy

/// `increment_from`: a limit that counts an argument's value.
@Suite("Limits on amounts") struct IncrementTests {
  static func policy(_ max: String = "100", _ more: String = "") throws -> PolicyDocument {
    try PolicyFixture.rules(
      #""limits":[{"counter":"sum","window":"day","max":\#(max),"increment_from":"args.amount"}\#(more)]"#)
  }

  @Test(
    "the integer part of a non-negative number is counted",
    arguments: [
      ("60", 60), ("0", 0), ("-0", 0), ("0.99", 0), ("41.999999999999999999", 41), ("1e2", 100), ("1.5e1", 15),
      ("1e-999999999", 0), ("9223372036854775807", Int.max), ("9223372036854775808", Int.max), ("1e19", Int.max),
      ("1e999999999", Int.max), ("1e99999999999999999999", Int.max), ("123456789012345678.9", 123_456_789_012_345_678),
    ])
  func amounts(_ amount: String, _ counted: Int) throws {
    let verdict = PolicyDocument.evaluate(try PolicyFixture.call("{\"amount\":\(amount)}"), by: try Self.policy())
    #expect(verdict.uses.map(\.amount) == [counted])
  }

  @Test(
    "anything but a non-negative number is denied by the limit's rule",
    arguments: [
      "{}", #"{"amount":"5"}"#, #"{"amount":null}"#, #"{"amount":true}"#, #"{"amount":[5]}"#, #"{"amount":-1}"#,
      #"{"amount":-0.5}"#, #"{"amount":-1e999999999}"#, #"{"Amount":5}"#,
    ])
  func noAmount(_ arguments: String) throws {
    let verdict = PolicyDocument.evaluate(try PolicyFixture.call(arguments), by: try Self.policy())
    #expect(verdict.shown == "deny /tools/t/limits/sum")
    #expect(verdict.message?.hasPrefix("[POLICY DENIED] ") == true)
  }

  @Test("an amount that does not fit is refused, a smaller one still fits, and the next window starts empty")
  func sums() throws {
    var counters = Counters()
    func take(_ amount: String, _ second: Int) throws -> Bool {
      let verdict = PolicyDocument.evaluate(try PolicyFixture.call("{\"amount\":\(amount)}"), by: try Self.policy())
      return counters.acquire(verdict.uses, now: second) == nil
    }
    let tries = [
      ("60", 0, true), ("41", 1, false), ("40", 2, true), ("1", 3, false), ("0", 4, true), ("100", 86400, true),
    ]
    for (amount, second, fits) in tries { #expect(try take(amount, second) == fits, "\(amount) at \(second)") }
  }

  @Test(
    "an amount beyond 64 bits is refused whatever the limit, without a time to retry",
    arguments: ["100", "9223372036854775807"], ["9223372036854775808", "1e999999999"])
  func huge(_ max: String, _ amount: String) throws {
    var counters = Counters()
    let verdict = PolicyDocument.evaluate(try PolicyFixture.call("{\"amount\":\(amount)}"), by: try Self.policy(max))
    let hit = counters.acquire(verdict.uses, now: 0)
    #expect(hit?.limit.rule == "/tools/t/limits/sum")
    #expect(hit?.retryAfter == nil)
    #expect(
      counters
        == {
          var untouched = Counters()
          _ = untouched.acquire([], now: 0)
          return untouched
        }())
  }

  @Test("sums up to the largest limit never overflow")
  func noOverflow() throws {
    let policy = try Self.policy("9223372036854775807")
    var counters = Counters()
    func take(_ amount: String) throws -> Bool {
      counters.acquire(
        PolicyDocument.evaluate(try PolicyFixture.call("{\"amount\":\(amount)}"), by: policy).uses, now: 0) == nil
    }
    #expect(try take("9223372036854775806"))
    #expect(try !take("9223372036854775806"))
    #expect(try take("1"))
    #expect(try !take("1"))
  }

  @Test("an amount that fits is not counted if another limit refuses the call")
  func allOrNothing() throws {
    let policy = try Self.policy("100", #",{"counter":"calls","window":"day","max":1}"#)
    var counters = Counters()
    func take(_ amount: Int) throws -> String? {
      let verdict = PolicyDocument.evaluate(try PolicyFixture.call("{\"amount\":\(amount)}"), by: policy)
      return counters.acquire(verdict.uses, now: 0)?.limit.rule
    }
    #expect(try take(10) == nil)
    #expect(try take(10) == "/tools/t/limits/calls")
    let state = counters.states(
      PolicyDocument.evaluate(try PolicyFixture.call(#"{"amount":1}"#), by: policy).uses, now: 0)
    #expect(state.map(\.used) == [10, 1])
  }

  @Test("a call with an amount that cannot be counted is denied without asking for approval")
  func beforeApproval() throws {
    let policy = try PolicyFixture.rules(
      #""action":"require_approval","limits":[{"counter":"c","window":"day","max":1,"increment_from":"args.n"}]"#)
    #expect(PolicyDocument.evaluate(try PolicyFixture.call(), by: policy).shown == "deny /tools/t/limits/c")
    #expect(
      PolicyDocument.evaluate(try PolicyFixture.call(#"{"n":1}"#), by: policy).shown == "approval /tools/t/action")
  }
}

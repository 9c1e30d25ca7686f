import Basics
import Testing

@testable import Policy

@Suite("Counters") struct CountersTests {
  private func use(_ name: String = "c", _ window: Window = .minute, max: Int, amount: Int = 1) -> LimitUse {
    let limit = Limit(counter: name, window: window, max: max, scope: .grant, rule: "/tools/t/limits/" + name)
    return LimitUse(key: "default " + limit.rule, limit: limit, amount: amount)
  }

  private func used(_ counters: Counters, _ use: LimitUse, now: Int) -> Int {
    counters.states([use], now: now)[0].used
  }

  @Test("exactly the maximum passes in a window", arguments: [1, 2, 30])
  func exactly(max: Int) {
    var counters = Counters()
    let use = use(max: max)
    for _ in 0..<max { #expect(counters.acquire([use], now: 60) == nil) }
    #expect(counters.acquire([use], now: 119) == LimitExceeded(limit: use.limit, retryAfter: 1))
    #expect(counters.acquire([use], now: 120) == nil)
  }

  @Test(
    "windows are aligned to UTC",
    arguments: [
      (Window.minute, 0, 0), (.minute, 59, 0), (.minute, 60, 60), (.hour, 3599, 0), (.hour, 3600, 3600),
      (.day, 86_399, 0), (.day, 86_400, 86_400), (.minute, -1, -60), (.hour, -3600, -3600), (.day, -1, -86_400),
      // 2026-05-04T10:59:59Z and the day it is on.
      (.hour, 1_777_892_399, 1_777_888_800), (.day, 1_777_892_399, 1_777_852_800),
    ])
  func alignment(window: Window, second: Int, start: Int) {
    #expect(window.start(of: second) == start)
  }

  @Test("the last second of a window is in it, the next is not", arguments: [Window.minute, .hour, .day])
  func edges(window: Window) {
    var counters = Counters()
    let use = use("c", window, max: 1)
    let start = 20_000 * 86_400
    #expect(counters.acquire([use], now: start) == nil)
    #expect(counters.acquire([use], now: start + window.seconds - 1)?.retryAfter == 1)
    #expect(counters.acquire([use], now: start + window.seconds) == nil)
    #expect(counters.acquire([use], now: start + window.seconds)?.retryAfter == window.seconds)
  }

  @Test("all uses are counted or none, and the first that does not fit is reported")
  func allOrNone() {
    var counters = Counters()
    let (wide, narrow, other) = (use("wide", max: 5), use("narrow", .day, max: 1), use("other", max: 5))
    #expect(counters.acquire([wide, narrow, other], now: 0) == nil)
    #expect(counters.acquire([wide, narrow, other], now: 30)?.limit.counter == "narrow")
    #expect(counters.states([wide, narrow, other], now: 30).map(\.used) == [1, 1, 1])
    let full = use("also full", max: 0)
    #expect(counters.acquire([wide, full, narrow], now: 30)?.limit.counter == "also full")
    #expect(used(counters, wide, now: 30) == 1)
  }

  @Test("a call without uses always passes")
  func free() {
    var counters = Counters()
    #expect(counters.acquire([], now: 0) == nil)
  }

  @Test("a maximum of 0 allows no calls, and reports no time to retry")
  func never() {
    var counters = Counters()
    let use = use(max: 0)
    #expect(counters.acquire([use], now: 5) == LimitExceeded(limit: use.limit, retryAfter: nil))
    #expect(used(counters, use, now: 5) == 0)
  }

  @Test("an amount above the maximum never passes; a smaller one can pass later")
  func amounts() {
    var counters = Counters()
    #expect(counters.acquire([use(max: 10, amount: 11)], now: 0)?.retryAfter == .some(nil))
    #expect(counters.acquire([use(max: 10, amount: 7)], now: 0) == nil)
    #expect(counters.acquire([use(max: 10, amount: 4)], now: 20)?.retryAfter == 40)
    #expect(counters.acquire([use(max: 10, amount: 3)], now: 20) == nil)
  }

  @Test("uses released within their window can be counted again")
  func givenBack() {
    var counters = Counters()
    let use = use(max: 1)
    #expect(counters.acquire([use], now: 0) == nil)
    counters.release([use], acquiredAt: 0)
    #expect(used(counters, use, now: 10) == 0)
    #expect(counters.acquire([use], now: 59) == nil)
    #expect(counters.acquire([use], now: 59) != nil)
  }

  @Test("releasing never affects a later window, and never goes below zero")
  func givenBackLate() {
    var counters = Counters()
    let use = use(max: 1)
    #expect(counters.acquire([use], now: 59) == nil)
    #expect(counters.acquire([use], now: 60) == nil)
    counters.release([use], acquiredAt: 59)
    #expect(counters.acquire([use], now: 61) != nil)
    counters.release([use], acquiredAt: 60)
    counters.release([use], acquiredAt: 60)
    #expect(used(counters, use, now: 61) == 0)
    #expect(counters.acquire([use], now: 61) == nil)
    #expect(counters.acquire([use], now: 61) != nil)
  }

  @Test("each of several uses is released only while its own window lasts")
  func givenBackPartly() {
    var counters = Counters()
    let (minute, day) = (use("m", max: 9), use("d", .day, max: 9))
    #expect(counters.acquire([minute, day], now: 59) == nil)
    #expect(counters.acquire([minute, day], now: 60) == nil)
    counters.release([minute, day], acquiredAt: 59)
    #expect(counters.states([minute, day], now: 60).map(\.used) == [1, 1])
  }

  @Test("setting the clock back does not reopen a window", arguments: [119, 60, 0, -86_400])
  func clockBack(now: Int) {
    var counters = Counters()
    let use = use(max: 1)
    #expect(counters.acquire([use], now: 120) == nil)
    #expect(counters.acquire([use], now: now) == LimitExceeded(limit: use.limit, retryAfter: 180 - now))
    #expect(counters.acquire([use], now: 121) != nil)
    #expect(counters.acquire([use], now: 180) == nil)
  }

  @Test("the number of entries does not grow with use, and ended windows are dropped")
  func size() {
    var counters = Counters()
    let use = use(max: 5)
    for second in 0..<5_000 { _ = counters.acquire([use], now: second * 7) }
    #expect(counters.entries.count == 1)
    #expect(counters.acquire([self.use("other", .day, max: 1)], now: 100_000) == nil)
    #expect(counters.entries.map(\.key.text) == ["default /tools/t/limits/other"])
  }

  @Test("no sum overflows at the largest numbers")
  func overflow() throws {
    let use = use(max: Int.max)
    let json: JSONValue = [
      "version": 1, "clock": 5,
      "counters": .object(
        JSONObject([
          .init(key: use.key, value: ["start": 0, "window": 60, "used": JSONValue(Int.max - 1)])
        ])),
    ]
    var counters = try #require(Counters(json))
    #expect(counters.acquire([use], now: 5) == nil)
    #expect(counters.acquire([use], now: 5)?.limit == use.limit)
    #expect(used(counters, use, now: 5) == Int.max)
    #expect(counters.acquire([self.use(max: 3)], now: 5) != nil, "more is used than a lowered maximum allows")
  }

  @Test("states report use and reset time and change nothing")
  func states() {
    var counters = Counters()
    let use = use("c", .hour, max: 3)
    #expect(counters.states([use], now: 3601) == [CounterState(limit: use.limit, used: 0, resetsAt: 7200)])
    _ = counters.acquire([use], now: 3601)
    let before = counters
    #expect(counters.states([use], now: 3700) == [CounterState(limit: use.limit, used: 1, resetsAt: 7200)])
    #expect(counters.states([use], now: 7200) == [CounterState(limit: use.limit, used: 0, resetsAt: 10_800)])
    #expect(counters == before)
  }

  @Test("two windows of one rule are two counters: neither restarts or releases the other")
  func windowsOfOneRule() {
    var counters = Counters()
    let (day, hour) = (use("c", .day, max: 2), use("c", .hour, max: 3))
    #expect(counters.acquire([day], now: 0) == nil)
    #expect(counters.acquire([hour], now: 0) == nil)
    counters.release([hour], acquiredAt: 0)
    #expect(counters.states([day, hour], now: 0).map(\.used) == [1, 0])
    var passed = [0, 0]
    for second in 1...20 {
      if counters.acquire([day], now: second) == nil { passed[0] += 1 }
      if counters.acquire([hour], now: second) == nil { passed[1] += 1 }
    }
    #expect(passed == [1, 3])
    #expect(Counters(counters.json)?.states([day, hour], now: 20).map(\.used) == [2, 3])
  }

  @Test("a counter in the form of versions before 0.2.0, without the window in its key, is read")
  func oldKeys() throws {
    let text = #"{"version":1,"clock":5,"counters":{"default /tools/t/limits/c":{"start":0,"window":60,"used":2}}}"#
    let counters = try #require(Counters(try JSONValue.parse(text)))
    #expect(used(counters, use(max: 9), now: 6) == 2)
  }
}

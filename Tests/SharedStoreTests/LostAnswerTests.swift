import Foundation
import Policy
import TestSupport
import Testing

/// The server has answered, but the client does not get all of it.
@Suite(
  "An answer of a shared store that is cut", .enabled(if: PostgresServer.isWanted, "\(PostgresServer.absence)"),
  .timeLimit(.minutes(5)))
struct LostAnswerTests {
  /// The bytes between two cuts; `TT_STORE_CUTS=1` cuts behind each byte.
  private static let step = Int(ProcessInfo.processInfo.environment["TT_STORE_CUTS"] ?? "") ?? 41

  private static let limit = #""limits":[{"counter":"a","window":"day","max":1000000}]"#

  @Test("behind any byte is asked for again: a call is decided, counted, ended and recorded once")
  func calls() throws {
    let proxy = try CuttingProxy(.shared())
    let bench = try StoreBench(.shared, rules: Self.limit, proxy: proxy)
    try bench.reserve().settle(.delivered, "ok", 1)
    // The answer to the decision is the longer one.
    proxy.cut(after: nil)
    let reservation = try bench.reserve()
    let most = proxy.count
    try reservation.settle(.delivered, "ok", 1)
    #expect(most > 100)
    var calls = 2
    var cuts = 0
    for count in stride(from: 0, to: most, by: Self.step) {
      proxy.cut(after: count)
      let reservation = try bench.reserve()
      cuts += proxy.hasCut ? 1 : 0
      proxy.cut(after: count)
      try reservation.settle(.delivered, "ok", 1)
      cuts += proxy.hasCut ? 1 : 0
      proxy.cut(after: nil)
      calls += 1
      #expect(try bench.used() == [calls], "cut after \(count) bytes")
    }
    #expect(cuts > calls - 2)
    let records = try bench.records()
    #expect(records.map { $0["event"]?.string } == (0..<calls).flatMap { _ in ["call", "result"] })
    #expect(Set(records.compactMap { $0["id"]?.string }).count == calls)
    #expect(try bench.gate.store.verifyAudit {}.issues.isEmpty)
  }

  @Test("leaves an approval that is asked for, given and used once as if it had arrived")
  func approvals() throws {
    let proxy = try CuttingProxy(.shared())
    let bench = try StoreBench(.shared, rules: #""action":"require_approval""#, proxy: proxy)
    var rounds = 0
    for count in stride(from: 0, to: 300, by: Self.step * 3) {
      func cut<Value>(_ body: () throws -> Value) rethrows -> Value {
        proxy.cut(after: count)
        defer { proxy.cut(after: nil) }
        return try body()
      }
      let id = try #require(try cut { try failure { try bench.reserve() } }.approval)
      #expect(try cut { try bench.person.answer(id, isGranted: true) }.changed)
      proxy.cut(after: count)
      try bench.reserve().settle(.delivered, "ok", 1)
      proxy.cut(after: nil)
      rounds += 1
      #expect(try bench.person.approvals().isEmpty)
    }
    let decisions = try bench.records().compactMap { $0["decision"]?.string }
    #expect(decisions == (0..<rounds).flatMap { _ in ["approval", "yes", "allow"] })
  }
}

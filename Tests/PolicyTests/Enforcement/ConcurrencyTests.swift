import Basics
import Foundation
import Policy
import TestSupport
import Testing

/// Counts how often something happened, from any thread.
private final class Tally: @unchecked Sendable {
  private let lock = NSLock()
  private var counts: [String: Int] = [:]

  func add(_ what: String) { lock.withLock { counts[what, default: 0] += 1 } }

  subscript(what: String) -> Int { lock.withLock { counts[what] ?? 0 } }
}

@Suite("Limits are exact among many callers", .waiting, .timeLimit(.minutes(2))) struct ConcurrencyTests {
  @Test("200 threads: exactly the maximum passes, and every call is in the chain")
  func threads() throws {
    let bench = try GateFixture(policy: policy(window: "day", max: 50))
    let tally = Tally()
    let done = DispatchGroup()
    for _ in 0..<200 {
      done.enter()
      Thread.detachNewThread {
        defer { done.leave() }
        do {
          try bench.reserve("t")
          tally.add("admitted")
        } catch let error as TTError where error.failure == .rateLimited {
          tally.add("limited")
        } catch {
          tally.add("failed")
        }
      }
    }
    done.wait()
    #expect(tally["admitted"] == 50)
    #expect(tally["limited"] == 150)
    #expect(try bench.used("default /tools/t/limits/c") == 50)
    let decisions = try bench.records.map { $0["decision"]?.string }
    #expect(decisions.filter { $0 == "allow" }.count == 50)
    #expect(decisions.filter { $0 == "limit" }.count == 150)
  }

  @Test("several processes, some releasing: the count is what was allowed and not released")
  func processes() async throws {
    let bench = try GateFixture(policy: policy(window: "day", max: 60))
    async let first: Void = run(bench)
    async let second: Void = run(bench)
    async let third: Void = run(bench)
    _ = await (first, second, third)
    // Each of 3 processes makes 40 calls and gives back every fourth that passes.
    let records = try bench.records
    let allowed = records.filter { $0["decision"] == "allow" }.count
    let returned = records.filter { $0["outcome"] == "network" }.count
    #expect(allowed - returned == 60)
    #expect(try bench.used("default /tools/t/limits/c") == 60)
    #expect(records.filter { $0["event"] == "call" }.count == 120)
  }

  /// One process that makes 40 calls.
  private func run(_ bench: GateFixture) async {
    await #expect(processExitsWith: .success) { [root = bench.folder.path as String] in
      let source = PolicySource(
        grant: "default", override: nil, configFolder: root + "/config", grants: [:],
        builtIn: .builtIn(reads: [], writes: []))
      let gate = Gate(
        source: source, store: FileStateStore(folder: root + "/state") { Instant(seconds: 1_777_888_800) },
        channel: Channel("test"))
      var passed = 0
      for _ in 0..<40 {
        do {
          let admission = try gate.reserve(gate.evaluate(call("t"))).persist()
          passed += 1
          if passed % 4 == 0 { try admission.settle(.rejected, outcome: "network", requests: 1) }
        } catch let error as TTError {
          try #require(error.failure == .rateLimited)
        }
      }
    }
  }
}

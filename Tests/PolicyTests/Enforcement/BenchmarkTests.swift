import Basics
import Foundation
import Testing

@testable import Policy

/// Measures verdicts per second in a release build: `make bench`, or alone `TT_BENCH=1 swift test -c release --scratch-path
/// .build-bench -Xswiftc -enable-testing --filter BenchmarkTests`.
@Suite("Benchmarks", .serialized, .enabled(if: ProcessInfo.processInfo.environment["TT_BENCH"] == "1"))
struct BenchmarkTests {
  private static let sample =
    #"{"version":"1","default":"deny","tools":{"track_task":{"limits":[{"counter":"track_task_rate","window":"minute","max":30,"scope":"grant"}]}}}"#
  private static let conditions =
    #"{"version":"1","default":"deny","tools":{"track_task":{"require":[{"path":"args.task_id","op":"lt","value":1000000}],"deny_if":[{"path":"args.notes","op":"regex","value":"(?i)payroll|secret"},{"path":"args.task_id","op":"in","value":[1,2,3]}]}}}"#

  @Test("verdicts per second", arguments: [("sample", sample), ("conditions", conditions)])
  func verdicts(_ name: String, _ text: String) throws {
    let policy = try PolicyFixture.policy(text)
    let call = try PolicyFixture.call(#"{"task_id":42,"notes":"a note of some words"}"#, tool: "track_task")
    let rounds = 500_000
    let clock = ContinuousClock()
    var allowed = 0
    let time = clock.measure {
      for _ in 0..<rounds {
        if case .allow = PolicyDocument.evaluate(call, by: policy) { allowed += 1 }
      }
    }
    #expect(allowed == rounds)
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
    print("\(name): \(Int(Double(rounds) / seconds)) verdicts/s")
  }

  @Test("verdicts per second with the durable limits file and the audit record", arguments: [0, 150_000])
  func durable(_ records: Int) throws {
    let bench = try GateFixture(policy: Self.sample.replacingOccurrences(of: "30", with: "1000000"))
    try bench.reserve("track_task")
    if records > 0 {
      let line = try #require(bench.folder.read("state/audit.jsonl"))
      try bench.folder.write("state/audit.jsonl", String(repeating: line, count: records))
    }
    let gate = bench.gate()
    let call = call("track_task", ["task_id": 42])
    let rounds = 5000
    let time = try ContinuousClock().measure {
      for _ in 0..<rounds { _ = try gate.reserve(gate.evaluate(call)) }
    }
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
    print("durable, \(records) records before: \(Int(Double(rounds) / seconds)) verdicts/s")
  }
}

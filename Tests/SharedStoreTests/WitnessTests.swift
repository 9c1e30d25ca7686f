import Basics
import TestSupport
import Testing

@testable import Policy
@testable import SharedStore

/// A failover to a server that lacks the last records, as the clients that were told of them see it.
@Suite("The last record that a machine was told of", .enabled(if: PostgresServer.isWanted, "\(PostgresServer.absence)"))
struct WitnessTests {
  private static let rules = #""limits":[{"counter":"a","window":"day","max":100}]"#

  /// Takes the last records away, without a trace in the chain, as a standby that did not have them yet.
  private func lose(_ count: Int, _ bench: StoreBench) throws {
    try #require(bench.database).sql(
      """
      ALTER TABLE tt.log DISABLE TRIGGER ALL;
      DELETE FROM tt.log WHERE seq > (SELECT seq - \(count) FROM tt.head);
      ALTER TABLE tt.log ENABLE TRIGGER ALL;
      UPDATE tt.head SET seq = l.seq, hash = substr(line, length(line) - 65, 64)
        FROM (SELECT seq, line FROM tt.log ORDER BY seq DESC LIMIT 1) l;
      """)
  }

  private func expectRefusal(_ bench: StoreBench, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let error = try failure { try bench.reserve() }
    #expect(error.failure == .config, sourceLocation: sourceLocation)
    #expect(error.message.contains("of which it told this machine"), "\(error.message)", sourceLocation: sourceLocation)
  }

  @Test("is not replaced by what the store tells of anything else: a denied call, an answer, the end of another call")
  func kept() throws {
    let bench = try StoreBench(.shared, rules: Self.rules)
    let open = try bench.reserve()
    for _ in 0..<3 { try bench.reserve().settle(.delivered, "ok", 1) }
    try lose(2, bench)
    #expect(
      try failure { try bench.gate.record(bench.call(), decision: "invalid", outcome: "usage") }.failure == .config)
    #expect(try failure { try bench.person.answer("00000000", isGranted: false) }.failure == .config)
    try expectRefusal(bench)
    // What was made is recorded nevertheless.
    try open.settle(.delivered, "ok", 1)
    #expect(try bench.records().last?["event"] == "result")
    try expectRefusal(bench)
    // Others, whom it told of nothing that is missing, fill the log up meanwhile.
    for _ in 0..<9 { try bench.reserve(grant: "other") }
    try expectRefusal(bench)
  }

  @Test("is the latest, in whatever order the answers are kept")
  func latest() throws {
    let folder = try TempFolder()
    let witness = Witness(folder: folder.path, location: "postgresql://db/tt")
    let heads = [3, 5, 4, 5].map { ChainHead(number: $0, hash: SHA256.hex("\($0) \(folder.path)".utf8)) }
    for head in heads { witness.keep(head) }
    #expect(try witness.last() == heads[1])
    try folder.write(String(witness.path.dropFirst(folder.path.count + 1)), "damaged")
    witness.keep(ChainHead(number: 9, hash: heads[0].hash))
    #expect(throws: TTError.self) { try witness.last() }
  }
}

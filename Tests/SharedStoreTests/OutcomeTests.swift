import Basics
import Foundation
import TestSupport
import Testing

@testable import Policy
@testable import SharedStore

/// How a call ended is recorded, whatever happens after it was sent.
@Suite(
  "The outcome of a call in a shared store", .enabled(if: PostgresServer.isWanted, "\(PostgresServer.absence)"),
  .waiting)
struct OutcomeTests {
  private let shared: SharedStoreFixture
  private let folder: TempFolder

  init() throws {
    shared = try SharedStoreFixture()
    folder = try TempFolder()
    try folder.write("policy.json", #"{"version":"1","default":"allow"}"#)
  }

  private func reserve(in store: SharedStateStore) throws -> Reservation {
    let source = PolicySource(
      grant: "g", override: nil, configFolder: folder.path, grants: ["g": GrantSettings(policy: "policy.json")],
      builtIn: .builtIn(reads: [], writes: []))
    let gate = Gate(source: source, store: store, channel: Channel("test/1"))
    let call = PolicyCall(tool: "t", arguments: [:], grant: "g")
    return try gate.reserve(gate.evaluate(call), service: "http://service").persist()
  }

  /// The error of recording that a call was made.
  private func refusal(ofEnding reservation: consuming Reservation) throws -> TTError {
    do { try reservation.settle(.delivered, "ok", 1) } catch let error as TTError { return error }
    throw Unexpected("no error")
  }

  private func endings() throws -> String {
    try shared.database.sql("SELECT ending FROM tt.calls WHERE ending IS NOT NULL")
  }

  /// Keeps every change waiting, as a server does whose disk is slow.
  private func holdHead(seconds: Int) throws {
    let input = Pipe()
    _ = try shared.database.session(input)
    let statements = "BEGIN; SELECT FROM tt.head FOR UPDATE; SELECT pg_sleep(\(seconds)); COMMIT;\n"
    try input.fileHandleForWriting.write(contentsOf: Data(statements.utf8))
    try input.fileHandleForWriting.close()
    let sleeping = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'"
    #expect(try waits { try shared.database.sql(sleeping) == "1" })
  }

  @Test("is recorded although the call was cancelled after it was sent")
  func cancelled() throws {
    let isCancelled = Guarded(false)
    let store = try shared.store(shared.caller, folder: folder.path) { isCancelled.with { $0 } }
    let reservation = try reserve(in: store)
    isCancelled.with { $0 = true }
    try reservation.settle(.delivered, "outcome_unknown", 1)
    #expect(try endings().contains("outcome_unknown"))
    #expect(try failure { _ = try store.status() }.failure == .network)
  }

  @Test("is recorded later by a process that stays, and once, if the store is busy for longer than it waits")
  func late() throws {
    var options = StoreOptions()
    options.isLongLived = true
    let store = try shared.store(shared.caller, folder: folder.path, options: options)
    let reservation = try reserve(in: store)
    try holdHead(seconds: 4)
    let error = try refusal(ofEnding: reservation)
    #expect(error.message.hasSuffix("; tt goes on trying for a minute"), "\(error.message)")
    #expect(try endings() == "")
    #expect(try waits { try endings() != "" })
    #expect(try endings().contains("ok"))
    #expect(try shared.database.sql("SELECT count(*) FROM tt.log") == "2")
  }

  @Test("is given up by a process that ends, which says so")
  func oneShot() throws {
    let store = try shared.store(shared.caller, folder: folder.path)
    let reservation = try reserve(in: store)
    try holdHead(seconds: 3)
    let error = try refusal(ofEnding: reservation)
    #expect(error.failure == .network && !error.message.contains("goes on trying"), "\(error.message)")
  }
}

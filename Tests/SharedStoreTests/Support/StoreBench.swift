import Basics
import Foundation
import SharedStore
import TestSupport
import Testing

@testable import Policy

/// The stores that the contract is about.
enum StoreKind: String, CaseIterable, CustomTestStringConvertible {
  case files, shared

  /// Those that can be tested here.
  static var wanted: [StoreKind] { PostgresServer.isWanted ? allCases : [.files] }

  var testDescription: String { rawValue }
}

/// Gates over one store: of the caller, whose policy has rules for the tool `t`, and of a person who may answer.
struct StoreBench: Sendable {
  let gate: Gate
  let person: Gate
  private let other: Gate
  private let folder: TempFolder
  /// The database of a shared store.
  let database: PostgresDatabase?

  /// - Parameters:
  ///   - rules: the members of the rules for the tool `t`.
  ///   - proxy: what is between the gates and a shared store.
  init(_ kind: StoreKind, rules: String, isEnforced: Bool = true, proxy: CuttingProxy? = nil) throws {
    folder = try TempFolder()
    try folder.write("policy.json", #"{"version":"1","default":"deny","tools":{"t":{\#(rules)}}}"#)
    let path = folder.path
    func gate(_ store: any StateStore, _ grant: String) -> Gate {
      let source = PolicySource(
        grant: grant, override: nil, configFolder: path,
        grants: [grant: GrantSettings(policy: "policy.json", enforce: isEnforced)],
        builtIn: .builtIn(reads: [], writes: []))
      return Gate(source: source, store: store, channel: Channel("test/1", client: "bench"))
    }
    switch kind {
    case .files:
      let store = FileStateStore(folder: path + "/state") { Instant(seconds: Int(time(nil))) }
      self.gate = gate(store, "g")
      person = gate(store, "g")
      other = gate(store, "other")
      database = nil
    case .shared:
      let shared = try SharedStoreFixture()
      self.gate = gate(try shared.store(shared.caller, folder: path, proxy: proxy), "g")
      person = gate(try shared.store(shared.person, folder: path, proxy: proxy), "g")
      other = gate(try shared.store(shared.other, folder: path + "/other"), "other")
      database = shared.database
    }
  }

  func call(_ arguments: JSONObject = [:]) -> PolicyCall { PolicyCall(tool: "t", arguments: arguments, grant: "g") }

  /// Makes a call up to where it may be sent.
  @discardableResult
  func reserve(
    _ arguments: JSONObject = [:], grant: String = "g", service: String = "http://service"
  ) throws -> Reservation {
    let gate = grant == "g" ? gate : other
    let call = PolicyCall(tool: "t", arguments: arguments, grant: grant)
    return try gate.reserve(gate.evaluate(call), service: service).persist()
  }

  /// What is counted now for each limit of the policy.
  func used() throws -> [Int] {
    let limits = try gate.source.load().document?.limits ?? []
    return try gate.store.counters(of: limits.map { LimitUse($0, grant: "g") }, grant: "g").map(\.used)
  }

  /// The records of the log.
  func records() throws -> [JSONValue] {
    var reader = try person.store.auditRecords(matching: AuditFilter())
    var records: [JSONValue] = []
    try reader.read { records.append($0.value) }
    return records
  }

  /// The lines of the log.
  func lines() throws -> [String] {
    var reader = try person.store.auditRecords(matching: AuditFilter())
    var lines: [String] = []
    try reader.read { lines.append(String(decoding: $0.line, as: UTF8.self)) }
    return lines
  }
}

extension Reservation {
  /// Ends the call.
  consuming func settle(_ settlement: Settlement, _ outcome: String, _ requests: Int, pause: Int? = nil) throws {
    let ending = CallEnding(outcome: outcome, requests: requests, pause: pause)
    if case .delivered = settlement { try commit(ending) } else { try release(settlement, ending) }
  }
}

/// Runs a body on so many threads at once.
///
/// - Returns: how often it was true.
func concurrently(_ count: Int, _ body: @escaping @Sendable () -> Bool) throws -> Int {
  let results = Guarded<[Bool]>([])
  for _ in 0..<count {
    let isStarted = Threads.start {
      let result = body()
      results.with { $0.append(result) }
    }
    if !isStarted { throw Unexpected("there is no thread") }
  }
  let all = results.wait(until: MonotonicClock.now + 60) { $0.count == count ? $0 : nil }
  guard let all else { throw Unexpected("not all threads ended") }
  return all.count { $0 }
}

/// The error that an action ends with.
func failure<Result>(_ action: () throws -> Result) throws -> TTError where Result: ~Copyable {
  do { _ = try action() } catch let error as TTError { return error }
  throw Unexpected("no error")
}

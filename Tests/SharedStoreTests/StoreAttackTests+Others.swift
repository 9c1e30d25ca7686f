import Foundation
import TestSupport
import Testing

@testable import Policy
@testable import SharedStore

/// What would stop the others that share the store, or fill it.
extension StoreAttackTests {
  @Test(
    "cannot ask for an approval that nobody can read, by asking or by asking later",
    arguments: [
      "not json", "", "[1]", "1", "null", #"{"a":1}{"#, #"{"a":1,"a":2}"#, "{\"a\":\"\u{1}\"}",
      String(repeating: "[", count: 16_000),
    ])
  func unreadableRequest(text: String) throws {
    let fixture = try SharedStoreFixture.common
    for function in ["reserve", "enqueue", "snapshot"] {
      let request = "jsonb_build_object('arguments', $a$\(text)$a$, 'rule', 'r', 'message', 'm', 'lifetime', 60)"
      let error = #expect(throws: Unexpected.self) {
        try fixture.database.sql(
          "SELECT tt_api_1.\(function)(\(Self.claim()) || jsonb_build_object('request', \(request)))",
          role: fixture.caller.role)
      }
      #expect(error?.what.contains("TT008:") == true)
    }
  }

  @Test("hides no other request by one that cannot be read, which can be denied and not approved")
  func unreadableRow() throws {
    let fixture = try SharedStoreFixture()
    let folder = try TempFolder()
    for (id, tool) in [("a1", "t"), ("a2", "u")] {
      let claim = #"{\#(Self.asked),"id":"00000000000000\#(id)","tool":"\#(tool)"}"#
      try fixture.database.sql("SELECT tt_api_1.enqueue(\(Self.claim(claim)))", role: fixture.caller.role)
    }
    try fixture.database.sql("UPDATE tt.approvals SET arguments = 'not json' WHERE tool = 'u'")
    let id = try fixture.database.sql("SELECT id FROM tt.approvals WHERE tool = 'u'")
    let store = try fixture.store(fixture.person, folder: folder.path)
    #expect(try store.approvals().map(\.request.tool) == ["t"])
    func answer(_ isGranted: Bool) throws -> Approval? {
      let answer = ApprovalAnswer(
        id: id, isGranted: isGranted, lifetime: 60, lockedGrant: nil, channel: Channel("test/1"))
      return try store.answer(answer)?.approval
    }
    #expect(try answer(true) == nil)
    #expect(try answer(false)?.state == .denied)
  }

  @Test("keeps nothing in the store that no call needs, and asks nothing at any length")
  func sizes() throws {
    let fixture = try SharedStoreFixture()
    let junk = { (length: Int) in "jsonb_build_object('junk', repeat('x', \(length)), 'decision', 'yes')" }
    try fixture.database.sql(
      "SELECT tt_api_1.reserve(\(Self.claim()) || \(junk(200_000)))", role: fixture.caller.role)
    #expect(try fixture.database.sql("SELECT claim ?| ARRAY['junk', 'decision'] FROM tt.calls") == "f")
    let record = #"'{"id":"00000000000000ac","grant":"g","tool":"t","keys":[],"channel":"c"}'::jsonb"#
    let answer = #"'{"id":"00000000000000ad","approval":"x","granted":false,"lifetime":60,"channel":"c"}'::jsonb"#
    for call in ["reserve(\(Self.claim())", "enqueue(\(Self.claim())", "record(\(record)", "answer(\(answer)"] {
      let error = #expect(throws: Unexpected.self) {
        try fixture.database.sql("SELECT tt_api_1.\(call) || \(junk(300_000)))", role: fixture.caller.role)
      }
      #expect(error?.what.contains("TT008:") == true)
    }
  }

  @Test(
    "is ended by the others when it keeps the head, at work or not",
    arguments: [
      "WITH r AS MATERIALIZED (SELECT tt_api_1.reserve(\(claim())) a) SELECT a, pg_sleep(60) FROM r;\n",
      "BEGIN; SAVEPOINT s; SELECT tt_api_1.reserve(\(claim())); RELEASE s;\n",
    ])
  func holder(statements: String) throws {
    let fixture = try SharedStoreFixture()
    let input = Pipe()
    let session = try fixture.database.session(input, role: fixture.caller.role)
    try input.fileHandleForWriting.write(contentsOf: Data(statements.utf8))
    // Databases made from one template have the same numbers.
    let holds = """
      SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
      WHERE l.relation = 'tt.head'::regclass AND l.mode = 'RowExclusiveLock' AND l.granted
      """
    #expect(try waits { try fixture.database.sql(holds) == "1" })
    let unblock = { try fixture.database.sql("SELECT tt_api_1.unblock()", role: fixture.other.role) }
    #expect(try waits { try unblock() == "1" })
    #expect(try waits { try fixture.database.sql(holds) == "0" })
    try? input.fileHandleForWriting.close()
    session.waitUntilExit()
    #expect(try fixture.database.sql("SELECT count(*) FROM tt.calls") == "0")
  }

  @Test("is held to what is pinned also where it says that it enforces nothing, and only to that")
  func unenforcedPins() throws {
    let fixture = try SharedStoreFixture()
    try fixture.database.sql(
      "INSERT INTO tt.pins (grant_name, tool, rule, span, max) VALUES ('g', '*', '/p', 1000000000000, 3)")
    let reserve = { (id: String, changes: String) in
      try fixture.database.sql(
        "SELECT tt_api_1.reserve(\(Self.claim(changes)) || '{\"id\":\"00000000000000\(id)\",\"enforced\":false}'::jsonb)"
          + "::jsonb->>'decision'",
        role: fixture.caller.role)
    }
    let used = { try fixture.database.sql("SELECT used FROM tt.counters WHERE key = 'g /p'") }
    let own = Self.use(#""window":1000000000000"#)
    #expect(try reserve("d1", own) == "reserved")
    #expect(try reserve("d2", own) == "reserved")
    #expect(try used() == "2")
    // A call that its own limit does not hold back is given back in the pinned one alone.
    try fixture.database.sql(
      "SELECT tt_api_1.complete('00000000000000d2', 'not_sent', 'network', 0, NULL)", role: fixture.caller.role)
    #expect(try used() == "1")
    let smaller = own.replacingOccurrences(of: "/r", with: "/p")
    #expect(try reserve("d3", smaller) == "reserved")
    #expect(try reserve("d4", own.replacingOccurrences(of: "60", with: "61")) == "reserved")
    #expect(try used() == "3")
    for (id, changes) in [("d5", own), ("d6", smaller), ("d7", #"{"uses":[]}"#)] {
      #expect(try reserve(id, changes) == "limited")
    }
    #expect(try used() == "3")
    #expect(try fixture.database.sql("SELECT used FROM tt.counters WHERE key = 'g /r'") == "1")
  }

  @Test("is held to what is pinned also as a machine whose settings do not enforce the policy")
  func unenforcedGrant() throws {
    let bench = try StoreBench(
      .shared, rules: #""limits":[{"counter":"a","window":"day","max":1}]"#, isEnforced: false)
    try #require(bench.database).sql(
      "INSERT INTO tt.pins (grant_name, tool, rule, span, max) VALUES ('g', 't', '/tools/t/limits/a', 86400, 2)")
    try bench.reserve()
    #expect(try bench.reserve().unenforcedDenial?.failure == .rateLimited)
    let error = try failure { try bench.reserve() }
    #expect(error.failure == .rateLimited && error.rule == "/tools/t/limits/a" && error.message.contains("2 "))
    #expect(try bench.used() == [2])
  }
}

import Foundation
import SharedStore
import TestSupport
import Testing

/// What a login tries that reaches the database without tt.
@Suite(
  "A login of a shared store", .enabled(if: PostgresServer.isWanted, "\(PostgresServer.absence)"), .waiting,
  .timeLimit(.minutes(2)))
struct StoreAttackTests {
  /// A claim as JSON, with some members replaced.
  static func claim(_ changes: String = "{}") -> String {
    """
    ('{"id":"00000000000000aa","grant":"g","tool":"t","keys":[],"policy":"p","service":"s","bounds":[],"request":null,
    "uses":[{"scope":"grant","counter":"/r","rule":"/r","window":60,"max":1,"amount":1}],
    "response":"unavailable","enforced":true,"channel":"test"}'::jsonb || '\(changes)'::jsonb)
    """
  }

  static func use(_ changes: String) -> String {
    #"{"uses":[{"scope":"grant","counter":"/r","rule":"/r","window":60,"max":1,"amount":1,\#(changes)}]}"#
  }

  static let asked =
    #""policy":"p","request":{"arguments":"{}","account":null,"rule":"r","message":"m","lifetime":600}"#

  @Test(
    "cannot reach what is behind the functions, nor call them for another or with what makes no sense",
    arguments: [
      // Tables and internals.
      ("SELECT * FROM tt.counters", "42501"), ("UPDATE tt.counters SET used = 0", "42501"),
      ("DELETE FROM tt.counters", "42501"), ("UPDATE tt.log SET line = ''", "42501"),
      ("DELETE FROM tt.log", "42501"), ("TRUNCATE tt.log", "42501"),
      ("INSERT INTO tt.log VALUES (99, now(), 'g', 't', 'allow', '')", "42501"),
      ("SELECT * FROM tt.head FOR UPDATE", "42501"), ("UPDATE tt.members SET may_answer = true", "42501"),
      ("UPDATE tt.approvals SET state = 'granted'", "42501"), ("DELETE FROM tt.pins", "42501"),
      ("SELECT tt.reset_clock()", "42501"), ("SELECT tt.count('g', '[]', 0)", "42501"),
      ("SELECT tt.append(NULL, '{}')", "42501"),
      // Becoming somebody else, or getting between the functions and their tables.
      ("SET ROLE tt_owner", "42501"), ("SET SESSION AUTHORIZATION postgres", "42501"),
      ("SET session_replication_role = replica", "42501"), ("CREATE TEMP TABLE members (x int)", "42501"),
      ("CREATE TABLE public.members (x int)", "42501"),
      ("CREATE FUNCTION tt_api_1.x() RETURNS int LANGUAGE sql AS 'SELECT 1'", "42501"),
      (
        "CREATE OR REPLACE FUNCTION tt_api_1.barrier(p_id text, p_ended bool) RETURNS text LANGUAGE sql AS 'SELECT 1'",
        "42501"
      ),
      ("CREATE SCHEMA x", "42501"), ("SELECT lo_create(0)", "42501"), ("ALTER ROLE tt_user SUPERUSER", "42501"),
      ("GRANT tt_owner TO tt_user", "42501"), ("COPY (SELECT 1) TO PROGRAM 'id'", "42501"),
      // Another grant, and calls of others.
      ("SELECT tt_api_1.reserve(\(claim(#"{"grant":"other"}"#)))", "TT001"),
      ("SELECT tt_api_1.reserve(\(claim(#"{"grant":null}"#)))", "TT001"),
      ("SELECT tt_api_1.snapshot(\(claim(#"{"grant":"other"}"#)))", "TT001"),
      ("SELECT tt_api_1.counters('other', '[]')", "TT001"),
      ("SELECT tt_api_1.record('{\"grant\":\"other\"}')", "TT001"),
      ("SELECT tt_api_1.complete('00000000000000bb', 'not_sent', 'ok', 0, NULL)", "TT005"),
      ("SELECT tt_api_1.pause('00000000000000bb', 60)", "TT005"),
      // Words of decisions that are not the caller's.
      (
        #"SELECT tt_api_1.record('{"id":"00000000000000ac","grant":"g","tool":"t","keys":[],"channel":"c","decision":"yes"}')"#,
        "TT008"
      ),
      // What makes no sense.
      ("SELECT tt_api_1.reserve(\(claim(use(#""amount":-5"#))))", "TT008"),
      ("SELECT tt_api_1.reserve(\(claim(use(#""amount":0.4"#))))", "TT008"),
      ("SELECT tt_api_1.reserve(\(claim(use(#""amount":null"#))))", "TT008"),
      ("SELECT tt_api_1.reserve(\(claim(use(#""amount":1e26"#))))", "TT008"),
      ("SELECT tt_api_1.reserve(\(claim(use(#""window":0"#))))", "TT008"),
      ("SELECT tt_api_1.reserve(\(claim(use(#""window":9223372036854775807"#))))", "TT008"),
      ("SELECT tt_api_1.reserve(\(claim(use(#""scope":"all""#))))", "TT008"),
      ("SELECT tt_api_1.reserve(\(claim(#"{"uses":null}"#)))", "TT008"),
      ("SELECT tt_api_1.reserve(\(claim(#"{"uses":{}}"#)))", "TT008"),
      ("SELECT tt_api_1.reserve(\(claim(#"{"id":"x"}"#)))", "TT008"),
      ("SELECT tt_api_1.reserve(\(claim(#"{"tool":null}"#)))", "TT008"),
      ("SELECT tt_api_1.reserve(NULL)", "TT001"),
      ("SELECT tt_api_1.complete('00000000000000aa', 'lost', 'ok', 0, NULL)", "TT008"),
    ])
  func refused(statement: String, state: String) throws {
    let fixture = try SharedStoreFixture.common
    let error = #expect(throws: Unexpected.self) { try fixture.database.sql(statement, role: fixture.caller.role) }
    #expect(error?.what.contains(state + ":") == true, "\(error?.what ?? "it was carried out")")
  }

  @Test("uses up its own limit by another window, rule or name of it, and no other")
  func otherCounters() throws {
    let fixture = try SharedStoreFixture()
    let reserve = { (id: String, use: String) in
      try fixture.database.sql(
        "SELECT tt_api_1.reserve(\(Self.claim(use)) || '{\"id\":\"00000000000000\(id)\"}'::jsonb)::jsonb->>'decision'",
        role: fixture.caller.role)
    }
    #expect(try reserve("a1", "{}") == "reserved")
    #expect(try reserve("a2", "{}") == "limited")
    #expect(try reserve("a3", Self.use(#""window":61"#)) == "reserved")
    #expect(try reserve("a4", Self.use(#""counter":"x other /r""#)) == "reserved")
    #expect(try reserve("a5", "{}") == "limited")
    #expect(
      try fixture.database.sql("SELECT key, span, used FROM tt.counters ORDER BY span, key")
        == "g /r|60|1\ng x other /r|60|1\ng /r|61|1")
  }

  @Test("is held to what is pinned, whatever it says of its limits and its policy")
  func pins() throws {
    let fixture = try SharedStoreFixture()
    try fixture.database.sql(
      "INSERT INTO tt.pins (grant_name, tool, rule, span, max) VALUES ('g', 't', '/r', 60, 2), ('g', 'paid', '(approval)', 0, NULL)"
    )
    let reserve = { (id: String, changes: String) in
      try fixture.database.sql(
        "SELECT tt_api_1.reserve(\(Self.claim(changes)) || '{\"id\":\"00000000000000\(id)\"}'::jsonb)::jsonb->>'decision'",
        role: fixture.caller.role)
    }
    #expect(try reserve("b1", #"{"uses":[]}"#) == "reserved")
    #expect(try reserve("b2", Self.use(#""amount":0,"max":1000"#)) == "reserved")
    #expect(try reserve("b3", Self.use(#""max":1000"#)) == "limited")
    #expect(throws: Unexpected.self) { try reserve("b4", #"{"tool":"paid"}"#) }
    try fixture.database.sql("UPDATE tt.grants SET policy = 'q' WHERE name = 'g'")
    let error = #expect(throws: Unexpected.self) { try reserve("b5", "{}") }
    #expect(error?.what.contains("TT002") == true)
    try fixture.database.sql("UPDATE tt.grants SET policy = NULL, refund = false WHERE name = 'g'; DELETE FROM tt.pins")
    try fixture.database.sql(
      "SELECT tt_api_1.complete('00000000000000b2', 'not_sent', 'network', 0, NULL)", role: fixture.caller.role)
    #expect(try fixture.database.sql("SELECT used FROM tt.counters WHERE key = 'g /r'") == "2")
  }

  @Test("cannot approve what it asked for itself, nor answer for a grant it only calls for")
  func ownApproval() throws {
    let fixture = try SharedStoreFixture()
    let ask = "SELECT tt_api_1.reserve(\(Self.claim("{\(Self.asked)}")) || '{\"response\":\"approved\"}'::jsonb)::jsonb"
    let state = try fixture.database.sql(
      ask + "#>>'{approval,state}'", role: fixture.caller.role)
    #expect(state == "pending")
    let id = try fixture.database.sql("SELECT id FROM tt.approvals")
    let answer = { (number: String, yes: Bool) in
      "SELECT tt_api_1.answer('{\"id\":\"000000000000000\(number)\",\"approval\":\"\(id)\",\"granted\":\(yes),\"lifetime\":60,\"channel\":\"c\"}')"
    }
    let own = #expect(throws: Unexpected.self) {
      try fixture.database.sql(answer("1", true), role: fixture.caller.role)
    }
    #expect(own?.what.contains("TT007") == true)
    let foreign = #expect(throws: Unexpected.self) {
      try fixture.database.sql(answer("2", true), role: fixture.other.role)
    }
    #expect(foreign?.what.contains("TT005") == true)
    #expect(try fixture.database.sql(answer("3", true), role: fixture.person.role).contains("granted"))
    // Who may answer cannot say yes to its own call after the fact either.
    let second = #"{\#(Self.asked),"id":"00000000000000cc","tool":"own"}"#
    try fixture.database.sql("SELECT tt_api_1.reserve(\(Self.claim(second)))", role: fixture.person.role)
    let theirs = try fixture.database.sql("SELECT id FROM tt.approvals WHERE tool = 'own'")
    let error = #expect(throws: Unexpected.self) {
      try fixture.database.sql(
        answer("4", true).replacingOccurrences(of: id, with: theirs), role: fixture.person.role)
    }
    #expect(error?.what.contains("TT007") == true)
  }

  @Test("sees the records of its own grants only, and settles only its own calls")
  func others() throws {
    let fixture = try SharedStoreFixture()
    try fixture.database.sql("SELECT tt_api_1.reserve(\(Self.claim()))", role: fixture.caller.role)
    #expect(try fixture.database.sql("SELECT * FROM tt_api_1.log(1, 10, false)", role: fixture.other.role).isEmpty)
    #expect(try !fixture.database.sql("SELECT * FROM tt_api_1.log(1, 10, false)", role: fixture.person.role).isEmpty)
    let end = "SELECT tt_api_1.complete('00000000000000aa', 'not_sent', 'network', 0, NULL)"
    for role in [fixture.other.role, fixture.person.role] {
      #expect(throws: Unexpected.self) { try fixture.database.sql(end, role: role) }
    }
    try fixture.database.sql(end, role: fixture.caller.role)
    #expect(try fixture.database.sql("SELECT used FROM tt.counters") == "0")
    let other = #expect(throws: Unexpected.self) {
      try fixture.database.sql(end.replacingOccurrences(of: "not_sent", with: "delivered"), role: fixture.caller.role)
    }
    #expect(other?.what.contains("TT006") == true)
  }

  @Test("is given the first answer again when it repeats a question, and another question may not bear its id")
  func repeated() throws {
    let fixture = try SharedStoreFixture()
    let ask = "SELECT tt_api_1.reserve(\(Self.claim()))"
    let first = try fixture.database.sql(ask, role: fixture.caller.role)
    #expect(try fixture.database.sql(ask, role: fixture.caller.role) == first)
    let error = #expect(throws: Unexpected.self) {
      try fixture.database.sql("SELECT tt_api_1.reserve(\(Self.claim(#"{"tool":"u"}"#)))", role: fixture.caller.role)
    }
    #expect(error?.what.contains("TT003") == true)
    #expect(try fixture.database.sql("SELECT count(*) FROM tt.log") == "1")
  }

  @Test("finds no function to call that runs as the caller, and nothing that is open to everybody")
  func grants() throws {
    let database = try SharedStoreFixture.common.database
    let loose = """
      SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'tt_api_1'
      AND (NOT p.prosecdef OR p.proconfig::text NOT LIKE '%search_path=pg_catalog, pg_temp%') ORDER BY 1
      """
    #expect(try database.sql(loose).isEmpty)
    let open = """
      SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace, aclexplode(p.proacl) a
      WHERE n.nspname IN ('tt', 'tt_api_1') AND a.grantee = 0
      """
    #expect(try database.sql(open).isEmpty)
    #expect(try database.sql("SELECT has_database_privilege('tt_user', current_database(), 'TEMP')") == "f")
    #expect(try database.sql("SELECT has_schema_privilege('tt_user', 'public', 'CREATE')") == "f")
  }
}

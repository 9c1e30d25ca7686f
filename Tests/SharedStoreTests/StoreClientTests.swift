import Basics
import TestSupport
import Testing

@testable import SharedStore

@Suite("Calling a shared store", .enabled(if: PostgresServer.isWanted, "\(PostgresServer.absence)"), .waiting)
struct StoreClientTests {
  @Test("a function gets its arguments as they are, and its rows come back")
  func echo() throws {
    let client = try StoreFixture().client()
    let rows = try client.rows(StoreQuery("echo", ["Zoë's \"quote\"\n{,}", nil]))
    #expect(rows == [["Zoë's \"quote\"\n{,}", nil, "tt/test"]])
    #expect(try client.rows(StoreQuery("echo", ["a\0b", ""])) == [["a\u{FFFD}b", "", "tt/test"]])
  }

  @Test("a durable change is followed by a transaction of its own, and others are not")
  func barrier() throws {
    let fixture = try StoreFixture()
    let client = try fixture.client()
    #expect(try client.rows(StoreQuery("add", ["1"], change: someChange)) == [["1"]])
    #expect(try client.rows(StoreQuery("add", ["1"])) == [["2"]])
    #expect(try fixture.database.sql("SELECT n FROM tt_api_1.barriers") == "1")
    #expect(
      try fixture.database.sql(
        "SELECT count(DISTINCT xmin::text) FROM (SELECT xmin FROM tt_api_1.head UNION SELECT xmin FROM tt_api_1.barriers) x"
      )
        == "2")
  }

  @Test("what a function refuses is told with its SQLSTATE, at once, and the connection stays in use")
  func refused() throws {
    let fixture = try StoreFixture()
    let client = try fixture.client()
    let pid = try client.rows(StoreQuery("pid"))
    for isChange in [true, false] {
      let found = try refusal { () throws(StoreError) in
        _ = try client.rows(StoreQuery("fail", ["TT002", "9"], change: isChange ? someChange : nil))
      }
      #expect(found.error == .refused(state: "TT002", message: "made to fail"))
    }
    #expect(try fixture.count("attempts") == 2)
    #expect(try client.rows(StoreQuery("pid")) == pid)
  }

  @Test(
    "a failure that may pass is tried again", arguments: ["40001", "40P01", "08006", "57P01", "53300", "25006"])
  func transient(state: String) throws {
    let fixture = try StoreFixture()
    #expect(try fixture.client().rows(StoreQuery("fail", [state, "2"], change: someChange)) == [["done"]])
    #expect(try fixture.count("attempts") == 3)
  }

  @Test("a failure that stays is network at the deadline", arguments: ["40001", "53300", "25006"])
  func persistent(state: String) throws {
    let fixture = try StoreFixture()
    let client = try fixture.client(timeout: 0.5)
    let found = try refusal { () throws(StoreError) in _ = try client.rows(StoreQuery("fail", [state, "9999"])) }
    let error = try #require(found.error.error)
    #expect(error.failure == .network && error.remedy == .checkStore)
    #expect(error.message.contains("was not reached: "), "\(error.message)")
    #expect(found.seconds < 4)
  }

  @Test("any other error of the server is a matter of its setup, with the SQLSTATE")
  func other() throws {
    let client = try StoreFixture().client()
    let found = try refusal { () throws(StoreError) in _ = try client.rows(StoreQuery("fail", ["22012", "9"])) }
    #expect(found.error.error?.failure == .config)
    #expect(found.error.error?.message.contains("made to fail (22012)") == true)
  }

  @Test("a missing schema, a missing function and a missing right are exit 11 with what an administrator does")
  func setup() throws {
    let fixture = try StoreFixture()
    let plain = try fixture.database.server.login("plain")
    let limited = try fixture.client(fixture.database.url(plain), password: plain.password)
    let empty = try fixture.database.server.database()
    for (client, function, remedy) in [
      (try fixture.client(empty.url(fixture.login)), "status", Remedy.installStoreSchema),
      (try fixture.client(), "nonexistent", .installStoreSchema), (limited, "secret", .admitToStore),
    ] {
      let found = try refusal { () throws(StoreError) in _ = try client.rows(StoreQuery(function)) }
      #expect(found.error.error?.failure == .config)
      #expect(found.error.error?.remedy == remedy)
    }
  }

  @Test("a lock that an idle session holds is waited for, then the session is ended, and the query answered")
  func lock() throws {
    let fixture = try StoreFixture()
    let holder = try Holder(fixture)
    #expect(try fixture.client().rows(StoreQuery("take", change: someChange)) == [["1"]])
    #expect(try fixture.count("unblocked") == 1)
    #expect(holder.end() != 0, "the server ended its session")
  }

  @Test("the time limit holds while the server is silent, and the message says what may have happened")
  func silence() throws {
    let fixture = try StoreFixture()
    for isChange in [true, false] {
      let client = try fixture.client(timeout: 0.4)
      // Connecting may take longer than that on a busy machine.
      waits { (try? client.rows(StoreQuery("pid"))) != nil }
      let query = StoreQuery("sleep", ["30"], change: isChange ? someChange : nil)
      let found = try refusal { () throws(StoreError) in _ = try client.rows(query) }
      #expect(found.error.error?.failure == .network)
      #expect(
        found.error.error?.message.hasSuffix(
          "did not answer within 400 ms: the call was not sent; it may have been counted") == isChange)
      #expect(found.seconds >= 0.4 && found.seconds < 4)
    }
    let client = try fixture.client()
    _ = try client.rows(StoreQuery("pid"))
    let found = try refusal { () throws(StoreError) in
      _ = try client.rows(StoreQuery("sleep", ["30"], change: someChange), within: 0.2)
    }
    #expect(found.error.error?.message.hasSuffix("did not answer within 200 ms") == true)
    #expect(found.seconds < 4)
  }

  @Test("a query can be cancelled while it waits")
  func cancel() throws {
    let start = MonotonicClock.now
    let client = try StoreFixture().client(isCancelled: { MonotonicClock.now > start + 0.3 })
    let found = try refusal { () throws(StoreError) in _ = try client.rows(StoreQuery("sleep", ["30"])) }
    #expect(found.error.error?.message == "the call was cancelled before it was sent")
    #expect(MonotonicClock.now - start < 10)
  }

  @Test("a broken connection is replaced, and eight are kept for others")
  func pool() throws {
    let fixture = try StoreFixture()
    let address = try StoreAddress(fixture.database.url(fixture.login), from: "TT_STORE")
    var options = StoreOptions()
    options.password = fixture.login.password
    (options.isLongLived, options.idleLimit) = (true, 0.3)
    let connections = StoreConnections(address, options)
    let client = StoreClient(connections)
    let left = Guarded(12)
    for _ in 0..<12 {
      _ = Threads.start {
        _ = try? client.rows(StoreQuery("sleep", ["0.3"]))
        left.with { $0 -= 1 }
      }
    }
    #expect(left.wait(until: MonotonicClock.now + 20) { $0 == 0 ? true : nil } == true)
    #expect(connections.idleCount <= 8 && connections.idleCount > 0)
    try fixture.database.sql(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name='tt' AND datname=current_database()"
    )
    #expect(try client.rows(StoreQuery("add", ["1"])) == [["1"]])
    // The idle ones are closed without another query.
    #expect(waits { connections.idleCount == 0 })
  }

  @Test("a restart of the server in the middle of a query is survived")
  func restart() throws {
    let server = try PostgresServer()
    let fixture = try StoreFixture(server)
    let client = try fixture.client(timeout: 20)
    #expect(try client.rows(StoreQuery("add", ["1"], change: someChange)) == [["1"]])
    let answer = Guarded<[[String?]]?>(nil)
    _ = Threads.start {
      let rows = try? client.rows(StoreQuery("sleep", ["1"], change: someChange))
      answer.with { $0 = rows ?? [] }
    }
    usleep(300_000)
    try server.control(["-m", "immediate", "restart"])
    #expect(answer.wait(until: MonotonicClock.now + 20) { $0 } == [[""]])
    #expect(try client.rows(StoreQuery("add", ["1"], change: someChange)) == [["2"]])
  }

  @Test(
    "pgbouncer may be in between, in any mode", .enabled(if: PgBouncer.isWanted, "\(PgBouncer.absence)"),
    arguments: ["statement", "transaction", "session"])
  func pgbouncer(mode: String) throws {
    let fixture = try StoreFixture()
    // Nothing that it would have to be told to ignore.
    let bouncer = try PgBouncer(fixture.database.server, logins: [fixture.login], mode: mode, settings: "")
    let client = try fixture.client(bouncer.url(fixture.database, fixture.login))
    for count in 1...3 {
      #expect(try client.rows(StoreQuery("add", ["1"], change: someChange)) == [["\(count)"]])
    }
    let wrong = try fixture.client(bouncer.url(fixture.database, fixture.login), password: "wrong")
    let found = try refusal { () throws(StoreError) in _ = try wrong.rows(StoreQuery("pid")) }
    #expect(found.error.error?.failure == .config, "\(found.error)")
  }
}

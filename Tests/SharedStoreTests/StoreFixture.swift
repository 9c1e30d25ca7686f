import Basics
import TestSupport

@testable import SharedStore

/// A database with a small interface of its own, to test how it is called.
struct StoreFixture {
  let database: PostgresDatabase
  let login: PostgresLogin

  /// Functions that answer, refuse, fail at first, and wait for a row that others may have locked.
  private static let interface = """
    CREATE SCHEMA tt_api_1;
    CREATE TABLE tt_api_1.head(n int);
    INSERT INTO tt_api_1.head VALUES (0);
    CREATE TABLE tt_api_1.barriers(n int);
    CREATE SEQUENCE tt_api_1.attempts;
    CREATE SEQUENCE tt_api_1.unblocked;
    CREATE FUNCTION tt_api_1.echo(a text, b text) RETURNS TABLE(a text, b text, c text) LANGUAGE sql
      AS $$ SELECT a, b, current_setting('application_name') $$;
    CREATE FUNCTION tt_api_1.add(p int) RETURNS int LANGUAGE sql AS $$ UPDATE tt_api_1.head SET n=n+p RETURNING n $$;
    CREATE FUNCTION tt_api_1.take() RETURNS int LANGUAGE sql SET lock_timeout='200ms'
      AS $$ UPDATE tt_api_1.head SET n=n+1 RETURNING n $$;
    CREATE FUNCTION tt_api_1.fail(state text, most int) RETURNS text LANGUAGE plpgsql AS $$
      BEGIN
        IF nextval('tt_api_1.attempts') <= most THEN RAISE EXCEPTION 'made to fail' USING ERRCODE=state; END IF;
        RETURN 'done';
      END $$;
    CREATE FUNCTION tt_api_1.barrier(id text, ended bool) RETURNS void LANGUAGE sql
      AS $$ INSERT INTO tt_api_1.barriers SELECT n FROM tt_api_1.head $$;
    CREATE FUNCTION tt_api_1.unblock() RETURNS int LANGUAGE sql AS $$
      SELECT nextval('tt_api_1.unblocked')::int + count(pg_terminate_backend(pid))::int FROM pg_stat_activity
        WHERE datname=current_database() AND state='idle in transaction' $$;
    CREATE FUNCTION tt_api_1.sleep(seconds float) RETURNS text LANGUAGE sql AS $$ SELECT pg_sleep(seconds)::text $$;
    CREATE FUNCTION tt_api_1.pid() RETURNS int LANGUAGE sql AS $$ SELECT pg_backend_pid() $$;
    CREATE FUNCTION tt_api_1.secret() RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$;
    GRANT USAGE ON SCHEMA tt_api_1 TO PUBLIC;
    GRANT ALL ON ALL TABLES IN SCHEMA tt_api_1 TO PUBLIC;
    GRANT ALL ON ALL SEQUENCES IN SCHEMA tt_api_1 TO PUBLIC;
    REVOKE ALL ON FUNCTION tt_api_1.secret FROM PUBLIC;
    """

  init(_ server: PostgresServer? = nil) throws {
    database = try (server ?? PostgresServer.shared()).database(Self.interface)
    // For unblock().
    login = try database.server.login("agent", "SUPERUSER")
  }

  /// A client that knows the password.
  func client(
    _ url: String? = nil, timeout: Double = 5, isCancelled: (@Sendable () -> Bool)? = nil,
    password: String? = nil
  ) throws -> StoreClient {
    var options = StoreOptions(timeout: timeout, applicationName: "tt/test")
    options.password = password ?? login.password
    let address = try StoreAddress(url ?? database.url(login), from: "TT_STORE")
    return StoreClient(address: address, options: options, isCancelled: isCancelled)
  }

  /// How often a sequence was advanced.
  func count(_ sequence: String) throws -> Int {
    Int(try database.sql("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM tt_api_1.\(sequence)")) ?? -1
  }
}

/// A change whose ID no function of the interface looks at.
let someChange = (id: "call", isEnding: false)

/// The error of a query, which must not succeed, and the seconds it took.
func refusal(_ body: () throws(StoreError) -> Void) throws -> (error: StoreError, seconds: Double) {
  let start = MonotonicClock.now
  do throws(StoreError) { try body() } catch { return (error, MonotonicClock.now - start) }
  throw Unexpected("no error")
}

extension StoreError {
  /// The error for the user, if it is one.
  var error: TTError? { if case .failed(let error) = self { error } else { nil } }
}

import Foundation
import TestSupport

/// A session that locks the row of a fixture and then does nothing.
final class Holder {
  private let process: Process
  private let input = Pipe()

  init(_ fixture: StoreFixture) throws {
    process = try fixture.database.session(input)
    try input.fileHandleForWriting.write(contentsOf: Data("BEGIN; SELECT FROM tt_api_1.head FOR UPDATE;\n".utf8))
    let locked =
      "SELECT count(*) FROM pg_stat_activity WHERE datname=current_database() AND state='idle in transaction'"
    if try waits(until: { try fixture.database.sql(locked) == "1" }) { return }
    throw Unexpected("the session does not lock the row")
  }

  deinit { process.terminate() }

  /// Lets it commit; its exit code tells whether it could.
  func end() -> Int32 {
    try? input.fileHandleForWriting.write(contentsOf: Data("COMMIT;\n\\q\n".utf8))
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    return process.terminationStatus
  }
}

import Basics
import Foundation
import Policy
import SharedStore
import TestSupport

/// A database that is a shared store, with logins: one that calls under the grant `g`, a person who may also answer there,
/// and one of the grant `other`.
struct SharedStoreFixture: Sendable {
  let database: PostgresDatabase
  let caller: PostgresLogin
  let person: PostgresLogin
  let other: PostgresLogin

  init() throws {
    let server = try PostgresServer.shared()
    database = try server.database(Schema.sql)
    // What a template grants on itself is not copied.
    try database.sql("REVOKE CREATE, TEMPORARY ON DATABASE \(database.name) FROM PUBLIC")
    caller = try server.login("caller")
    person = try server.login("person")
    other = try server.login("other")
    for (login, grant, canAnswer) in [(caller, "g", false), (person, "g", true), (other, "other", false)] {
      var member = StoreMember(grant: grant)
      member.role = login.role
      member.canAnswer = canAnswer
      try database.sql(member.sql)
    }
  }

  /// The store for one of its logins.
  func store(
    _ login: PostgresLogin, folder: String, proxy: CuttingProxy? = nil, options: StoreOptions = StoreOptions(),
    isCancelled: (@Sendable () -> Bool)? = nil
  ) throws -> SharedStateStore {
    let url = proxy?.url(database, login.role) ?? database.socketURL(login.role)
    let address = try StoreAddress(url, from: "the test", services: [])
    let client = StoreClient(address: address, options: options, isCancelled: isCancelled)
    return SharedStateStore(client: client, witnessFolder: folder) { Instant(seconds: Int(time(nil))) }
  }

  /// One for tests that change nothing in it.
  static var common: SharedStoreFixture { get throws { try made.get() } }
  private static let made = Result { try SharedStoreFixture() }
}

import Basics
import Foundation
import TestSupport
import Testing

@testable import TrackingTime

@Suite("Credentials") final class CredentialsTests {
  let folder: String

  init() throws {
    folder = TempFolder.newPath()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private var path: String { folder + "/credentials.json" }

  private func write(_ text: String, mode: Int = 0o600) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  private func find(_ environment: [String: String] = [:]) throws -> Credentials {
    try CredentialSearch(
      environment: Environment(environment), file: CredentialsFile(folder: folder), host: "api.example.test"
    )
    .find()
  }

  private let both = ["TT_APP_PASSWORD": "app", "TT_EMAIL": "a@example.test", "TT_PASSWORD": "pw"]

  @Test("the app password in the environment comes first, then the account password, then the file")
  func order() throws {
    try write(#"{"app_password":"file"}"#)
    #expect(try find(both).secret == .appPassword("app"))
    #expect(try find(both).source == "TT_APP_PASSWORD")
    var account = both
    account["TT_APP_PASSWORD"] = nil
    #expect(try find(account).secret == .account(email: "a@example.test", password: "pw"))
    #expect(try find().secret == .appPassword("file"))
    #expect(try find().source == path)
  }

  @Test("an empty variable counts as unset, and half a pair does not count")
  func empty() throws {
    try write(#"{"app_password":"file"}"#)
    #expect(try find(["TT_APP_PASSWORD": ""]).secret == .appPassword("file"))
    #expect(try find(["TT_EMAIL": "a@example.test"]).secret == .appPassword("file"))
    #expect(try find(["TT_PASSWORD": "pw", "TT_EMAIL": ""]).secret == .appPassword("file"))
    var account = both
    account["TT_APP_PASSWORD"] = ""
    #expect(try find(account).source == "TT_EMAIL and TT_PASSWORD")
  }

  @Test("without credentials the error says what to set")
  func none() throws {
    let error = try failure { _ = try find() }
    #expect(error.failure == .auth)
    #expect(error.remedy == .logIn)
  }

  @Test("the file contains one of the two forms")
  func forms() throws {
    try write(#"{"email": "a@example.test", "password": "pä: w"}"#)
    #expect(try find().secret == .account(email: "a@example.test", password: "pä: w"))
  }

  @Test(
    "a file readable by others is rejected, with the command that fixes it",
    arguments: [0o640, 0o604, 0o644, 0o660, 0o666])
  func modes(mode: Int) throws {
    try write(#"{"app_password":"s3cret"}"#, mode: mode)
    let error = try failure { _ = try find() }
    #expect(error.failure == .config)
    #expect(error.advice == "chmod 600 '\(path)'")
    #expect(!"\(error)".contains("s3cret"))
    #expect(try find(both).secret == .appPassword("app"), "the file is not looked at when it is not needed")
  }

  @Test("a private file is read", arguments: [0o600, 0o400])
  func privateModes(mode: Int) throws {
    try write(#"{"app_password":"x"}"#, mode: mode)
    #expect(try find().secret == .appPassword("x"))
  }

  @Test(
    "any other content is rejected and not repeated in the message",
    arguments: [
      "", "s3cret", "[]", "{}", #"{"app_password":""}"#, #"{"app_password":7}"#, #"{"password":"s3cret"}"#,
      #"{"email":"a@example.test"}"#, #"{"email":"","password":"s3cret"}"#, #"{"app_password":"s3cret","x":1}"#,
      #"{"app_password":"s3cret","email":"a","password":"b"}"#, #"{"app_password":"s3cret""#,
      #"{"app_password":"s3cret","app_password":"s3cret"}"#, #"{"App_Password":"s3cret"}"#,
    ])
  func refused(text: String) throws {
    try write(text)
    let error = try failure { _ = try find() }
    #expect(error.failure == .config)
    #expect(!"\(error)".contains("s3cret"))
  }

  @Test(
    "Base64 encodes the test vectors of RFC 4648",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
      ("foobar", "Zm9vYmFy"), ("ü\u{FFFF}~~", "w7zvv79+fg=="),
    ])
  func base64(text: String, encoded: String) {
    #expect(Base64.encode(text) == encoded)
    #expect(Data(text.utf8).base64EncodedString() == encoded)
  }

  @Test("both forms have the expected Authorization header")
  func headers() {
    #expect(Credentials(.appPassword("s3cret"), source: "").authorization == "Basic QVBJX1RPS0VOOnMzY3JldA==")
    #expect(
      Credentials(.account(email: "ada@example.test", password: "pä:w"), source: "").authorization
        == "Basic " + Data("ada@example.test:pä:w".utf8).base64EncodedString())
  }
}

import Basics
import Foundation
import TestSupport
import Testing

@testable import TrackingTime

@Suite("Sources of credentials") final class CredentialOrderTests {
  let home: String

  init() throws {
    home = TempFolder.newPath()
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: home) }

  private func write(_ name: String, _ text: String, mode: Int = 0o600) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: home + "/" + name))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: home + "/" + name)
  }

  private func search(
    _ environment: [String: String] = [:], command: (() throws(TTError) -> String)? = nil
  ) -> CredentialSearch {
    CredentialSearch(
      environment: Environment(environment.merging(["HOME": home]) { $1 }), file: CredentialsFile(folder: home),
      host: "api.example.test",
      command: command)
  }

  @Test("the first source with credentials is used, and later ones are not read")
  func order() throws {
    try write("credentials.json", #"{"app_password":"file"}"#)
    try write(".netrc", "machine api.example.test login API_TOKEN password netrc")
    let program: () throws(TTError) -> String = { () throws(TTError) in "program" }
    let forbidden: () throws(TTError) -> String = { () throws(TTError) in
      Issue.record("the program is run")
      return ""
    }
    #expect(try search(["TT_APP_PASSWORD": "app"], command: forbidden).find().secret == .appPassword("app"))
    #expect(try search(command: program).find().secret == .appPassword("program"))
    #expect(try search().find().secret == .appPassword("file"))
    try FileManager.default.removeItem(atPath: home + "/credentials.json")
    #expect(try search().find().secret == .appPassword("netrc"))
  }

  @Test("a failing program is an error, and later sources are not tried")
  func failingProgram() throws {
    try write("credentials.json", #"{"app_password":"file"}"#)
    let search = search { () throws(TTError) in throw TTError(.auth, "locked") }
    #expect(try failure { _ = try search.find() }.message == "locked")
  }

  @Test("a .netrc that provides the password must be private; others need not be")
  func netrcMode() throws {
    try write(".netrc", "machine api.example.test login API_TOKEN password s3cret", mode: 0o644)
    let error = try failure { _ = try search().find() }
    #expect(error.failure == .config && error.advice == "chmod 600 '\(home)/.netrc'")
    try write(".netrc", "machine other.test login a password b", mode: 0o644)
    #expect(try failure { _ = try search().find() }.failure == .auth)
  }

  @Test(
    ".netrc is read as curl reads it",
    arguments: [
      ("machine api.example.test login a@b.test password pw", .account(email: "a@b.test", password: "pw")),
      ("machine API.EXAMPLE.TEST\n\tlogin API_TOKEN\n\tpassword pw\n", .appPassword("pw")),
      (
        "# note\nmachine x login a password b\nmachine api.example.test password pw login API_TOKEN", .appPassword("pw")
      ),
      ("default login a password b", .account(email: "a", password: "b")),
      ("default login a password b machine api.example.test login c password d", .account(email: "c", password: "d")),
      (#"machine api.example.test login a password "p w\"x\\""#, .account(email: "a", password: #"p w"x\"#)),
      ("machine api.example.test login a account z password b", .account(email: "a", password: "b")),
      (
        "macdef m\nmachine api.example.test login no password no\n\nmachine api.example.test login a password b",
        .account(email: "a", password: "b")
      ),
      ("machine api.example.test login a default login x password y", nil),
      ("machine api.example.test.evil login a password b", nil),
      ("machine api.example.tes login a password b", nil), ("", nil), ("machine", nil), ("login a password b", nil),
    ] as [(String, Credentials.Secret?)])
  func netrc(text: String, secret: Credentials.Secret?) {
    #expect(Netrc.secret(for: "api.example.test", in: Array(text.utf8)) == secret)
  }

  @Test("saved credentials are sent to the host they were saved for, and to no other")
  func boundToHost() throws {
    let file = CredentialsFile(folder: home + "/tt")
    #expect(try file.write(.appPassword("s3cret"), for: "api.example.test"))
    func search(_ host: String, home owner: String) -> CredentialSearch {
      CredentialSearch(environment: [:], file: file, host: host, homeAuthority: owner)
    }
    #expect(try search("api.example.test", home: "other.test").find().secret == .appPassword("s3cret"))
    let error = try failure { _ = try search("other.test", home: "other.test").find() }
    #expect(error.failure == .auth && error.message.contains("are for api.example.test"))
    // A file of an older version belongs to the configured address.
    try Data(#"{"app_password":"s3cret"}"#.utf8).write(to: URL(fileURLWithPath: file.path))
    #expect(try search("other.test", home: "other.test").find().secret == .appPassword("s3cret"))
    #expect(try failure { _ = try search("elsewhere.test", home: "other.test").find() }.failure == .auth)
    var program = search("elsewhere.test", home: "other.test")
    program.command = { () throws(TTError) in
      Issue.record("the program runs")
      return "s3cret"
    }
    #expect(try failure { _ = try program.find() }.failure == .auth)
  }

  @Test("a link in place of the file is followed when it is written, so that no file keeps the old password")
  func linked() throws {
    let target = home + "/elsewhere.json"
    let file = CredentialsFile(folder: home + "/tt")
    try FileManager.default.createDirectory(atPath: home + "/tt", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: target)
    let old = Data(#"{"app_password":"old"}"#.utf8)
    #expect(
      FileManager.default.createFile(atPath: target, contents: old, attributes: [.posixPermissions: 0o600]))
    #expect(try file.write(.appPassword("new"), for: "api.example.test"))
    #expect(try String(contentsOfFile: target, encoding: .utf8).contains("new"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: file.path) == target)
  }

  @Test("the file is written with private permissions, can be read, and is not written twice")
  func written() throws {
    let file = CredentialsFile(folder: home + "/new/tt")
    for secret in [Credentials.Secret.appPassword("a\"ü"), .account(email: "a@b.test", password: " p ")] {
      #expect(try file.write(secret, for: "api.example.test"))
      #expect(try !file.write(secret, for: "api.example.test"))
      #expect(try file.read()?.secret == secret)
      #expect(Files.status(file.path)?.mode == 0o600)
    }
    #expect(try file.remove())
    #expect(try !file.remove())
    #expect(try file.read() == nil)
  }
}

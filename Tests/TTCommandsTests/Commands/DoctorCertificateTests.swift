import Basics
import Foundation
import Testing
import Transport

@testable import TTCommands

@Suite("Certificates checked by tt doctor") struct DoctorCertificateTests {
  /// The finding on a machine where libcurl would use these on its own.
  private func finding(_ places: [String], hasLibrary: Bool = true) throws -> JSONValue {
    let cli = try CLIFixture(["PATH": "/nowhere", "TT_APP_PASSWORD": "s3cret"])
    cli.readsZoneFiles = true
    cli.adjust = { context in
      context.transportVersion = { () throws(TransportFailure) in
        if hasLibrary { return "libcurl/8.5.0" }
        throw TransportFailure(.misconfigured, reason: "libcurl cannot be loaded", mayHaveArrived: false)
      }
      context.trustStore = { _ in .libraryDefault }
      context.defaultTrust = { places }
    }
    let found = try cli.run("doctor", "--offline", "--json").json().array?.first { $0["check"] == "certificates" }
    return try #require(found)
  }

  @Test("a default that does not exist is a failure that names the package to install")
  func missing() throws {
    let found = try finding(["/nowhere/ca-certificates.crt", "/nowhere/certs"])
    #expect(found["status"] == "fail")
    #expect(found["detail"]?.string?.contains("/nowhere/ca-certificates.crt") == true)
    #expect(found["fix"]?.string?.contains("apt-get install ca-certificates") == true)
  }

  @Test("a default that exists, or is not known, is ok", arguments: [["/nowhere/ca.crt", "/etc"], ["/etc"], []])
  func present(_ places: [String]) throws {
    #expect(try finding(places)["status"] == "ok")
  }

  @Test("a folder with nothing in it has no certificates")
  func empty() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try finding([folder])["status"] == "fail")
  }

  @Test("where libcurl is missing as well, the package of certificates is named, too")
  func nothing() throws {
    let found = try finding([], hasLibrary: false)
    #expect(found["status"] == "warn")
    #expect(found["fix"]?.string?.contains("apt-get install ca-certificates") == true)
  }
}

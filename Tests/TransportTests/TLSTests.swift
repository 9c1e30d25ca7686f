import Foundation
import TestSupport
import Testing
import Transport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An https server with a self-signed certificate, run by an installed tool.
final class SelfSignedServer {
  let port: UInt16
  let certificate: String
  private let folder: URL
  private let process: Process

  init(name: String) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("tt-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    certificate = folder.appendingPathComponent("cert.pem").path
    let key = folder.appendingPathComponent("key.pem").path
    let maker = try Self.start([
      "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=\(name)", "-addext",
      "subjectAltName=\(name)", "-keyout", key, "-out", certificate,
    ])
    maker.waitUntilExit()
    port = try RawServer.unusedPort()
    process = try Self.start([
      "openssl", "s_server", "-accept", "127.0.0.1:\(port)", "-cert", certificate, "-key", key, "-www", "-quiet",
    ])
    waits { Self.accepts(port) }
  }

  /// A directory that holds the certificate under its hashed name, and an empty one.
  func directories() throws -> (hashed: String, empty: String) {
    let hasher = try Self.start(["openssl", "x509", "-noout", "-hash", "-in", certificate], output: folder)
    hasher.waitUntilExit()
    let hash = try String(contentsOf: folder.appendingPathComponent("output"), encoding: .utf8)
    let hashed = folder.appendingPathComponent("hashed")
    let empty = folder.appendingPathComponent("empty")
    for directory in [hashed, empty] {
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }
    let name = hash.trimmingCharacters(in: .whitespacesAndNewlines) + ".0"
    try FileManager.default.copyItem(atPath: certificate, toPath: hashed.appendingPathComponent(name).path)
    return (hashed.path, empty.path)
  }

  deinit {
    // A child of a test's thread inherits its blocked signals; only this one cannot be blocked.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  static let isPossible =
    (try? start(["openssl", "version"])).map { process in
      process.waitUntilExit()
      return process.terminationStatus == 0
    } ?? false

  private static func start(_ words: [String], output folder: URL? = nil) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    if let file = folder?.appendingPathComponent("output") {
      _ = FileManager.default.createFile(atPath: file.path, contents: nil)
      process.standardOutput = try FileHandle(forWritingTo: file)
    }
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  private static func accepts(_ port: UInt16) -> Bool {
    do {
      _ = try CurlTransport(environment: [:]).send(read("https://127.0.0.1:\(port)/"))
      return true
    } catch {
      return error.kind != .unreachable
    }
  }
}

@Suite("TLS certificates", .waiting, .enabled(if: SelfSignedServer.isPossible), .timeLimit(.minutes(1)))
struct TLSTests {
  @Test("an untrusted certificate is rejected before anything is sent, and accepted if the environment names it")
  func selfSigned() throws {
    let server = try SelfSignedServer(name: "IP:127.0.0.1")
    let url = "https://127.0.0.1:\(server.port)/"
    let refused = try failure(CurlTransport(environment: [:]), write(url))
    #expect(refused.kind == .certificate && !refused.mayHaveArrived, "\(refused)")
    for name in ["SSL_CERT_FILE", "CURL_CA_BUNDLE"] {
      let trusting = CurlTransport(environment: [name: server.certificate])
      #expect(try trusting.send(read(url)).status == 200)
    }
  }

  @Test("a directory with hashed names is trusted")
  func hashedDirectory() throws {
    let server = try SelfSignedServer(name: "IP:127.0.0.1")
    let url = "https://127.0.0.1:\(server.port)/"
    let (hashed, empty) = try server.directories()
    #expect(try CurlTransport(environment: ["SSL_CERT_DIR": hashed]).send(read(url)).status == 200)
    let refused = try failure(CurlTransport(environment: ["SSL_CERT_DIR": empty]), write(url))
    #expect(refused.kind == .certificate && !refused.mayHaveArrived, "\(refused)")
  }

  @Test("a trusted certificate for another host is rejected")
  func otherName() throws {
    let server = try SelfSignedServer(name: "DNS:other.example")
    let trusting = CurlTransport(environment: ["SSL_CERT_FILE": server.certificate])
    let refused = try failure(trusting, write("https://127.0.0.1:\(server.port)/"))
    #expect(refused.kind == .certificate && !refused.mayHaveArrived, "\(refused)")
  }

  @Test("unreadable trusted certificates are a configuration error")
  func missingFile() throws {
    let server = try SelfSignedServer(name: "IP:127.0.0.1")
    let transport = CurlTransport(environment: ["SSL_CERT_FILE": "/nowhere/ca.pem"])
    let refused = try failure(transport, write("https://127.0.0.1:\(server.port)/"))
    #expect(refused.kind == .misconfigured && !refused.mayHaveArrived, "\(refused)")
    #expect(refused.reason.contains("/nowhere/ca.pem"))
  }
}

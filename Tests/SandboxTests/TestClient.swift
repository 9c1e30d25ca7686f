import Basics
import Foundation
import Sandbox

/// A minimal HTTP client for a sandbox server that is started for one test.
struct TestClient {
  let server: SandboxServer

  /// A response of the server.
  struct Response {
    let httpStatus: Int
    let headers: [String: String]
    let body: [UInt8]

    /// Parses everything received on a connection. Throws when it does not match the headers.
    init(_ text: String) throws {
      let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
      let lines = parts[0].split(separator: "\r\n")
      guard parts.count == 2, let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
      else { throw Incomplete() }
      httpStatus = status
      headers = lines.dropFirst().reduce(into: [:]) { headers, line in
        let halves = line.split(separator: ":", maxSplits: 1)
        headers[halves[0].lowercased()] = halves.last?.trimmingCharacters(in: .whitespaces)
      }
      body = Array(parts[1].utf8)
      guard Int(headers["content-length"] ?? "") == body.count else { throw Incomplete() }
    }

    struct Incomplete: Error {}

    /// The body as JSON, strictly parsed; nil for other bodies.
    var envelope: JSONValue? { try? JSONValue.parse(body) }
    var status: Int? { envelope?["response"]?["status"]?.int }
    var message: String? { envelope?["response"]?["message"]?.string }
    var data: JSONValue { envelope?["data"] ?? .null }
    var ids: [Int] { data.array?.compactMap { $0["id"]?.int } ?? [] }
  }

  static let ada = "API_TOKEN:sandbox"

  /// Runs a test with a server of its own.
  static func run(
    _ workspace: Workspace = .seeded(now: TestClient.now, timeZone: TestClient.berlin),
    options: SandboxOptions = TestClient.options(), _ test: (TestClient) async throws -> Void
  ) async throws {
    let server = try SandboxServer.start(workspace, options: options)
    do {
      try await test(TestClient(server: server))
    } catch {
      server.stop()
      throw error
    }
    server.stop()
  }

  /// Wednesday, 4 March 2026, 15:30:00 in Berlin.
  static let now = Date(timeIntervalSince1970: 1_772_634_600)
  static let berlin = Foundation.TimeZone(identifier: "Europe/Berlin") ?? .gmt

  /// Options with a clock that is stopped at ``now``.
  static func options(_ change: (inout SandboxOptions) -> Void = { _ in }) -> SandboxOptions {
    var options = SandboxOptions()
    options.now = { now }
    change(&options)
    return options
  }

  /// Sends one request. `path` can include a query.
  func send(
    _ method: String, _ path: String, form: String? = nil, json: String? = nil, credentials: String? = ada
  ) async throws -> Response {
    var headers = ["Host: 127.0.0.1", "Connection: close"]
    if let credentials { headers.append("Authorization: Basic \(Data(credentials.utf8).base64EncodedString())") }
    if form != nil { headers.append("Content-Type: application/x-www-form-urlencoded") }
    if json != nil { headers.append("Content-Type: application/json") }
    let body = form ?? json ?? ""
    headers.append("Content-Length: \(body.utf8.count)")
    let target = "/api/v4\(path)"
    let request = "\(method) \(target) HTTP/1.1\r\n\(headers.joined(separator: "\r\n"))\r\n\r\n\(body)"
    return try Response(await RawConnection.exchange(request, with: server.baseURL))
  }

  func get(_ path: String) async throws -> Response { try await send("GET", path) }
  func post(_ path: String, form: String? = nil) async throws -> Response { try await send("POST", path, form: form) }
}

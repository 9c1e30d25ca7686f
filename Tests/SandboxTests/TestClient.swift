import Basics
import Foundation
import Sandbox

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A server of its own for one test, and the simplest of clients for it.
struct TestClient {
  let server: SandboxServer

  /// An answer of the server: the HTTP status, the headers, and the envelope when there is one.
  struct Answer {
    let httpStatus: Int
    let headers: [String: String]
    let body: [UInt8]

    var envelope: JSONValue? { try? JSONValue.parse(body) }
    var status: Int? { envelope?["response"]?["status"]?.int }
    var message: String? { envelope?["response"]?["message"]?.string }
    var data: JSONValue { envelope?["data"] ?? .null }
    var ids: [Int] { data.array?.compactMap { $0["id"]?.int } ?? [] }
  }

  static let ada = "API_TOKEN:sandbox"

  /// Starts a server, lets the test use it, and stops it.
  static func run(
    _ workspace: Workspace = .seeded(now: TestClient.now, timeZone: TestClient.berlin),
    _ options: SandboxOptions = TestClient.options(), _ test: (TestClient) async throws -> Void
  ) async throws {
    let server = try await SandboxServer.start(workspace, options: options)
    do {
      try await test(TestClient(server: server))
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  /// Wednesday, 4 March 2026, 15:30:00 in Berlin.
  static let now = Date(timeIntervalSince1970: 1_772_634_600)
  static let berlin = TimeZone(identifier: "Europe/Berlin") ?? .gmt

  /// Options whose clock stands still at ``now``.
  static func options(_ change: (inout SandboxOptions) -> Void = { _ in }) -> SandboxOptions {
    var options = SandboxOptions()
    options.now = { now }
    change(&options)
    return options
  }

  /// Sends one request; `query` is put behind the path as it is.
  func send(
    _ method: String, _ path: String, form: String? = nil, json: String? = nil, credentials: String? = ada
  ) async throws -> Answer {
    guard let url = URL(string: server.baseURL + path) else { throw URLError(.badURL) }
    var request = URLRequest(url: url)
    request.httpMethod = method
    if let credentials {
      request.setValue("Basic " + Data(credentials.utf8).base64EncodedString(), forHTTPHeaderField: "Authorization")
    }
    if let form {
      request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
      request.httpBody = Data(form.utf8)
    }
    if let json {
      request.setValue("application/json", forHTTPHeaderField: "Content-Type")
      request.httpBody = Data(json.utf8)
    }
    let session = URLSession(configuration: .ephemeral, delegate: NoRedirects(), delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    let (data, response) = try await session.data(for: request)
    guard let response = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
    var headers: [String: String] = [:]
    for (name, value) in response.allHeaderFields { headers["\(name)".lowercased()] = "\(value)" }
    return Answer(httpStatus: response.statusCode, headers: headers, body: [UInt8](data))
  }

  func get(_ path: String) async throws -> Answer { try await send("GET", path) }
  func post(_ path: String, form: String? = nil) async throws -> Answer { try await send("POST", path, form: form) }
}

private final class NoRedirects: NSObject, URLSessionTaskDelegate {
  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }
}

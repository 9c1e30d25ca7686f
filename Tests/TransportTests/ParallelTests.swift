import Basics
import Foundation
import TestSupport
import Testing
import Transport

@Suite("Requests side by side", .waiting, .timeLimit(.minutes(1)))
struct ParallelTests {
  /// Notes how many requests are under way at once.
  private final class Load: Sendable {
    private let state = Guarded((now: 0, most: 0))

    func enter() {
      state.with {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
    }

    func leave() { state.with { $0.now -= 1 } }
    var most: Int { state.with { $0.most } }
  }

  /// A server that answers with the number of the page, even ones later than odd ones.
  private func server(_ load: Load, answer: @escaping @Sendable (RawConnection, Int) -> Void) throws -> RawServer {
    try RawServer { connection, _ in
      while let request = connection.readRequest() {
        let page = request.split(separator: " ")[1].split(separator: "/").last.flatMap { Int($0) } ?? -1
        load.enter()
        usleep(page % 2 == 0 ? 30_000 : 5_000)
        load.leave()
        answer(connection, page)
      }
    }
  }

  /// Sends requests for pages from 0 on until a result ends it, and returns what came and how many were sent.
  private func pages(
    _ url: String, width: Int, transport: any HTTPTransport = CurlTransport(environment: [:]), until last: Int
  ) -> (results: [String], sent: Int) {
    var sent = 0
    var results: [String] = []
    transport.send(upTo: width) {
      sent += 1
      return read("\(url)/\(sent - 1)")
    } receive: { result in
      switch result {
      case .success(let response): results.append(String(decoding: response.body, as: UTF8.self))
      case .failure(let failure): results.append("\(failure.kind)")
      }
      return results.count <= last
    }
    return (results, sent)
  }

  @Test(
    "results come in the order of the requests, at most eight are under way, and none is sent after the end is known")
  func ordered() throws {
    let load = Load()
    let server = try server(load) { $0.answer("\($1)") }
    defer { server.stop() }
    let (results, sent) = pages(server.url, width: 8, until: 20)
    #expect(results == (0...20).map(String.init))
    #expect(sent <= 20 + 8)
    #expect(load.most > 4 && load.most <= 8)
  }

  @Test("connections are used again")
  func connections() throws {
    let connections = Guarded(0)
    let server = try RawServer { connection, _ in
      connections.with { $0 += 1 }
      while connection.readRequest() != nil { connection.answer("x") }
    }
    defer { server.stop() }
    #expect(pages(server.url, width: 4, until: 40).results.count == 41)
    #expect(connections.with { $0 } <= 5)
  }

  @Test("a failure is delivered in its place, and the requests after it are ended")
  func failed() throws {
    let server = try server(Load()) { connection, page in
      if page == 3 { connection.reset() } else { connection.answer("\(page)") }
      if page == 3 { close(connection.fd) }
    }
    defer { server.stop() }
    let began = Date()
    let (results, _) = pages(server.url, width: 8, until: 3)
    #expect(results == ["0", "1", "2", "interrupted"])
    #expect(Date().timeIntervalSince(began) < 20)
  }

  @Test("a flag ends requests that are under way")
  func cancelled() throws {
    let server = try RawServer { connection, _ in
      connection.readRequest()
      usleep(3_000_000)
    }
    defer { server.stop() }
    let flag = CancellationFlag()
    let transport = CurlTransport(environment: [:], cancellationFlag: flag)
    #expect(
      Threads.start {
        usleep(50_000)
        flag.set()
      })
    #expect(pages(server.url, width: 3, transport: transport, until: 0).results == ["aborted"])
  }

  @Test("requests that have no time left are not sent")
  func late() throws {
    let server = try server(Load()) { $0.answer("\($1)") }
    defer { server.stop() }
    let left = Guarded(5)
    let transport = DeadlineTransport(CurlTransport(environment: [:])) {
      left.with {
        $0 -= 1
        return Double($0)
      }
    }
    #expect(pages(server.url, width: 2, transport: transport, until: 9).results.last == "timeout")
    #expect(server.requests.count <= 4)
  }
}

import Basics
import FlyingFox
import FlyingSocks
import Foundation

/// An emulator of the TrackingTime service on real HTTP, on a port of 127.0.0.1.
public final class SandboxServer: Sendable {
  /// `http://127.0.0.1:PORT/api/v4`
  public let baseURL: String

  private let emulator: Emulator
  private let server: HTTPServer
  private let running: _Concurrency.Task<Void, any Error>

  private init(baseURL: String, emulator: Emulator, server: HTTPServer, running: _Concurrency.Task<Void, any Error>) {
    self.baseURL = baseURL
    self.emulator = emulator
    self.server = server
    self.running = running
  }

  /// Starts a server. Throws when the port cannot be had.
  public static func start(
    _ workspace: Workspace = .seeded(), options: SandboxOptions = SandboxOptions()
  ) async throws -> SandboxServer {
    let emulator = Emulator(workspace, options)
    let address = try sockaddr_in.inet(ip4: "127.0.0.1", port: options.port)
    let server = HTTPServer(
      address: address, timeout: 3600, pool: NoDelaySocketPool(base: HTTPServer.defaultPool()), logger: .disabled,
      handler: HTTPAdapter(emulator: emulator))
    let failure = FirstError()
    let running = _Concurrency.Task {
      do { try await server.run() } catch {
        await failure.note(error)
        throw error
      }
    }
    while true {
      if case .ip4(_, let port)? = await server.listeningAddress {
        return SandboxServer(
          baseURL: "http://127.0.0.1:\(port)/api/v4", emulator: emulator, server: server, running: running)
      }
      if let error = await failure.error {
        throw TTError(.network, "cannot listen on 127.0.0.1:\(options.port): \(error)")
      }
      try await _Concurrency.Task.sleep(for: .milliseconds(1))
    }
  }

  /// Everything that arrived, in order.
  public func requests() async -> [RecordedRequest] { await emulator.requests }

  /// Forgets what arrived.
  public func clearRequests() async { await emulator.clearRequests() }

  /// Adds a fault for the next requests it fits.
  public func inject(_ fault: Fault) async { await emulator.inject(fault) }

  /// The workspace as it is now.
  public func workspace() async -> Workspace { await emulator.workspace }

  /// Puts another workspace in place.
  public func replace(_ workspace: Workspace) async { await emulator.replace(workspace) }

  /// Closes the port and all connections.
  public func stop() async {
    await server.stop()
    running.cancel()
    _ = await running.result
  }
}

/// Remembers the error that ended the server before it listened.
private actor FirstError {
  private(set) var error: (any Error)?
  func note(_ error: any Error) { self.error = self.error ?? error }
}

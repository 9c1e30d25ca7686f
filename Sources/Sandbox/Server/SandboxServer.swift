import Basics
import FlyingFox
import FlyingSocks
import Foundation

/// An emulator of the TrackingTime service that listens for HTTP on a port of 127.0.0.1.
public final class SandboxServer: Sendable {
  /// `http://127.0.0.1:PORT/api/v4`
  public let baseURL: String

  private let emulator: Emulator
  private let server: HTTPServer
  private let running: Task<Void, any Error>

  private init(baseURL: String, emulator: Emulator, server: HTTPServer, running: Task<Void, any Error>) {
    self.baseURL = baseURL
    self.emulator = emulator
    self.server = server
    self.running = running
  }

  /// Starts a server and returns once it is listening.
  ///
  /// - Throws: a network error when it cannot listen on the port.
  public static func start(
    _ workspace: Workspace = .seeded(), options: SandboxOptions = SandboxOptions()
  ) async throws -> SandboxServer {
    let emulator = Emulator(workspace, options)
    let address = try sockaddr_in.inet(ip4: "127.0.0.1", port: options.port)
    let server = HTTPServer(
      address: address, timeout: 3600, pool: NoDelaySocketPool(base: HTTPServer.defaultPool()), logger: .disabled,
      handler: HTTPAdapter(emulator: emulator))
    let failure = FirstError()
    let running = Task {
      do { try await server.run() } catch {
        await failure.record(error)
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
      try await Task.sleep(for: .milliseconds(1))
    }
  }

  /// The requests received, in order.
  public func requests() async -> [RecordedRequest] { await emulator.requests }

  /// Clears the list of received requests.
  public func clearRequests() async { await emulator.clearRequests() }

  /// Adds a fault for subsequent requests.
  public func inject(_ fault: Fault) async { await emulator.inject(fault) }

  /// The current workspace.
  public func workspace() async -> Workspace { await emulator.workspace }

  /// Replaces the workspace.
  public func replace(_ workspace: Workspace) async { await emulator.replace(workspace) }

  /// Closes the port and all connections.
  public func stop() async {
    await server.stop()
    running.cancel()
    _ = await running.result
  }
}

/// The error that ended the server before it was listening.
private actor FirstError {
  private(set) var error: (any Error)?
  func record(_ error: any Error) { self.error = self.error ?? error }
}

/// A pool of sockets that send small writes at once (`TCP_NODELAY`).
///
/// FlyingFox writes the head and the body of a response separately; on a reused connection, the body would otherwise wait
/// about 40 ms for the acknowledgment of the head. Accepted sockets inherit the option from the listening socket, which
/// waits in this pool before it accepts.
private struct NoDelaySocketPool<Base: AsyncSocketPool>: AsyncSocketPool {
  let base: Base

  func prepare() async throws { try await base.prepare() }

  func run() async throws { try await base.run() }

  func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
    try? socket.setValue(true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY))
    try await base.suspendSocket(socket, untilReadyFor: events)
  }
}

import Basics

/// An emulator of the TrackingTime service that listens for HTTP on a port of 127.0.0.1.
public final class SandboxServer: Sendable {
  /// `http://127.0.0.1:PORT/api/v4`
  public let baseURL: String

  private let emulator: Emulator
  private let listener: HTTPListener

  private init(emulator: Emulator, listener: HTTPListener) {
    baseURL = "http://127.0.0.1:\(listener.port)/api/v4"
    self.emulator = emulator
    self.listener = listener
  }

  /// Starts a server and returns once it is listening.
  ///
  /// - Throws: a network error when it cannot listen on the port.
  public static func start(
    _ workspace: Workspace = .seeded(), options: SandboxOptions = SandboxOptions()
  ) async throws -> SandboxServer {
    let emulator = Emulator(workspace, options)
    do throws(SystemError) {
      let listener = try HTTPListener(port: options.port) { request in
        let (faults, delay) = await emulator.admit(request)
        if delay > 0 { try? await Task.sleep(for: .milliseconds(delay)) }
        return await emulator.serve(request, faults)
      }
      return SandboxServer(emulator: emulator, listener: listener)
    } catch {
      throw TTError(.network, "cannot listen on 127.0.0.1:\(options.port): \(error.reason)")
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
    listener.stop()
  }
}

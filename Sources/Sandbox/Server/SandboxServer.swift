import Basics

/// An emulator of the TrackingTime service that listens for HTTP on a port of 127.0.0.1.
public final class SandboxServer: Sendable {
  /// `http://127.0.0.1:PORT/api/v4`
  public let baseURL: String

  private let emulator: Guarded<Emulator>
  private let listener: HTTPListener

  private init(emulator: Guarded<Emulator>, listener: HTTPListener) {
    baseURL = "http://127.0.0.1:\(listener.port)/api/v4"
    self.emulator = emulator
    self.listener = listener
  }

  /// Starts a server and returns once it is listening. Requests are served one at a time, on threads of the server's own,
  /// so that it answers whatever the rest of the process waits for.
  ///
  /// - Throws: a network error when it cannot listen on the port.
  public static func start(
    _ workspace: Workspace = .seeded(), options: SandboxOptions = SandboxOptions()
  ) throws(TTError) -> SandboxServer {
    let emulator = Guarded(Emulator(workspace, options))
    do throws(SystemError) {
      let listener = try HTTPListener(port: options.port) { request in
        let (faults, delay) = emulator.with { $0.admit(request) }
        if delay > 0 { poll(nil, 0, Int32(clamping: delay)) }
        return emulator.with { $0.serve(request, faults) }
      }
      return SandboxServer(emulator: emulator, listener: listener)
    } catch {
      throw TTError(.network, "cannot listen on 127.0.0.1:\(options.port): \(error.reason)")
    }
  }

  /// The requests received, in order.
  public func requests() -> [RecordedRequest] { emulator.with { $0.requests } }

  /// Clears the list of received requests.
  public func clearRequests() { emulator.with { $0.clearRequests() } }

  /// Adds a fault for subsequent requests.
  public func inject(_ fault: Fault) { emulator.with { $0.inject(fault) } }

  /// The current workspace.
  public func workspace() -> Workspace { emulator.with { $0.workspace } }

  /// Replaces the workspace.
  public func replace(_ workspace: Workspace) { emulator.with { $0.replace(workspace) } }

  /// Closes the port and all connections.
  public func stop() { listener.stop() }
}

import FlyingSocks
import Foundation

/// A socket pool whose sockets send small pieces at once (`TCP_NODELAY`).
///
/// The HTTP package writes head and body of an answer apart; otherwise the body would wait some 40 ms for the
/// acknowledgement of the head on every connection that is used again. Accepted sockets have the option from the
/// listening one, which waits in this pool before it accepts.
struct NoDelaySocketPool<Base: AsyncSocketPool>: AsyncSocketPool {
  let base: Base

  func prepare() async throws { try await base.prepare() }

  func run() async throws { try await base.run() }

  func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
    try? socket.setValue(true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY))
    try await base.suspendSocket(socket, untilReadyFor: events)
  }
}

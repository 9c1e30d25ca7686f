import Basics

/// A small HTTP/1.1 server on a port of 127.0.0.1, with a thread for each connection. It reads what tt, curl and browsers
/// send, and can break off where a test wants it to, which servers made for better purposes cannot.
final class HTTPListener: Sendable {
  /// The port it listens on.
  let port: UInt16

  private let socket: Int32
  /// Ends the wait for connections when something is written to it.
  private let wake: (read: Int32, write: Int32)
  private let state = Guarded(State())

  private struct State {
    var connections: Set<Int32> = []
    var isStopped = false
    var hasEnded = false
  }

  /// Listens on a port, or a free one for 0, and answers each request with what `handler` returns.
  ///
  /// - Throws: the reason why the port is not available.
  init(port: UInt16, handler: @escaping @Sendable (RecordedRequest) -> HTTPReply) throws(SystemError) {
    let listening = Sockets.stream()
    guard listening >= 0, let bound = Sockets.listen(listening, port: port) else {
      let error = SystemError("127.0.0.1:\(port)")
      close(listening)
      throw error
    }
    var pair: [Int32] = [-1, -1]
    guard pipe(&pair) == 0 else { throw SystemError("pipe") }
    for descriptor in [listening] + pair { Sockets.closeOnExec(descriptor) }
    (socket, self.port, wake) = (listening, bound, (pair[0], pair[1]))
    guard Threads.start({ self.accept(handler) }) else { throw SystemError("thread") }
  }

  /// Closes the port and all connections.
  func stop() {
    let isFirst = state.with { state in
      defer { state.isStopped = true }
      for connection in state.connections { shutdown(connection, Int32(SHUT_RDWR)) }
      return !state.isStopped
    }
    if isFirst {
      // A byte, not only the end of the pipe: a process started at the wrong moment may hold a copy of it.
      _ = Sockets.wake(wake.write)
      close(wake.write)
    }
    state.wait { $0.hasEnded ? () : nil }
  }

  private func accept(_ handler: @escaping @Sendable (RecordedRequest) -> HTTPReply) {
    var waits = [
      pollfd(fd: socket, events: Int16(POLLIN), revents: 0), pollfd(fd: wake.read, events: Int16(POLLIN), revents: 0),
    ]
    while true {
      poll(&waits, 2, -1)
      if waits[1].revents != 0 { break }
      if waits[0].revents == 0 { continue }
      let connection = Sockets.accept(socket)
      if connection < 0 { continue }
      Sockets.prepare(connection)
      let isWanted = state.with { state in
        if !state.isStopped { state.connections.insert(connection) }
        return !state.isStopped
      }
      let isStarted = isWanted && Threads.start { self.serve(connection, handler) }
      if !isStarted { end(connection) }
    }
    close(socket)
    close(wake.read)
    state.with { $0.hasEnded = true }
  }

  private func serve(_ connection: Int32, _ handler: @escaping @Sendable (RecordedRequest) -> HTTPReply) {
    var stream = HTTPStream(connection)
    while let request = stream.next(), stream.send(handler(request)), !stream.isLast {}
    end(connection)
  }

  private func end(_ connection: Int32) {
    state.with { state in _ = state.connections.remove(connection) }
    close(connection)
  }
}

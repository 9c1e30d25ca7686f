import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A port in front of a server that passes everything on until it is told to cut a connection within the next answer.
public final class CuttingProxy: @unchecked Sendable {
  private let lock = NSLock()
  private var left: Int?
  private var passed = 0
  private var listener: RawServer?

  /// Starts one. It connects to the server's socket, where everybody is who they say they are.
  public init(_ server: PostgresServer) throws {
    let path = server.folder + "/.s.PGSQL.\(server.port)"
    listener = try RawServer { [weak self] client, _ in
      guard let end = SocketFile.open(path) else { return }
      let start = client.fd
      // What the server has to say is passed on here, what the client has to say on another thread.
      let questions = Thread { Self.pump(from: start, to: end) { $0 } }
      questions.start()
      Self.pump(from: end, to: start) { self?.allowed($0) ?? 0 }
      for descriptor in [start, end] { shutdown(descriptor, Int32(SHUT_RDWR)) }
      while !questions.isFinished { usleep(100) }
      close(end)
    }
  }

  deinit { listener?.stop() }

  /// Lets so many more bytes of answers through, and then cuts the connection; nil for no cut.
  public func cut(after count: Int?) { lock.withLock { (left, passed) = (count, 0) } }

  /// The bytes of answers that passed since `cut` was called.
  public var count: Int { lock.withLock { passed } }

  /// True if the connection that was to be cut was.
  public var hasCut: Bool { lock.withLock { left == nil } }

  /// The address of a database for a role.
  public func url(_ database: PostgresDatabase, _ role: String) -> String {
    "postgresql://\(role)@127.0.0.1:\(listener?.port ?? 0)/\(database.name)?sslmode=disable"
  }

  /// How many of the bytes of an answer may pass; fewer if this connection ends here.
  private func allowed(_ count: Int) -> Int {
    lock.withLock {
      guard let limit = left else {
        passed += count
        return count
      }
      let part = min(count, limit)
      (left, passed) = (part < count ? nil : limit - part, passed + part)
      return part
    }
  }

  /// Passes bytes on until a side closes, or fewer of them may pass than there are.
  private static func pump(from source: Int32, to target: Int32, _ allowed: (Int) -> Int) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(source, &buffer, buffer.count, 0)
      if count <= 0 { break }
      let part = allowed(count)
      var sent = 0
      while sent < part {
        let step = buffer[sent..<part].withUnsafeBytes { send(target, $0.baseAddress, $0.count, noSignal) }
        if step <= 0 { return }
        sent += step
      }
      if part < count { return }
    }
    shutdown(target, Int32(SHUT_WR))
  }
}

/// A socket that is a file.
private enum SocketFile {
  /// Connects; nil if nobody listens.
  static func open(_ path: String) -> Int32? {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    let descriptor = socket(AF_UNIX, stream, 0)
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    if isConnected { return descriptor }
    close(descriptor)
    return nil
  }
}

import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One accepted connection, with nothing but bytes.
package final class RawConnection {
  package let fd: Int32
  private let server: RawServer

  package init(_ fd: Int32, _ server: RawServer) {
    self.fd = fd
    self.server = server
  }

  /// Reads one request, body included, and notes it down; nil when the other side closes.
  @discardableResult
  package func readRequest() -> String? {
    var bytes: [UInt8] = []
    while true {
      if let text = Self.whole(bytes) {
        server.note(text)
        return text
      }
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = recv(fd, &buffer, buffer.count, 0)
      if count <= 0 { return nil }
      bytes += buffer.prefix(count)
    }
  }

  /// Reads whatever comes first.
  package func readSome() {
    var buffer = [UInt8](repeating: 0, count: 64)
    _ = recv(fd, &buffer, buffer.count, 0)
  }

  /// Reads whatever is there; false when the other side closes.
  package func read() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    return recv(fd, &buffer, buffer.count, 0) > 0
  }

  private static func whole(_ bytes: [UInt8]) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n") else { return nil }
    let line = text[..<end.lowerBound].components(separatedBy: "\r\n").first { $0.hasPrefix("Content-Length: ") }
    let length = line.flatMap { Int($0.dropFirst(16)) } ?? 0
    return text[end.upperBound...].utf8.count >= length ? text : nil
  }

  package func write(_ text: String) { write(Array(text.utf8)) }

  /// Sends bytes; false when the other side is gone.
  @discardableResult
  package func write(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(fd, $0.baseAddress, $0.count, noSignal) }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  package func answer(_ body: String, status: String = "200 OK", headers: String = "") {
    write("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
  }

  /// Closes with a reset instead of an orderly end.
  package func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
  }
}

#if canImport(Glibc)
  let noSignal = Int32(MSG_NOSIGNAL)
  let stream = Int32(SOCK_STREAM.rawValue)
#else
  let noSignal: Int32 = 0
  let stream = SOCK_STREAM
#endif

/// A loopback server that does what the test says with each connection and then closes it.
package final class RawServer: @unchecked Sendable {
  package let port: UInt16
  private let listener: Int32
  private let lock = NSLock()
  private var noted: [String] = []
  private var accepted = 0
  private var stopped = false

  package var url: String { "http://127.0.0.1:\(port)" }

  /// The requests that were read whole, in order.
  package var requests: [String] { lock.withLock { noted } }

  /// How many connections were made.
  package var connections: Int { lock.withLock { accepted } }

  /// Starts to serve: `serve` gets each connection and its number, from 0.
  package init(_ serve: @escaping @Sendable (RawConnection, Int) -> Void) throws {
    listener = socket(AF_INET, stream, 0)
    port = try Self.bindToFreePort(listener)
    guard listen(listener, 16) == 0 else { throw POSIXError(.EADDRINUSE) }
    Thread.detachNewThread { [self] in
      while true {
        let fd = accept(listener, nil, nil)
        if fd < 0 || lock.withLock({ stopped }) { break }
        let number = lock.withLock {
          accepted += 1
          return accepted - 1
        }
        #if !canImport(Glibc)
          var on: Int32 = 1
          setsockopt(fd, SOL_SOCKET, SO_NOSIGPIPE, &on, 4)
        #endif
        Thread.detachNewThread {
          serve(RawConnection(fd, self), number)
          close(fd)
        }
      }
      close(listener)
    }
  }

  func note(_ request: String) { lock.withLock { noted.append(request) } }

  /// Lets the port go.
  package func stop() {
    lock.withLock { stopped = true }
    shutdown(listener, Int32(SHUT_RDWR))
  }

  /// A port without a listener. No connection is given it as its own by the system, so that a server can restart there.
  package static func unusedPort() throws -> UInt16 {
    let fd = socket(AF_INET, stream, 0)
    defer { close(fd) }
    for _ in 0..<99 {
      if let port = try? bindToFreePort(fd, from: .random(in: 10_000..<16_000)) { return port }
    }
    throw POSIXError(.EADDRNOTAVAIL)
  }

  /// True if somebody listens on a port of 127.0.0.1.
  static func isListening(_ port: UInt16) -> Bool {
    let fd = socket(AF_INET, stream, 0)
    defer { close(fd) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(fd, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  private static func bindToFreePort(_ fd: Int32, from port: UInt16 = 0) throws -> UInt16 {
    var address = sockaddr_in()
    address.sin_port = port.bigEndian
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let done = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(fd, $0, length) == 0 && getsockname(fd, $0, &length) == 0
      }
    }
    guard done else { throw POSIXError(.EADDRNOTAVAIL) }
    return UInt16(bigEndian: address.sin_port)
  }
}

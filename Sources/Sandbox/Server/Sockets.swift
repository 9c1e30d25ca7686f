import Basics

/// The system's sockets, where their calls differ between Linux and macOS.
enum Sockets {
  /// A socket for TCP; negative if there is none.
  static func stream() -> Int32 {
    #if canImport(Glibc)
      socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      socket(AF_INET, SOCK_STREAM, 0)
    #endif
  }

  /// Binds a socket to a port of 127.0.0.1 and listens; returns the port, or nil if it is taken.
  static func listen(_ descriptor: Int32, port: UInt16) -> UInt16? {
    set(descriptor, SOL_SOCKET, SO_REUSEADDR)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
        bind(descriptor, general, size) == 0 && systemListen(descriptor) && getsockname(descriptor, general, &size) == 0
      }
    }
    return isBound ? UInt16(bigEndian: address.sin_port) : nil
  }

  /// Takes the next connection; negative if there is none.
  static func accept(_ descriptor: Int32) -> Int32 { systemAccept(descriptor) }

  /// Sets up a connection: small answers are sent at once, and writing to one that is closed raises no signal.
  static func prepare(_ descriptor: Int32) {
    closeOnExec(descriptor)
    set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY)
    #if canImport(Darwin)
      set(descriptor, SOL_SOCKET, SO_NOSIGPIPE)
    #endif
  }

  /// Writes a byte to a pipe.
  static func wake(_ descriptor: Int32) -> Bool { write(descriptor, [0], 1) == 1 }

  static func closeOnExec(_ descriptor: Int32) { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }

  /// Sends all bytes; false if the connection is gone.
  static func send(_ descriptor: Int32, _ bytes: [UInt8]) -> Bool {
    #if canImport(Darwin)
      let flags: Int32 = 0
    #else
      let flags = Int32(MSG_NOSIGNAL)
    #endif
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { systemSend(descriptor, $0, flags) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32) {
    var on: Int32 = 1
    setsockopt(descriptor, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
  }
}

private func systemListen(_ descriptor: Int32) -> Bool { listen(descriptor, 128) == 0 }
private func systemAccept(_ descriptor: Int32) -> Int32 { accept(descriptor, nil, nil) }
private func systemSend(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer, _ flags: Int32) -> Int {
  send(descriptor, bytes.baseAddress, bytes.count, flags)
}

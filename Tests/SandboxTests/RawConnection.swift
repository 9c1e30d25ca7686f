import Foundation

/// A plain TCP connection, for tests of details that HTTP clients hide.
enum RawConnection {
  /// Sends a request and returns all bytes until the connection is closed, as text.
  static func exchange(_ request: String, with baseURL: String) async throws -> String {
    guard let port = URL(string: baseURL)?.port.flatMap(UInt16.init(exactly:)) else { throw URLError(.badURL) }
    return try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try exchange(request, port: port) }) }
    }
  }

  private static func exchange(_ request: String, port: UInt16) throws -> String {
    #if os(Linux)
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0, write(descriptor, request, request.utf8.count) == request.utf8.count else {
      throw URLError(.cannotConnectToHost)
    }
    var response: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = read(descriptor, &buffer, buffer.count), count > 0 { response += buffer[..<count] }
    return String(decoding: response, as: UTF8.self)
  }
}

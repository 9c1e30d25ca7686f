import FlyingFox
import FlyingSocks

/// Closes the connection before any byte of a response is written: FlyingFox requests the frames of a WebSocket first.
struct DroppedConnection: WSHandler {
  struct Closed: Error {}

  func makeFrames(for client: AsyncThrowingStream<WSFrame, any Error>) async throws -> AsyncStream<WSFrame> {
    throw Closed()
  }
}

/// The first half of a body, followed by an error that closes the connection.
struct TruncatedBody: AsyncBufferedSequence {
  typealias Element = UInt8
  let bytes: [UInt8]

  func makeAsyncIterator() -> Iterator { Iterator(rest: bytes[..<(bytes.count / 2)]) }

  struct Iterator: AsyncBufferedIteratorProtocol {
    var rest: ArraySlice<UInt8>

    mutating func next() async throws -> UInt8? {
      guard let first = rest.popFirst() else { throw DroppedConnection.Closed() }
      return first
    }

    mutating func nextBuffer(suggested count: Int) async throws -> ArraySlice<UInt8>? {
      if rest.isEmpty { throw DroppedConnection.Closed() }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }
  }
}

/// A transport whose requests have to end by a common deadline.
public final class DeadlineTransport: HTTPTransport {
  private let transport: any HTTPTransport
  private let remaining: () -> Double

  /// Wraps a transport; `remaining` gives the seconds left.
  public init(_ transport: any HTTPTransport, remaining: @escaping () -> Double) {
    self.transport = transport
    self.remaining = remaining
  }

  /// Sends a request that has no more time than is left.
  public func send(_ request: HTTPRequest) throws(TransportFailure) -> HTTPResponse {
    let left = remaining()
    guard left > 0 else { throw TransportFailure(.timeout, reason: "no time is left", mayHaveArrived: false) }
    var request = request
    request.timeout = min(request.timeout, left)
    return try transport.send(request)
  }
}

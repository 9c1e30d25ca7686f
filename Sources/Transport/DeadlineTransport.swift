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
    try transport.send(shortened(request))
  }

  /// Sends reads side by side, each with no more time than is left.
  public func send(
    upTo width: Int, _ next: () -> HTTPRequest?, receive: (Result<HTTPResponse, TransportFailure>) -> Bool
  ) {
    var expired: TransportFailure?
    transport.send(
      upTo: width,
      {
        guard expired == nil, let request = next() else { return nil }
        do throws(TransportFailure) { return try shortened(request) } catch { expired = error }
        return nil
      }, receive: receive)
    if let expired { _ = receive(.failure(expired)) }
  }

  private func shortened(_ request: HTTPRequest) throws(TransportFailure) -> HTTPRequest {
    let left = remaining()
    guard left > 0 else { throw TransportFailure(.timeout, reason: "no time is left", mayHaveArrived: false) }
    var request = request
    request.timeout = min(request.timeout, left)
    return request
  }
}

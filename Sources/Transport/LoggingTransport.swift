import Basics

/// A request that has ended, as a log shows it.
public struct Exchange: Sendable {
  /// The method.
  public var method: String
  /// The path and the query of the URL.
  public var target: String
  /// The status of the response, or why there is none; nil if the response was no longer wanted.
  public var outcome: Result<Int, TransportFailure>?
  /// How long it took until the response was taken, in milliseconds.
  public var milliseconds: Int
  /// How often the same request has been sent, this time included.
  public var attempt: Int
}

/// A transport that reports each request once it has ended.
public final class LoggingTransport: HTTPTransport {
  private let transport: any HTTPTransport
  private let clock: () -> Instant
  private let report: (Exchange) -> Void
  private var attempts: [String: Int] = [:]

  /// Wraps a transport.
  public init(_ transport: any HTTPTransport, clock: @escaping () -> Instant, report: @escaping (Exchange) -> Void) {
    self.transport = transport
    self.clock = clock
    self.report = report
  }

  /// A request under way.
  private struct Started {
    var exchange: Exchange
    var began: Instant
  }

  /// Sends a request and reports it.
  public func send(_ request: HTTPRequest) throws(TransportFailure) -> HTTPResponse {
    let started = start(request)
    let result = Result { () throws(TransportFailure) in try transport.send(request) }
    end(started, result)
    return try result.get()
  }

  /// Sends reads side by side and reports each of them, in the order of the requests.
  public func send(
    upTo width: Int, _ next: () -> HTTPRequest?, receive: (Result<HTTPResponse, TransportFailure>) -> Bool
  ) {
    var underWay: [Started] = []
    transport.send(
      upTo: width,
      {
        guard let request = next() else { return nil }
        underWay.append(start(request))
        return request
      },
      receive: { result in
        if !underWay.isEmpty { end(underWay.removeFirst(), result) }
        return receive(result)
      })
    for started in underWay { end(started, nil) }
  }

  private func start(_ request: HTTPRequest) -> Started {
    let attempt = attempts[request.method + request.url, default: 0] + 1
    attempts[request.method + request.url] = attempt
    let exchange = Exchange(
      method: request.method, target: Self.target(of: request.url), outcome: nil, milliseconds: 0, attempt: attempt)
    return Started(exchange: exchange, began: clock())
  }

  private func end(_ started: Started, _ result: Result<HTTPResponse, TransportFailure>?) {
    var exchange = started.exchange
    exchange.outcome = result?.map(\.status)
    exchange.milliseconds = max(0, Int(clock().seconds(since: started.began) * 1000))
    report(exchange)
  }

  /// The part of a URL behind the host.
  private static func target(of url: String) -> String {
    var slashes = 0
    let start = url.utf8.firstIndex { byte in
      if byte == UInt8(ascii: "/") { slashes += 1 }
      return slashes == 3
    }
    return start.map { String(url[$0...]) } ?? "/"
  }
}

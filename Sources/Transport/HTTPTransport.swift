/// A request as it is sent.
public struct HTTPRequest: Sendable {
  /// The method, in upper case.
  public var method: String
  /// The complete URL, http or https, percent-encoded.
  public var url: String
  /// Header names and values, in order. libcurl only adds `Host`, `Accept` and `Content-Length`.
  public var headers: [(name: String, value: String)]
  /// The body; nil for none.
  public var body: [UInt8]?
  /// True if the request can change data of the service: then it is never sent twice, not even by libcurl.
  public var isWrite: Bool
  /// The time limit of the whole request in seconds, including connecting.
  public var timeout: Double

  /// Creates a request; `timeout` is in seconds.
  public init(
    method: String, url: String, headers: [(name: String, value: String)] = [], body: [UInt8]? = nil, isWrite: Bool,
    timeout: Double = 30
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.isWrite = isWrite
    self.timeout = timeout
  }
}

/// A complete response of any status.
public struct HTTPResponse: Sendable, Equatable {
  /// The HTTP status, such as 200.
  public var status: Int
  /// The value of `Content-Type`.
  public var contentType: String?
  /// The value of `Retry-After`: seconds or an HTTP date.
  public var retryAfter: String?
  /// The value of `Date`, an HTTP date.
  public var date: String?
  /// The bytes of the body.
  public var body: [UInt8]

  /// Creates a response.
  public init(
    status: Int, contentType: String? = nil, retryAfter: String? = nil, date: String? = nil, body: [UInt8] = []
  ) {
    self.status = status
    self.contentType = contentType
    self.retryAfter = retryAfter
    self.date = date
    self.body = body
  }
}

/// Why no response was received.
public struct TransportFailure: Error, Sendable, Equatable {
  /// The kinds of failure.
  public enum Kind: Sendable, Equatable {
    /// No connection could be made: unknown host, no route, connection refused or TLS handshake failed.
    case unreachable
    /// The time limit for connecting or for the whole request was exceeded.
    case timeout
    /// The server's certificate could not be verified.
    case certificate
    /// The response exceeds the size limit.
    case tooLarge
    /// The connection ended before the whole response was read, or the response is not HTTP.
    case interrupted
    /// The request cannot be sent: libcurl is missing, the URL or a header is invalid, or a file of trusted certificates
    /// cannot be read.
    case misconfigured
    /// The cancellation flag was set.
    case aborted
  }

  /// The kind of failure.
  public var kind: Kind
  /// libcurl's message, or what is wrong with the request. Never contains a header or a body.
  public var reason: String
  /// False only if the request certainly did not leave this machine, so that it can safely be sent again.
  public var mayHaveArrived: Bool

  /// Creates a failure.
  public init(_ kind: Kind, reason: String, mayHaveArrived: Bool) {
    self.kind = kind
    self.reason = reason
    self.mayHaveArrived = mayHaveArrived
  }
}

/// Sends requests and returns their complete responses.
public protocol HTTPTransport: AnyObject {
  /// Sends one request. A response of any status is a success.
  ///
  /// - Throws: if no response was read.
  func send(_ request: HTTPRequest) throws(TransportFailure) -> HTTPResponse

  /// Sends reads side by side and delivers their results in the order of the requests.
  ///
  /// - Parameters:
  ///   - width: the most requests that are under way at a time.
  ///   - next: the next request, or nil for no more.
  ///   - receive: takes a result; returns false for no more, which ends the requests under way.
  func send(
    upTo width: Int, _ next: () -> HTTPRequest?, receive: (Result<HTTPResponse, TransportFailure>) -> Bool)
}

extension HTTPTransport {
  /// Sends the requests one after the other.
  public func send(
    upTo width: Int, _ next: () -> HTTPRequest?, receive: (Result<HTTPResponse, TransportFailure>) -> Bool
  ) {
    sendInTurn(next, receive: receive)
  }

  /// Sends the requests one after the other, for a transport that cannot send them side by side just now.
  func sendInTurn(_ next: () -> HTTPRequest?, receive: (Result<HTTPResponse, TransportFailure>) -> Bool) {
    while let request = next() {
      guard receive(Result { () throws(TransportFailure) in try send(request) }) else { return }
    }
  }
}

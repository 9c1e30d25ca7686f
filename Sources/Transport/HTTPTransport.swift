/// A request as it goes on the wire.
public struct HTTPRequest: Sendable {
  /// The method, in capitals.
  public var method: String
  /// The whole URL, http or https, with everything percent-encoded that needs it.
  public var url: String
  /// Header names and values, in order. Of libcurl's own only `Host`, `Accept` and `Content-Length` are added.
  public var headers: [(name: String, value: String)]
  /// The body; nil for none.
  public var body: [UInt8]?
  /// True when the request changes something at the service: then it is never sent twice, not even by libcurl.
  public var isWrite: Bool
  /// Seconds for the whole request, connecting included.
  public var timeout: Double

  /// Puts a request together; `timeout` is in seconds.
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

/// A whole response, whatever its status.
public struct HTTPResponse: Sendable, Equatable {
  /// The HTTP status, for example 200.
  public var status: Int
  /// `Content-Type` as it was sent.
  public var contentType: String?
  /// `Retry-After` as it was sent: seconds or an HTTP date.
  public var retryAfter: String?
  /// `Date` as it was sent, an HTTP date.
  public var date: String?
  /// The body's bytes.
  public var body: [UInt8]

  /// Puts a response together.
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

/// Why there is no response.
public struct TransportFailure: Error, Sendable, Equatable {
  /// What kind of thing went wrong.
  public enum Kind: Sendable, Equatable {
    /// No connection came about: unknown name, no route, refused, TLS handshake failed.
    case unreachable
    /// The time for connecting or for the whole request ran out.
    case timeout
    /// The server's certificate does not hold.
    case certificate
    /// The response is larger than allowed.
    case tooLarge
    /// The connection ended before a whole response was read, or what came is no HTTP.
    case interrupted
    /// The request cannot be made like this: libcurl is missing, the URL or a header is unusable, a file of trusted
    /// certificates cannot be read.
    case misconfigured
    /// The caller's abort flag was raised.
    case aborted
  }

  /// What kind of thing went wrong.
  public var kind: Kind
  /// libcurl's own words, or what is wrong with the request. Never holds a header or a body.
  public var reason: String
  /// False only when the request certainly did not leave this machine, so that sending it again cannot do it twice.
  public var mayHaveArrived: Bool

  /// Puts a failure together.
  public init(_ kind: Kind, reason: String, mayHaveArrived: Bool) {
    self.kind = kind
    self.reason = reason
    self.mayHaveArrived = mayHaveArrived
  }
}

/// Something that sends a request and gives back the whole response.
public protocol HTTPTransport {
  /// Sends one request. A response of any status is a success; throws when none was read.
  func send(_ request: HTTPRequest) throws(TransportFailure) -> HTTPResponse
}

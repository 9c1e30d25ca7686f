/// A deliberate failure of the server.
public struct Fault: Sendable, Equatable {
  /// The kinds of failures. Unless stated otherwise, the request has no effect.
  public enum Kind: Sendable, Equatable {
    /// The request is served late, by this many milliseconds.
    case latency(milliseconds: Int)
    /// HTTP 429 with an error envelope, and with a `Retry-After` header in seconds if given.
    case tooManyRequests(retryAfter: Int?)
    /// HTTP 500 with an HTML page.
    case html
    /// HTTP 502 with an HTML page.
    case gateway502
    /// The request takes effect, but the response is HTTP 502 with an HTML page.
    case gateway502After
    /// The connection is closed without a response.
    case dropBefore
    /// The request takes effect, but the connection is closed without a response.
    case dropAfter
    /// The request takes effect, but the connection is closed halfway through the response body.
    case truncate
    /// HTTP 200 with text that is not JSON.
    case garbage
    /// HTTP 302 to another path of the same server.
    case redirect
    /// HTTP 200 with an error envelope of this status.
    case envelope(status: Int)
  }

  /// What goes wrong.
  public var kind: Kind
  /// Restricts the fault to requests whose percent-encoded path contains this text; nil applies it to all requests.
  public var path: String?
  /// The number of requests still to be affected; nil for no limit.
  public var count: Int?

  /// Creates a fault for the next `count` requests whose path contains `path`.
  public init(_ kind: Kind, path: String? = nil, count: Int? = nil) {
    self.kind = kind
    self.path = path
    self.count = count
  }
}

/// Something that goes wrong on purpose.
public struct Fault: Sendable, Equatable {
  /// What goes wrong.
  public enum Kind: Sendable, Equatable {
    /// The answer comes later, by so many milliseconds.
    case latency(milliseconds: Int)
    /// HTTP 429 with an envelope; nothing is changed.
    case tooManyRequests(retryAfter: Int?)
    /// HTTP 500 with an HTML page; nothing is changed.
    case html
    /// HTTP 502 with an HTML page; nothing is changed.
    case gateway502
    /// The change is made, then HTTP 502 with an HTML page.
    case gateway502After
    /// The connection is closed without an answer; nothing is changed.
    case dropBefore
    /// The change is made, then the connection is closed without an answer.
    case dropAfter
    /// The change is made, and the body of the answer ends in the middle.
    case truncate
    /// HTTP 200 with a text that is no JSON; nothing is changed.
    case garbage
    /// HTTP 302 to another path of the same server; nothing is changed.
    case redirect
    /// HTTP 200 with an error envelope of that status; nothing is changed.
    case envelope(status: Int)
  }

  /// What goes wrong.
  public var kind: Kind
  /// Only requests whose raw path contains this text are hit; nil hits all.
  public var path: String?
  /// How many requests are hit; nil for all from now on.
  public var count: Int?

  /// A fault for the next `count` requests whose path contains `path`.
  public init(_ kind: Kind, path: String? = nil, count: Int? = nil) {
    self.kind = kind
    self.path = path
    self.count = count
  }
}

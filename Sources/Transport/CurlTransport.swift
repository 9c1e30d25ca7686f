import Basics
import CCurl

/// HTTP using libcurl, which is loaded at the first request. Connections are reused between requests. Not safe for
/// concurrent use.
public final class CurlTransport: HTTPTransport {
  private let environment: Environment
  private let maxBodyBytes: Int
  private let connectTimeout: Int
  private let cancellationFlag: CancellationFlag?
  private var handle: OpaquePointer?
  /// The connections of requests that run side by side, and handles for them.
  var pool: OpaquePointer?
  var idleHandles: [OpaquePointer] = []
  private lazy var trustStore = TrustStore.choose(environment: environment)

  /// Creates a transport with the proxies and trusted certificates of `environment`. `maxBodyBytes` limits the body of a
  /// response, `connectTimeout` is in seconds, and setting `cancellationFlag` cancels a running request.
  public init(
    environment: Environment, maxBodyBytes: Int = 64 << 20, connectTimeout: Double = 10,
    cancellationFlag: CancellationFlag? = nil
  ) {
    self.environment = environment
    if environment[TransportVariables.keyLog] == nil { unsetenv(TransportVariables.keyLog) }
    self.maxBodyBytes = max(0, maxBodyBytes)
    self.connectTimeout = Int(max(1, min(connectTimeout * 1000, 2_000_000_000)))
    self.cancellationFlag = cancellationFlag
  }

  deinit {
    tt_curl_free(handle)
    for idle in idleHandles { tt_curl_free(idle) }
    tt_pool_free(pool)
  }

  /// The versions of libcurl and its components, as `libcurl/8.5.0 OpenSSL/3.0.13 …`. Loads libcurl.
  ///
  /// - Throws: the reason why it cannot be loaded, and the package to install.
  public static func version() throws(TransportFailure) -> String {
    guard let version = tt_curl_version() else { throw .misconfigured(String(cString: tt_curl_load_error())) }
    return String(cString: version)
  }

  /// The file and the directory of certificates that libcurl uses where none are chosen, as far as it has any and tells
  /// them. Loads libcurl.
  public static func defaultTrust() -> [String] {
    [tt_curl_default_trust(0), tt_curl_default_trust(1)].compactMap { $0.map { String(cString: $0) } }
  }

  /// Returns a function that loads libcurl, which takes several milliseconds; nil if it is loaded. Optional: allows loading
  /// libcurl while other work is in progress, once a request is certain.
  public static func loader() -> (() -> Void)? { tt_curl_is_loaded() == 0 ? { tt_curl_load() } : nil }

  /// Sends one request and reads the whole response. Redirects are not followed.
  ///
  /// - Throws: if no whole response was read; the failure tells whether the request may have arrived.
  public func send(_ request: HTTPRequest) throws(TransportFailure) -> HTTPResponse {
    let curl: OpaquePointer
    if let handle { curl = handle } else { curl = try Self.newHandle() }
    handle = curl
    let route = try begin(request, with: curl)
    return try result(of: perform(curl, request), curl, route)
  }

  /// Sets up a request, and returns how its host is reached.
  func begin(_ request: HTTPRequest, with curl: OpaquePointer) throws(TransportFailure) -> ProxyChoice {
    if let reason = request.invalidReason { throw .misconfigured(reason) }
    if cancellationFlag?.isSet == true {
      throw TransportFailure(.aborted, reason: "cancelled before it was sent", mayHaveArrived: false)
    }
    guard let url = HTTPURL(request.url) else { throw .misconfigured("the URL is not a plain http or https URL") }
    tt_curl_begin(curl, request.method, request.url)
    for line in request.headerLines { tt_curl_add_header(curl, line) }
    if url.isSecure, case .chosen(let file, let directory) = trustStore { tt_curl_trust(curl, file, directory) }
    let route = ProxyChoice.choose(for: url, environment: environment)
    tt_curl_proxy(curl, route.proxy, route.exempt)
    return route
  }

  /// The response of a transfer that has ended.
  func result(
    of outcome: tt_curl_outcome, _ curl: OpaquePointer, _ route: ProxyChoice
  ) throws(TransportFailure) -> HTTPResponse {
    guard outcome == TT_CURL_DONE else {
      throw TransportFailure(
        Self.kind(of: outcome), reason: route.redacting(reason(outcome, curl)),
        mayHaveArrived: tt_curl_may_have_arrived(curl) != 0)
    }
    return response(curl)
  }

  static func newHandle() throws(TransportFailure) -> OpaquePointer {
    if let curl = tt_curl_new() { return curl }
    let reason = String(cString: tt_curl_load_error())
    throw .misconfigured(reason.isEmpty ? "libcurl could not create a handle" : reason)
  }

  func limits(of request: HTTPRequest) -> tt_curl_limits {
    tt_curl_limits(
      connect_timeout_ms: connectTimeout, timeout_ms: request.timeoutMilliseconds, max_body_bytes: maxBodyBytes,
      abort_flag: UnsafePointer(cancellationFlag?.pointer))
  }

  private func perform(_ curl: OpaquePointer, _ request: HTTPRequest) -> tt_curl_outcome {
    var limits = limits(of: request)
    guard let body = request.sentBody else { return tt_curl_perform(curl, request.isWrite ? 1 : 0, &limits) }
    return body.withUnsafeBytes { bytes in
      tt_curl_set_body(curl, bytes.baseAddress, bytes.count)
      return tt_curl_perform(curl, request.isWrite ? 1 : 0, &limits)
    }
  }

  private func response(_ curl: OpaquePointer) -> HTTPResponse {
    let length = tt_curl_body_length(curl)
    let body = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      if let start = buffer.baseAddress, length > 0 { tt_curl_take_body(curl, start) }
      count = length
    }
    return HTTPResponse(
      status: tt_curl_status(curl), contentType: Self.text(tt_curl_content_type(curl)),
      retryAfter: Self.text(tt_curl_retry_after(curl)), date: Self.text(tt_curl_date(curl)), body: body)
  }

  private func reason(_ outcome: tt_curl_outcome, _ curl: OpaquePointer) -> String {
    // libcurl's own message only says that the write callback failed.
    if outcome == TT_CURL_TOO_LARGE { return "the response is larger than \(maxBodyBytes) bytes" }
    return String(cString: tt_curl_reason(curl))
  }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String? { pointer.map { String(cString: $0) } }

  private static func kind(of outcome: tt_curl_outcome) -> TransportFailure.Kind {
    switch outcome {
    case TT_CURL_UNREACHABLE: .unreachable
    case TT_CURL_TIMEOUT: .timeout
    case TT_CURL_CERTIFICATE: .certificate
    case TT_CURL_TOO_LARGE: .tooLarge
    case TT_CURL_MISCONFIGURED: .misconfigured
    case TT_CURL_ABORTED: .aborted
    default: .interrupted
    }
  }
}

extension TransportFailure {
  static func misconfigured(_ reason: String) -> TransportFailure {
    TransportFailure(.misconfigured, reason: reason, mayHaveArrived: false)
  }
}

/// A flag that cancels running transfers. May be set from another thread or a signal handler.
public final class CancellationFlag: @unchecked Sendable {
  // Accessed only through the atomic functions of CCurl.
  let pointer: UnsafeMutablePointer<Int32>

  /// Creates a flag that is not set.
  public init() {
    pointer = .allocate(capacity: 1)
    pointer.initialize(to: 0)
  }

  deinit { pointer.deallocate() }

  /// Cancels the transfers that use this flag, including new ones, until `clear` is called.
  public func set() { tt_flag_set(pointer, 1) }

  /// Allows transfers again.
  public func clear() { tt_flag_set(pointer, 0) }

  /// True from `set` until `clear`.
  public var isSet: Bool { tt_flag_get(pointer) != 0 }
}

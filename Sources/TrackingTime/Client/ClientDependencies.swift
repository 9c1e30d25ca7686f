import Basics
import Policy
import Transport

/// What a client has to know besides the call.
public struct ClientConfiguration: Sendable {
  /// The service's address.
  public var baseURL: BaseURL
  /// The workspace's number as text, when one was chosen.
  public var accountID: String?
  /// The `User-Agent` of every request.
  public var userAgent: String
  /// Seconds for each request.
  public var timeout: Double
  /// True leaves tokens and invite links readable in answers.
  public var showSecrets: Bool

  /// Settings of a client; `timeout` in seconds.
  public init(baseURL: BaseURL, accountID: String?, userAgent: String, timeout: Double, showSecrets: Bool = false) {
    self.baseURL = baseURL
    self.accountID = accountID
    self.userAgent = userAgent
    self.timeout = timeout
    self.showSecrets = showSecrets
  }
}

/// What a client needs from outside, handed in so that nothing here reads a clock or an environment on its own.
public struct ClientDependencies {
  /// The current time.
  public var clock: @Sendable () -> Instant
  /// The machine's zone.
  public var zone: () throws(TTError) -> TimeZone
  /// Waits so many seconds.
  public var sleep: (Double) -> Void
  /// The way to the network. It takes what only the gate gives out, so there is no way to a request past the gate.
  public var transport: (borrowing Reservation) -> any HTTPTransport
  /// What makes the way to the network ready, some milliseconds of work for the time until the request; nil when it is.
  public var transportLoader: () -> (() -> Void)?
  /// The credentials; asked for once the rules have let a call pass.
  public var credentials: () throws(TTError) -> Credentials
  /// Asks a person for the approval a call needs; nil where nobody can be asked.
  public var ask: ((ApprovalRequest) -> ApprovalResponse)?
  /// The caller as remembered for these credentials.
  public var rememberedUser: (Credentials) -> CurrentUser?
  /// Remembers the caller.
  public var rememberUser: (CurrentUser, Credentials) -> Void
  /// Told when a request that changes something begins (true) and ends (false): an interruption in between leaves its
  /// outcome unknown.
  public var whileWriting: (Bool) -> Void

  /// Gathers what a client needs from outside.
  public init(
    clock: @escaping @Sendable () -> Instant, zone: @escaping () throws(TTError) -> TimeZone,
    sleep: @escaping (Double) -> Void, transport: @escaping (borrowing Reservation) -> any HTTPTransport,
    transportLoader: @escaping () -> (() -> Void)? = { nil },
    credentials: @escaping () throws(TTError) -> Credentials,
    ask: ((ApprovalRequest) -> ApprovalResponse)? = nil,
    rememberedUser: @escaping (Credentials) -> CurrentUser? = { _ in nil },
    rememberUser: @escaping (CurrentUser, Credentials) -> Void = { _, _ in },
    whileWriting: @escaping (Bool) -> Void = { _ in }
  ) {
    self.clock = clock
    self.zone = zone
    self.sleep = sleep
    self.transport = transport
    self.transportLoader = transportLoader
    self.credentials = credentials
    self.ask = ask
    self.rememberedUser = rememberedUser
    self.rememberUser = rememberUser
    self.whileWriting = whileWriting
  }
}

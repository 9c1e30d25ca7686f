import Basics
import Policy
import Transport

/// The settings of a client.
public struct ClientConfiguration: Sendable {
  /// The service's address.
  public var baseURL: BaseURL
  /// The workspace's ID as text, if one was chosen.
  public var accountID: String?
  /// The `User-Agent` of every request.
  public var userAgent: String
  /// The timeout of each request, in seconds.
  public var timeout: Double
  /// True to leave tokens and invite links readable in results.
  public var showSecrets: Bool

  /// Creates the settings; `timeout` is in seconds.
  public init(baseURL: BaseURL, accountID: String?, userAgent: String, timeout: Double, showSecrets: Bool = false) {
    self.baseURL = baseURL
    self.accountID = accountID
    self.userAgent = userAgent
    self.timeout = timeout
    self.showSecrets = showSecrets
  }
}

/// The outside functions a client uses. Passed in, so that nothing in this module reads a clock or the environment.
public struct ClientDependencies {
  /// The current time.
  public var clock: @Sendable () -> Instant
  /// Finds the machine's time zone and others.
  public var zones: ZoneFinder
  /// Sleeps for the given number of seconds.
  public var sleep: (Double) -> Void
  /// Creates the transport. It requires a reservation, which only the gate creates, so no request can bypass the gate.
  public var transport: (borrowing Reservation) -> any HTTPTransport
  /// Returns the function that loads the transport, which takes some milliseconds; nil if it is loaded.
  public var transportLoader: () -> (() -> Void)?
  /// Finds the credentials. Called only once the policy's rules allow the call.
  public var credentials: () throws(TTError) -> Credentials
  /// Asks a person for the approval a call needs; nil if no one can be asked.
  public var ask: ((ApprovalRequest) -> ApprovalResponse)?
  /// Returns the cached user of these credentials.
  public var rememberedUser: (Credentials) -> CurrentUser?
  /// Caches the user of these credentials.
  public var rememberUser: (CurrentUser, Credentials) -> Void
  /// Called when a write request starts (true) and ends (false): an interruption in between leaves its outcome unknown.
  public var whileWriting: (Bool) -> Void
  /// Waits until the service takes requests again, if the user wants to wait so many seconds; false if not.
  public var wait: (Int) -> Bool
  /// Where calls wait that cannot be sent; nil if none may wait.
  public var outbox: Outbox?
  /// Waits until no other process looks for an entry in order to add it if it is not there, and keeps others from it until
  /// the result is dropped; nil where there is none.
  public var addingTurn: () throws(TTError) -> FolderLock?
  /// Called for each request when it has ended, with everything secret blotted out; nil if nobody wants to know.
  public var log: ((Exchange) -> Void)?

  /// Creates the dependencies from their parts.
  public init(
    clock: @escaping @Sendable () -> Instant, zones: ZoneFinder,
    sleep: @escaping (Double) -> Void, transport: @escaping (borrowing Reservation) -> any HTTPTransport,
    transportLoader: @escaping () -> (() -> Void)? = { nil },
    credentials: @escaping () throws(TTError) -> Credentials,
    ask: ((ApprovalRequest) -> ApprovalResponse)? = nil,
    rememberedUser: @escaping (Credentials) -> CurrentUser? = { _ in nil },
    rememberUser: @escaping (CurrentUser, Credentials) -> Void = { _, _ in },
    whileWriting: @escaping (Bool) -> Void = { _ in },
    wait: @escaping (Int) -> Bool = { _ in false },
    outbox: Outbox? = nil,
    addingTurn: @escaping () throws(TTError) -> FolderLock? = { () throws(TTError) in nil },
    log: ((Exchange) -> Void)? = nil
  ) {
    self.clock = clock
    self.zones = zones
    self.sleep = sleep
    self.transport = transport
    self.transportLoader = transportLoader
    self.credentials = credentials
    self.ask = ask
    self.rememberedUser = rememberedUser
    self.rememberUser = rememberUser
    self.whileWriting = whileWriting
    self.wait = wait
    self.outbox = outbox
    self.addingTurn = addingTurn
    self.log = log
  }
}

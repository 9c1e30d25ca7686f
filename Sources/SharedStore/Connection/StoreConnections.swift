import Basics

/// How a store is connected to.
public struct StoreOptions: Sendable {
  /// The seconds that a query may take, with all that it needs: connecting, waiting and trying again.
  public var timeout: Double
  /// The name of the program in the server's own listings, for example `tt/1.0`.
  public var applicationName: String
  /// The password of the environment, if any.
  public var password: String?
  /// Finds the password. Called once, before the time runs.
  public var passwordCommand: (@Sendable () throws(TTError) -> String)?
  /// The file with passwords; libpq does without if there is none.
  public var passwordFile: String?
  /// The file with the certificates that are trusted for servers on other machines where the address names none.
  public var rootCertificates: String?
  /// True for a process that stays: connections that were not used for a while are then closed, and the outcome of a call
  /// that the store did not take in time is recorded later.
  public var isLongLived = false
  /// How long that is, in seconds.
  public var idleLimit = 60.0

  /// The default of `timeout`.
  public static let defaultTimeout = 5.0

  /// Options that are all optional.
  public init(timeout: Double = StoreOptions.defaultTimeout, applicationName: String = "tt") {
    self.timeout = timeout
    self.applicationName = applicationName
  }
}

/// The connections of a process to one store, shared by its threads. Up to eight are kept for the next query.
public final class StoreConnections: Sendable {
  /// Where the store is.
  public let address: StoreAddress
  /// How it is connected to.
  public let options: StoreOptions
  private let state = Guarded(State())
  private let foundPassword = Guarded<String?>(nil)
  let lateChanges = LateChanges()

  private static let most = 8

  private struct State: Sendable {
    /// The one used last is at the end.
    var idle: [StoreConnection] = []
    /// True while a thread closes what is idle.
    var isWatched = false
  }

  /// No connection is made yet, and nothing is loaded.
  public init(_ address: StoreAddress, _ options: StoreOptions = StoreOptions()) {
    self.address = address
    self.options = options
  }

  /// The number of connections that are kept.
  var idleCount: Int { state.with { $0.idle.count } }

  /// A connection that is ready; nil if a new one has to be made.
  func takeIdle() -> StoreConnection? {
    let oldest = MonotonicClock.now - options.idleLimit
    return state.with { state in
      state.idle.removeAll { $0.lastUse < oldest }
      return state.idle.popLast()
    }
  }

  /// Keeps a connection that is in order for the next query.
  func put(_ connection: StoreConnection) {
    let needsWatch = state.with { state in
      if state.idle.count < Self.most { state.idle.append(connection) }
      if !options.isLongLived || state.isWatched { return false }
      state.isWatched = true
      return true
    }
    if needsWatch, !Threads.start({ [self] in watch() }) { state.with { $0.isWatched = false } }
  }

  /// Closes all that are idle: one of them was broken, so that the others probably are.
  func dropIdle() { state.with { $0.idle = [] } }

  /// Closes connections when they were idle for long enough, until there are none.
  private func watch() {
    var isDone = false
    while !isDone {
      usleep(UInt32(min(options.idleLimit, 60) * 500_000))
      isDone = state.with { state in
        state.idle.removeAll { $0.lastUse < MonotonicClock.now - options.idleLimit }
        if state.idle.isEmpty { state.isWatched = false }
        return state.idle.isEmpty
      }
    }
  }

  /// The password, found once; nil where a file or the server's own check of the account has to do.
  func password() throws(TTError) -> String? {
    guard let find = options.passwordCommand else { return address.password ?? options.password }
    let result: Result<String, TTError> = foundPassword.with { known in
      if let known { return .success(known) }
      let result = Result { () throws(TTError) in try find() }
      if case .success(let password) = result { known = password }
      return result
    }
    return try result.get()
  }

  /// Makes a connection to the first server that takes one. Each gets its share of the time.
  func connect(until deadline: Deadline) throws(ConnectionFailure) -> StoreConnection {
    var common: [String: String] = ["application_name": options.applicationName]
    do throws(TTError) { common["password"] = try password() } catch { throw .failed(error) }
    common["passfile"] = options.passwordFile
    if address.needsVerification { common["sslrootcert"] = options.rootCertificates }
    var failure = ConnectionFailure.unreachable("it names no host")
    for (index, host) in address.hosts.enumerated() {
      do throws(ConnectionFailure) {
        let share = deadline.limited(to: deadline.remaining / Double(address.hosts.count - index))
        return try connect(to: host, common, until: share)
      } catch {
        failure = failure.preferred(to: error)
        if error.isFinal { throw error }
        try deadline.check(failure.reason)
      }
    }
    throw failure
  }

  private func connect(
    to host: StoreAddress.Host, _ common: [String: String], until deadline: Deadline
  ) throws(ConnectionFailure) -> StoreConnection {
    let addresses: [String?] = host.isSocket ? [nil] : try HostLookup.addresses(of: host.name, until: deadline)
    var failure = ConnectionFailure.unreachable("\(host.name) has no address")
    for (index, ip) in addresses.enumerated() {
      do throws(ConnectionFailure) {
        let share = deadline.limited(to: deadline.remaining / Double(addresses.count - index))
        let parameters = address.parameters(for: host, ip: ip)
        return try StoreConnection(common.merging(parameters) { $1 }, until: share)
      } catch {
        failure = failure.preferred(to: error)
        if error.isFinal { throw error }
        try deadline.check(failure.reason)
      }
    }
    throw failure
  }
}

extension ConnectionFailure {
  /// True if another server would not help.
  fileprivate var isFinal: Bool {
    switch self {
    case .cancelled, .login, .statement, .failed: true
    case .timedOut, .unreachable, .interrupted: false
    }
  }

  /// The failure to report of this and a later one: a server that may answer soon counts more than one that is not there.
  fileprivate func preferred(to other: ConnectionFailure) -> ConnectionFailure {
    if case .unreachable = self { return other }
    if case .unreachable = other { return self }
    return other
  }

  /// The reason as text.
  var reason: String {
    switch self {
    case .cancelled: "the call was cancelled"
    case .timedOut(let text), .unreachable(let text), .interrupted(let text), .login(_, let text),
      .statement(_, let text):
      text
    case .failed(let error): error.message
    }
  }
}

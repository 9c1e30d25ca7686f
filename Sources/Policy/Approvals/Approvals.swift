import Basics

/// All open approvals. A pure value, stored in the approvals file.
///
/// Each call has at most one (see `ApprovalRequest.isSame`). As with counters, time never goes back here, so setting
/// the clock back revives nothing.
public struct Approvals: Sendable {
  /// The maximum number of open approvals per grant, so that a caller that keeps asking cannot fill the disk.
  static let maxOpenPerGrant = 100
  /// The maximum size, in bytes, of the arguments in a request: more than a person would read.
  static let maxArgumentBytes = 16 << 10

  private var clock = 0
  private var open: [Approval] = []

  /// No approvals.
  public init() {}

  /// The approvals that have not expired, the oldest first.
  ///
  /// - Parameter now: seconds since 1970.
  public func all(now: Int) -> [Approval] { open.filter { $0.expiresAt > now && $0.expiresAtClock > max(now, clock) } }

  /// The approval for a call, in any state.
  func find(_ request: ApprovalRequest, now: Int) -> Approval? {
    all(now: now).first { $0.request.isSame(as: request) }
  }

  /// Stores a request unless it is already open.
  ///
  /// - Parameter isRefused: true if the user was asked during the call and declined: the call is denied until that expires.
  /// - Returns: nil if the grant has too many open approvals, or the arguments are too long to review.
  mutating func request(_ request: ApprovalRequest, isRefused: Bool = false, now: Int, lifetime: Int) -> Approval? {
    advance(to: now)
    let known = find(request, now: now)
    if let known, known.state == .denied || !isRefused { return known }
    guard request.canonicalArguments.utf8.count <= Self.maxArgumentBytes,
      known != nil || open.count(where: { $0.request.grant.isIdentical(to: request.grant) }) < Self.maxOpenPerGrant
    else { return nil }
    return store(known?.id ?? newID(), isRefused ? .denied : .pending, request, now: now, lifetime: lifetime)
  }

  /// Answers a request. The answer is valid as long as a request is.
  ///
  /// - Returns: the updated approval and whether it changed; nil if no open request has this ID.
  public mutating func answer(
    _ id: String, isGranted: Bool, now: Int, lifetime: Int
  ) -> (approval: Approval, changed: Bool)? {
    advance(to: now)
    guard let known = open.first(where: { $0.id.isIdentical(to: id) }) else { return nil }
    let state: Approval.State = isGranted ? .granted : .denied
    if known.state == state { return (known, false) }
    return (store(known.id, state, known.request, now: now, lifetime: lifetime), true)
  }

  /// Uses up the approval for a call and removes any open request for it.
  ///
  /// - Parameter isGranted: true if the user was asked during the call and approved.
  /// - Returns: the approval, to be released if the call never leaves the machine; nil if the call is not approved.
  mutating func consume(_ request: ApprovalRequest, isGranted: Bool, now: Int, lifetime: Int) -> Approval? {
    advance(to: now)
    let found = find(request, now: now)
    guard found?.state == .granted || (isGranted && found?.state != .denied) else { return nil }
    let approval =
      found?.state == .granted
      ? found : store(found?.id ?? newID(), .granted, request, now: now, lifetime: lifetime)
    open.removeAll { $0.request.isSame(as: request) }
    return approval
  }

  /// Restores an approval that was not used after all, unless the call was denied meanwhile.
  mutating func release(_ approval: Approval, now: Int) {
    advance(to: now)
    if find(approval.request, now: now)?.state == .denied { return }
    replace(approval)
  }

  private mutating func store(
    _ id: String, _ state: Approval.State, _ request: ApprovalRequest, now: Int, lifetime: Int
  ) -> Approval {
    let approval = Approval(
      id: id, state: state, request: request, expiresAt: now + lifetime, clock: clock + lifetime)
    replace(approval)
    return approval
  }

  private mutating func replace(_ approval: Approval) {
    open.removeAll { $0.request.isSame(as: approval.request) }
    open.append(approval)
  }

  private mutating func advance(to now: Int) {
    clock = max(clock, now)
    open = all(now: now)
  }

  private func newID() -> String {
    var id: String
    repeat {
      id = String(UInt32.random(in: 0x1000_0000 ... .max), radix: 16)
    } while open.contains { $0.id == id }
    return id
  }
}

extension Approvals {
  /// The approvals file's content.
  public var json: JSONValue { ["version": 1, "clock": JSONValue(clock), "approvals": .array(open.map(\.json))] }

  /// Reads the form that `json` writes; nil for anything else.
  public init?(_ json: JSONValue) {
    guard let root = json.object, root.count == 3, root["version"]?.int == 1, let clock = root["clock"]?.int,
      (0...Window.maxSeconds).contains(clock), let list = root["approvals"]?.array
    else { return nil }
    let open = list.compactMap(Approval.init)
    // An approval that would never expire is invalid.
    guard open.count == list.count, open.allSatisfy({ max($0.expiresAt, $0.expiresAtClock) <= Window.maxSeconds })
    else { return nil }
    self.clock = clock
    self.open = open
  }
}

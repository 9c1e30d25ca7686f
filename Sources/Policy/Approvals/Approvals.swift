import Basics

/// All approvals that are open. A pure value: the approvals file holds one.
///
/// There is one for each call (see `ApprovalRequest.isSame`). As with counters, time never goes back here, so a clock
/// that is set back revives nothing.
public struct Approvals: Sendable {
  /// Open approvals of one grant; a caller that asks and asks cannot fill the disk.
  static let maxOpenPerGrant = 100
  /// Bytes of arguments that can be asked about: more than a person would read.
  static let maxArgumentBytes = 16 << 10

  private var clock = 0
  private var open: [Approval] = []

  /// No approvals.
  public init() {}

  /// Those that have not lapsed, the oldest first.
  ///
  /// - Parameter now: seconds since 1970.
  public func all(now: Int) -> [Approval] { open.filter { $0.expiresAt > now && $0.expiresAtClock > max(now, clock) } }

  /// The approval for a call, in whatever state.
  func find(_ request: ApprovalRequest, now: Int) -> Approval? {
    all(now: now).first { $0.request.isSame(as: request) }
  }

  /// Puts a request down, unless it already is.
  ///
  /// - Parameter isRefused: true where somebody was asked just now and said no, which takes back a yes that stands.
  /// - Returns: nil when the grant has too many open ones, or the arguments are too long to be read.
  mutating func request(_ request: ApprovalRequest, isRefused: Bool = false, now: Int, lifetime: Int) -> Approval? {
    advance(to: now)
    let known = find(request, now: now)
    if let known, known.state != .granted || !isRefused { return known }
    guard request.canonicalArguments.utf8.count <= Self.maxArgumentBytes,
      known != nil || open.count(where: { $0.request.grant.isIdentical(to: request.grant) }) < Self.maxOpenPerGrant
    else { return nil }
    return store(known?.id ?? newID(), .pending, request, now, lifetime)
  }

  /// Answers a request; the answer counts as long as a request does.
  ///
  /// - Returns: the approval as it now stands and whether that is a change, or nil when there is no such open one.
  public mutating func answer(
    _ id: String, isGranted: Bool, now: Int, lifetime: Int
  ) -> (approval: Approval, changed: Bool)? {
    advance(to: now)
    guard let known = open.first(where: { $0.id.isIdentical(to: id) }) else { return nil }
    let state: Approval.State = isGranted ? .granted : .denied
    if known.state == state { return (known, false) }
    return (store(known.id, state, known.request, now, lifetime), true)
  }

  /// Takes the yes for a call away, since it is used now. Whatever else stood for that call goes too.
  ///
  /// - Parameter isGranted: true where somebody was asked just now and said yes.
  /// - Returns: the yes, to be given back should the call never leave the machine; nil when there is none.
  mutating func consume(_ request: ApprovalRequest, isGranted: Bool, now: Int, lifetime: Int) -> Approval? {
    advance(to: now)
    let found = find(request, now: now)
    guard found?.state == .granted || (isGranted && found?.state != .denied) else { return nil }
    let yes =
      found?.state == .granted ? found : store(found?.id ?? newID(), .granted, request, now, lifetime)
    open.removeAll { $0.request.isSame(as: request) }
    return yes
  }

  /// Gives a yes back that was not used after all, unless a person has said no to that call meanwhile.
  mutating func release(_ approval: Approval, now: Int) {
    advance(to: now)
    if find(approval.request, now: now)?.state == .denied { return }
    replace(approval)
  }

  private mutating func store(
    _ id: String, _ state: Approval.State, _ request: ApprovalRequest, _ now: Int, _ lifetime: Int
  ) -> Approval {
    let approval = Approval(
      id: id, state: state, request: request, expiresAt: now + lifetime, expiresAtClock: clock + lifetime)
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
  var json: JSONValue { ["version": 1, "clock": JSONValue(clock), "approvals": .array(open.map(\.json))] }

  /// Reads what `json` writes; nil for anything else.
  init?(_ json: JSONValue) {
    guard let root = json.object, root.count == 3, root["version"]?.int == 1, let clock = root["clock"]?.int,
      (0...Window.maxSeconds).contains(clock), let list = root["approvals"]?.array
    else { return nil }
    let open = list.compactMap(Approval.init)
    // A yes without end is none.
    guard open.count == list.count, open.allSatisfy({ max($0.expiresAt, $0.expiresAtClock) <= Window.maxSeconds })
    else { return nil }
    self.clock = clock
    self.open = open
  }
}

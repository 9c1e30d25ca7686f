import Basics
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The state of a server: the workspace, the requests received, and the pending faults.
struct Emulator: Sendable {
  private(set) var workspace: Workspace
  private(set) var requests: [RecordedRequest] = []
  private var faults: [Fault]
  private let service: Service
  private let options: SandboxOptions

  init(_ workspace: Workspace, _ options: SandboxOptions) {
    self.workspace = workspace
    self.options = options
    faults = options.faults
    service = Service(
      credentials: BasicCredentials(
        appPassword: options.appPassword, email: options.email, password: options.password),
      readings: ActiveReadings(options.readings, quirks: options.quirks))
  }

  mutating func clearRequests() { requests = [] }

  mutating func inject(_ fault: Fault) { faults.append(fault) }

  mutating func replace(_ workspace: Workspace) {
    self.workspace = workspace
    options.onChange?(workspace)
  }

  /// Records a request and takes the faults that apply to it. `delay` is the time to wait before serving it, in
  /// milliseconds.
  mutating func admit(_ request: RecordedRequest) -> (faults: [Fault.Kind], delay: Int) {
    requests.append(request)
    let kinds = takeFaults(for: request.path)
    let delay = kinds.reduce(0) { total, kind in
      if case .latency(let milliseconds) = kind { total + milliseconds } else { total }
    }
    return (kinds, delay)
  }

  /// Serves an admitted request.
  mutating func serve(_ request: RecordedRequest, _ faults: [Fault.Kind]) -> HTTPReply {
    let time = options.now()
    if let reply = faults.lazy.compactMap(\.replacement).first {
      report(request, at: time, reply: reply, envelope: nil)
      return reply
    }
    let now = Instant(time)
    let userZone = MachineZone.named(workspace.timeZone)?.offset(at: now)
    let response = service.serve(request, workspace, now: now, userZone: userZone ?? UTCOffset(seconds: 0))
    if let changed = response.changed { replace(changed) }
    let challenge = response.httpStatus == 401 ? [("WWW-Authenticate", "Basic realm=\"TrackingTime\"")] : []
    let complete = HTTPReply.text(
      response.body, type: response.contentType, status: response.httpStatus,
      headers: [("Date", now.httpDate)] + challenge)
    let reply = faults.reduce(complete) { $1.apply(to: $0) }
    report(request, at: time, reply: reply, envelope: response.status)
    return reply
  }

  private mutating func takeFaults(for path: String) -> [Fault.Kind] {
    var kinds: [Fault.Kind] = []
    for index in faults.indices where faults[index].applies(to: path) && faults[index].count != 0 {
      kinds.append(faults[index].kind)
      faults[index].count = faults[index].count.map { $0 - 1 }
    }
    faults.removeAll { $0.count == 0 }
    return kinds
  }

  private func report(_ request: RecordedRequest, at time: Date, reply: HTTPReply, envelope: Int?) {
    options.onAnswer?(
      RecordedExchange(request: request, time: time, httpStatus: reply.httpStatus, envelopeStatus: envelope))
  }
}

import Foundation

/// The state behind the server: the workspace, what arrived, and the faults to come. One request at a time.
actor Emulator {
  private(set) var workspace: Workspace
  private(set) var requests: [RecordedRequest] = []
  private var faults: [Fault]
  private let service: Service
  private let options: SandboxOptions

  /// The date of an HTTP header, `Sun, 06 Nov 1994 08:49:37 GMT`.
  private static let httpDate: DateFormatter = {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = .gmt
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return format
  }()

  init(_ workspace: Workspace, _ options: SandboxOptions) {
    self.workspace = workspace
    self.options = options
    faults = options.faults
    service = Service(
      credentials: BasicCredentials(
        appPassword: options.appPassword, email: options.email, password: options.password),
      quirks: options.quirks)
  }

  func clearRequests() { requests = [] }

  func inject(_ fault: Fault) { faults.append(fault) }

  func replace(_ workspace: Workspace) {
    self.workspace = workspace
    options.onChange?(workspace)
  }

  /// Takes a request in, and says how long to wait before it is served.
  func admit(_ request: RecordedRequest) -> (faults: [Fault.Kind], delay: Int) {
    requests.append(request)
    let kinds = takeFaults(for: request.path)
    let delay = kinds.reduce(0) { total, kind in
      if case .latency(let milliseconds) = kind { total + milliseconds } else { total }
    }
    return (kinds, delay)
  }

  /// Serves an admitted request.
  func serve(_ request: RecordedRequest, _ faults: [Fault.Kind]) -> HTTPReply {
    let time = options.now()
    if let reply = faults.lazy.compactMap(\.replacement).first {
      report(request, time, reply, envelope: nil)
      return reply
    }
    let offset = TimeZone(identifier: workspace.timeZone)?.secondsFromGMT(for: time) ?? 0
    let outcome = service.serve(
      request, workspace, now: Int(time.timeIntervalSince1970.rounded(.down)), userZone: ZoneOffset(seconds: offset))
    if let changed = outcome.changed { replace(changed) }
    let challenge = outcome.httpStatus == 401 ? [("WWW-Authenticate", "Basic realm=\"TrackingTime\"")] : []
    let date = [("Date", Self.httpDate.string(from: time))]
    let whole = HTTPReply.json(outcome.body, status: outcome.httpStatus, headers: date + challenge)
    let reply = faults.reduce(whole) { $1.apply(to: $0) }
    report(request, time, reply, envelope: outcome.status)
    return reply
  }

  private func takeFaults(for path: String) -> [Fault.Kind] {
    var kinds: [Fault.Kind] = []
    for index in faults.indices where faults[index].hits(path) && faults[index].count != 0 {
      kinds.append(faults[index].kind)
      faults[index].count = faults[index].count.map { $0 - 1 }
    }
    faults.removeAll { $0.count == 0 }
    return kinds
  }

  private func report(_ request: RecordedRequest, _ time: Date, _ reply: HTTPReply, envelope: Int?) {
    options.onAnswer?(
      RecordedExchange(request: request, time: time, httpStatus: reply.httpStatus, envelopeStatus: envelope))
  }
}

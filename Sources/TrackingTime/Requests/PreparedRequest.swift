import Basics

/// A call with its times resolved: everything its request needs, except for what tt still has to look up.
struct PreparedRequest {
  private let tool: Tool
  private let arguments: ArgumentValues
  /// The account segment.
  let account: String?
  /// The current time that the call's times refer to.
  let now: Instant
  /// The call's resolved times, by parameter.
  let times: [(name: String, time: ResolvedTime)]
  /// The arguments that follow from those given: the times of an entry.
  let derived: ArgumentValues
  /// Notes for the user, such as that a local time happens twice.
  var notes: [Note]

  /// When a timer starts or stops, for calls with `date`.
  var date: ResolvedTime? { time("date") }
  /// The start of an entry.
  var start: ResolvedTime? { time("start") }
  /// The end of an entry.
  var end: ResolvedTime? { time("end") }

  private func time(_ name: String) -> ResolvedTime? { times.first { $0.name == name }?.time }

  /// Resolves the times of a call and derives the arguments that depend on them: `timezone`, `date` of a timer, which is
  /// always sent, and the third of start, end and duration of an entry.
  ///
  /// - Parameters:
  ///   - account: the account segment if the call does not specify one.
  ///   - now: the current time.
  ///   - zones: asked only if the call has times.
  /// - Throws: a usage error for times that do not exist, contradict each other or lie ahead.
  init(
    _ call: ValidatedCall, account: String?, now: Instant, zones: ZoneFinder
  ) throws(TTError) {
    tool = call.tool
    self.now = now
    self.account = tool.needsAccount ? call.arguments.integer("account_id").map(String.init) ?? account : nil
    var times = CallTimes(call.arguments)
    try times.resolveDays(of: call, now: now, zones)
    // The entry that is edited is read first: its day and zone decide what the times mean.
    if !call.completesFromEntry { try times.resolve(call, now: now, zones) }
    arguments = times.arguments
    self.times = times.times
    derived = times.derived
    notes = times.notes
  }

  /// The request, with additional arguments that tt has looked up, such as a task ID, a user ID or a page.
  ///
  /// - Parameter account: the account segment, if it differs from the call's.
  func request(adding found: ArgumentValues = [:], account other: String? = nil) -> APIRequest {
    let arguments = arguments.merging(found)
    var request = APIRequest(method: tool.method, path: tool.path, account: other ?? account)
    var fields: [(name: String, value: String)] = []
    for parameter in tool.parameters {
      let value = arguments[parameter.name]
      let text = times.first { $0.name == parameter.name }?.time.local.text ?? value?.wireText
      switch parameter.location {
      case .path:
        // Only track_task has a path that is complete without an ID.
        request.path = request.path.replacing("{\(parameter.name)}", with: text ?? "")
      case .field: if let text { fields.append((parameter.wireName, text)) }
      case .account, .local: break
      }
    }
    // Looked-up arguments need not be parameters of the tool.
    for name in found.names where tool.parameter(name) == nil {
      if let value = found[name] { fields.append((name, value.wireText)) }
    }
    if tool.method == "GET" || tool.carriesTimer { request.query = fields } else { request.form = fields }
    guard tool.access == .write, tool.method == "GET", request.target.utf8.count > Self.maxTarget else {
      return request
    }
    // Too long for a URL: the form of the request that takes a body.
    request.method = "PUT"
    request.query = []
    request.json = JSONObject(
      fields.map { field in
        let isTime = times.contains { $0.name == field.name }
        return .init(key: field.name, value: isTime ? .string(field.value) : arguments[field.name]?.json ?? .null)
      })
    return request
  }

  /// The longest path and query of a write, in bytes; servers commonly refuse more than 8 kB.
  private static let maxTarget = 6000
}

extension Tool {
  /// True for `track_task` and `stop_task`, which always send `date` and `timezone`.
  public var carriesTimer: Bool { path.hasPrefix("/tasks/track/") || path.hasPrefix("/tasks/stop/") }
}

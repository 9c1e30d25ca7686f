import Basics

/// A call with its times resolved: everything its request needs, except for what tt still has to look up.
struct PreparedRequest {
  private let tool: Tool
  private let arguments: ArgumentValues
  /// The account segment.
  let account: String?
  /// The call's resolved times, by parameter.
  private let times: [(name: String, time: ResolvedTime)]
  /// When a timer starts or stops, for calls with `date`.
  let date: ResolvedTime?
  /// Notes for the user, such as that a local time happens twice.
  let notes: [String]

  /// The start of a new entry.
  var start: ResolvedTime? { times.first { $0.name == "start" }?.time }

  /// Resolves the times of a call and derives the arguments that depend on them: `timezone`, `date` of a timer, which is
  /// always sent, and `duration` of an entry.
  ///
  /// - Parameters:
  ///   - account: the account segment if the call does not specify one.
  ///   - now: the current time.
  ///   - machineZone: the machine's time zone.
  /// - Throws: a usage error for a time that does not exist, or an end before its start.
  init(_ call: ValidatedCall, account: String?, now: Instant, machineZone: TimeZone) throws(TTError) {
    tool = call.tool
    self.account = tool.needsAccount ? call.arguments.integer("account_id").map(String.init) ?? account : nil
    var given: UTCOffset?
    if case .offset(let offset)? = call.arguments["timezone"] { given = offset }
    let zone = given.map { TimeZone(fixed: $0) } ?? machineZone
    var arguments = call.arguments
    var times: [(name: String, time: ResolvedTime)] = []
    var notes: [String] = []
    for parameter in tool.parameters where parameter.kind == .dateTime {
      guard let expression = arguments.time(parameter.name) else { continue }
      let time = try expression.resolve(now: now, in: zone)
      if time.isRepeatedHour {
        notes.append(
          "\(time.local.text) happens twice in \(zone.name); the first occurrence (\(time.offset.gmtText)) is used")
      }
      times.append((parameter.name, time))
    }
    func time(_ name: String) -> ResolvedTime? { times.first { $0.name == name }?.time }
    if tool.carriesTimer {
      let resolved: ResolvedTime
      if let date = time("date") {
        resolved = date
      } else {
        let current = TimeExpression.ago(seconds: 0)
        resolved = try current.resolve(now: now, in: zone)
        arguments["date"] = .time(current, text: resolved.local.text)
        times.append(("date", resolved))
      }
      date = resolved
      arguments["timezone"] = .offset(resolved.offset)
    } else {
      date = nil
      if let offset = (time("start") ?? time("end"))?.offset { arguments["timezone"] = .offset(given ?? offset) }
    }
    if let start = time("start"), let end = time("end") {
      let length = end.instant.seconds - start.instant.seconds
      if length < 0 {
        throw .usage("\(tool.name): end (\(end.local.text)) is before start (\(start.local.text))")
      }
      if arguments["duration"] == nil { arguments["duration"] = .integer(length) }
    }
    self.arguments = arguments
    self.times = times
    self.notes = notes
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
      case .field: if let text { fields.append((parameter.name, text)) }
      case .account, .local: break
      }
    }
    // Looked-up arguments need not be parameters of the tool.
    for name in found.names where tool.parameter(name) == nil {
      if let value = found[name] { fields.append((name, value.wireText)) }
    }
    if tool.access == .read || tool.carriesTimer { request.query = fields } else { request.form = fields }
    return request
  }
}

extension Tool {
  /// True for `track_task` and `stop_task`, which always send `date` and `timezone`.
  var carriesTimer: Bool { path.hasPrefix("/tasks/track/") || path.hasPrefix("/tasks/stop/") }
}

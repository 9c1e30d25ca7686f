import Basics

/// A call with its times resolved: everything its request needs, except for what tt still has to look up.
struct PreparedRequest {
  private let tool: Tool
  private let arguments: ArgumentValues
  /// The account segment.
  let account: String?
  /// The call's resolved times, by parameter.
  private let times: [(name: String, time: ResolvedTime)]
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
  ///   - machineZone: returns the machine's time zone; called only if the call has times.
  /// - Throws: a usage error for times that do not exist or contradict each other.
  init(
    _ call: ValidatedCall, account: String?, now: Instant, machineZone: () throws(TTError) -> TimeZone
  ) throws(TTError) {
    tool = call.tool
    self.account = tool.needsAccount ? call.arguments.integer("account_id").map(String.init) ?? account : nil
    var arguments = call.arguments
    var times: [(name: String, time: ResolvedTime)] = []
    var notes: [Note] = []
    derived = try Self.resolveTimes(of: call, now: now, machineZone, into: &times, &arguments, &notes)
    self.arguments = arguments
    self.times = times
    self.notes = notes
  }

  private static func resolveTimes(
    of call: ValidatedCall, now: Instant, _ machineZone: () throws(TTError) -> TimeZone,
    into times: inout [(name: String, time: ResolvedTime)], _ arguments: inout ArgumentValues, _ notes: inout [Note]
  ) throws(TTError) -> ArgumentValues {
    let parameters = call.tool.parameters.filter { $0.kind == .dateTime }
    guard !parameters.isEmpty else { return [:] }
    var given: UTCOffset?
    if case .offset(let offset)? = arguments["timezone"] { given = offset }
    let zone: TimeZone
    if let given { zone = TimeZone(fixed: given) } else { zone = try machineZone() }
    for parameter in parameters {
      guard let expression = arguments.time(parameter.name) else { continue }
      let time = try expression.resolve(now: now, in: zone)
      if time.isRepeatedHour {
        notes.append(
          Note(
            "\(time.local.text) happens twice in \(zone.name); the first occurrence (\(time.offset.gmtText)) is used"))
      }
      times.append((parameter.name, time))
    }
    func time(_ name: String) -> ResolvedTime? { times.first { $0.name == name }?.time }
    if call.tool.carriesTimer {
      let date = time("date") ?? ResolvedTime(now, in: zone)
      times = [("date", date)]
      arguments["date"] = .time(.exact(date.instant, date.offset), text: date.local.text)
      arguments["timezone"] = .offset(date.offset)
      return [:]
    }
    let entry = try EntryTimes(call, start: time("start"), end: time("end"), now: now, zone: zone)
    times = [("start", entry.start), ("end", entry.end)].compactMap { name, time in time.map { (name, $0) } }
    var derived = entry.arguments
    arguments = arguments.merging(derived)
    if let offset = (entry.start ?? entry.end)?.offset { arguments["timezone"] = .offset(given ?? offset) }
    for name in call.arguments.names { derived[name] = nil }
    return derived
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

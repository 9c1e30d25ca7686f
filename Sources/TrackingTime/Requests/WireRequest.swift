import Basics

/// A request before it has a host: what a call becomes on the wire.
struct WireRequest: Equatable {
  var method: String
  /// Behind the base URL and the account segment, for example `/tasks/track/42`.
  var path: String
  /// The account segment, or nil to leave it out.
  var account: String?
  var query: [(name: String, value: String)] = []
  /// The form body, or nil for none.
  var form: [(name: String, value: String)]?

  /// Everything behind the base URL.
  var target: String {
    let segment = account.map { "/" + $0 } ?? ""
    return segment + path + (query.isEmpty ? "" : "?" + PercentEncoding.encode(query))
  }

  static func get(_ path: String, account: String? = nil, _ query: [(name: String, value: String)] = []) -> WireRequest
  {
    WireRequest(method: "GET", path: path, account: account, query: query)
  }

  static func == (a: WireRequest, b: WireRequest) -> Bool {
    a.method == b.method && a.target == b.target
      && a.form.map(PercentEncoding.encode) == b.form.map(PercentEncoding.encode)
  }
}

/// What was put on the wire, and what came of the caller's times.
struct PreparedRequest {
  var request: WireRequest
  /// When a timer starts or stops, for calls that carry `date`.
  var date: ResolvedTime?
  /// Remarks for the caller, for example that an hour happens twice.
  var notes: [String] = []
}

extension ValidatedCall {
  /// Builds the request of a call.
  ///
  /// - Parameters:
  ///   - account: the account segment when the call does not name one.
  ///   - replacing: values tt looked up itself: an id for a placeholder of the path, a user's number.
  ///   - now: the current time.
  ///   - zone: the machine's zone.
  func prepare(
    account: String?, replacing found: JSONObject = JSONObject(), now: Instant, zone: TimeZone
  ) throws(TTError) -> PreparedRequest {
    var arguments = arguments
    for member in found { arguments[member.key] = member.value }
    var prepared = PreparedRequest(request: WireRequest(method: tool.method, path: tool.path))
    if tool.needsAccount {
      prepared.request.account = arguments["account_id"].flatMap(Parameter.wholeText) ?? account
    }
    let moments = try resolveTimes(&arguments, &prepared, now: now, zone: zone)
    var fields: [(name: String, value: String)] = []
    for parameter in tool.parameters {
      guard let value = arguments[parameter.name] else {
        if parameter.location == .path {
          // Only track_task has a path that is complete without its number.
          prepared.request.path = prepared.request.path.replacing("{\(parameter.name)}", with: "")
        }
        continue
      }
      let text = moments[parameter.name]?.local.text ?? parameter.wireText(value)
      switch parameter.location {
      case .path: prepared.request.path = prepared.request.path.replacing("{\(parameter.name)}", with: text)
      case .field: fields.append((parameter.name, text))
      case .account, .local: break
      }
    }
    // What tt itself puts in need not be an argument a caller may give.
    for member in found where tool.parameter(member.key) == nil {
      fields.append((member.key, member.value.string ?? member.value.compact))
    }
    if tool.access == .read || tool.carriesTimer {
      prepared.request.query = fields
    } else {
      prepared.request.form = fields
    }
    return prepared
  }

  /// Resolves the call's points of time and settles `timezone` and what follows from both: on a timer `date` is always
  /// sent, on a new entry the length.
  private func resolveTimes(
    _ arguments: inout JSONObject, _ prepared: inout PreparedRequest, now: Instant, zone: TimeZone
  ) throws(TTError) -> [String: ResolvedTime] {
    let given = arguments["timezone"]?.string.flatMap { UTCOffset($0) }
    let zone = given.map { TimeZone(fixed: $0) } ?? zone
    var moments: [String: ResolvedTime] = [:]
    for parameter in tool.parameters where parameter.kind == .dateTime {
      guard let moment = arguments[parameter.name]?.string.flatMap({ TimeExpression($0) }) else { continue }
      let resolved = try moment.resolve(now: now, in: zone)
      if resolved.isRepeatedHour {
        prepared.notes.append(
          "\(resolved.local.text) happens twice in \(zone.name); the first is taken (\(resolved.offset.gmtText))")
      }
      moments[parameter.name] = resolved
    }
    if tool.carriesTimer {
      let date: ResolvedTime
      if let given = moments["date"] {
        date = given
      } else {
        date = try TimeExpression.ago(seconds: 0).resolve(now: now, in: zone)
      }
      moments["date"] = date
      prepared.date = date
      arguments["date"] = .string(date.local.text)
      arguments["timezone"] = .string(date.offset.gmtText)
    } else if let offset = (moments["start"] ?? moments["end"])?.offset {
      arguments["timezone"] = .string((given ?? offset).gmtText)
    }
    if let start = moments["start"], let end = moments["end"] {
      let length = end.instant.seconds - start.instant.seconds
      if length < 0 {
        throw .usage("\(tool.name): end (\(end.local.text)) is before start (\(start.local.text))")
      }
      if arguments["duration"] == nil { arguments["duration"] = JSONValue(length) }
    }
    return moments
  }
}

extension Tool {
  /// True for the two tools that start and stop a timer: `date` and `timezone` always go with them.
  var carriesTimer: Bool { path.hasPrefix("/tasks/track/") || path.hasPrefix("/tasks/stop/") }
}

extension Parameter {
  /// The text a checked value has on the wire.
  func wireText(_ value: JSONValue) -> String {
    switch (kind, value) {
    case (.utcOffset, .string(let text)): UTCOffset(text)?.gmtText ?? text
    case (_, .string(let text)): text
    case (_, .number(let number)): number.literal
    default: value.compact
    }
  }
}

extension String {
  /// Replaces the only place of a marker.
  func replacing(_ marker: String, with text: String) -> String {
    var bytes = Array(utf8)
    let pattern = Array(marker.utf8)
    guard pattern.count <= bytes.count else { return self }
    for start in 0...(bytes.count - pattern.count) where bytes[start..<start + pattern.count].elementsEqual(pattern) {
      bytes.replaceSubrange(start..<start + pattern.count, with: Array(text.utf8))
      return String(decoding: bytes, as: UTF8.self)
    }
    return self
  }
}

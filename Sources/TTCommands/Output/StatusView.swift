import Basics
import TrackingTime

/// The running timer as output of `tt status`.
struct StatusView {
  private let status: JSONObject
  private let timer: RunningTimer?
  private let elapsed: Int?
  private let isStale: Bool
  /// How many calls wait to be sent.
  private let waiting: Int
  /// True if nothing is known of the timer.
  private let isUnknown: Bool

  /// The members of the answer, apart from those of the task.
  static let fields = ["running", "stale", "elapsed", "start", "start_rfc3339", "timezone", "waiting"]

  /// - Parameters:
  ///   - status: `{"running": false}`, `{"running": null}` if that is not known, or `"running": true` with the task or entry.
  ///   - isStale: true if it is older than was asked for, and the service could not be asked.
  init(_ status: JSONValue, now: Instant, isStale: Bool = false, waiting: Int = 0) {
    timer = status["running"]?.bool == true ? RunningTimer(status) : nil
    self.isStale = isStale
    self.waiting = waiting
    // The service's own duration is that of its last update, so the elapsed time is counted from the start.
    elapsed = timer?.started.map { max(0, now.seconds - $0.seconds) }
    isUnknown = status["running"]?.isNull == true
    var object: JSONObject = ["running": isUnknown ? .null : .bool(timer != nil)]
    if isStale { object["stale"] = true }
    object["elapsed"] = elapsed.map { JSONValue($0) }
    if timer != nil {
      for member in status.object ?? JSONObject() where object[member.key] == nil { object[member.key] = member.value }
    }
    if waiting > 0 { object["waiting"] = JSONValue(waiting) }
    self.status = object
  }

  /// The output, in the form the flags ask for.
  func output(_ arguments: Arguments) throws(TTError) -> Output {
    let note = waiting == 0 ? [] : ["\(waiting) \(waiting == 1 ? "call waits" : "calls wait") to be sent: tt sync"]
    var output = Output(value: .object(status), view: .lines([line] + note))
    if let format = arguments.value("format") {
      if format == StatusFormat.waybar {
        output.view = .raw(waybar.compact + "\n")
      } else {
        let format = try StatusFormat(format)
        output.view = .lines(timer == nil ? [] : [format.text(value)])
      }
    }
    output.exit = arguments.has("exit-code") && timer == nil ? 1 : 0
    if let limit = try StatusCommand.longerThan(arguments), let elapsed, elapsed > limit {
      output.exit = StatusCommand.longerExit
    }
    if RowWriter.isMadeOfRows(arguments.format) {
      output.columns = ["running", "id", "name", "project", "customer", "start", "elapsed", "stale"].map { Column($0) }
    }
    if arguments.has("fields") { output.declared = Self.fields + KnownFields.of(tool: "list_user_tasks") }
    return output
  }

  /// The status in one line.
  var line: String {
    let mark = isStale ? "  (stale)" : ""
    guard let timer else { return isUnknown ? "Nothing is known of the timer." : "No timer is running." + mark }
    let duration = elapsed.map { "  " + DurationText.clock($0) } ?? ""
    return timer.title + duration + (timer.start.map { "  since \($0)" } ?? "") + mark
  }

  private func value(_ name: String) -> String? {
    switch name {
    case "task": timer?.task
    case "project": timer?.project
    case "customer": timer?.object["customer"]?.string
    case "elapsed": elapsed.map { DurationText.clock($0) }
    case "elapsed_seconds": elapsed.map(String.init)
    case "start": timer?.start
    case "id": timer?.taskID.map(String.init)
    case "stale": isStale ? "stale" : nil
    default: nil
    }
  }

  /// What a custom module of Waybar shows. Its texts are Pango markup, in which three characters have to be escaped.
  private var waybar: JSONValue {
    func escaped(_ text: String) -> JSONValue {
      .string(
        text.escapingControlCharacters.replacing(scalar: "&", with: "&amp;").replacing(scalar: "<", with: "&lt;")
          .replacing(scalar: ">", with: "&gt;"))
    }
    let name = timer.map { $0.task.isEmpty || $0.isHidden ? $0.title : $0.task }
    let text = [name, elapsed.map { DurationText.clock($0) }].compactMap { $0 }.joined(separator: " ")
    let state = timer == nil ? isUnknown ? "unknown" : "idle" : "running"
    return [
      "text": escaped(text), "class": isStale ? [.string(state), "stale"] : .string(state), "tooltip": escaped(line),
    ]
  }

  /// The members of an answer that the cache keeps: enough to show the timer.
  static func slim(_ data: JSONValue) -> JSONValue {
    guard data["running"]?.bool != false, let timer = RunningTimer(data), timer.start != nil else {
      return ["running": false]
    }
    var slim: JSONObject = ["running": true]
    slim["id"] = timer.taskID.map { JSONValue($0) }
    slim["name"] = .string(timer.task)
    slim["tracking"] = true
    for key in ["project", "project_id", "customer", "customer_id", "account_id"] { slim[key] = timer.object[key] }
    if timer.isHidden { slim["type"] = "GHOST" }
    var entry: JSONObject = [:]
    entry["id"] = timer.entry?["id"]
    entry["start"] = timer.start.map(JSONValue.string)
    entry["timezone"] = timer.timezone.map(JSONValue.string)
    slim["start"] = timer.start.map(JSONValue.string)
    slim["start_rfc3339"] = timer.entry?["start_rfc3339"]
    slim["timezone"] = timer.timezone.map(JSONValue.string)
    slim["tracking_event"] = .object(entry)
    return .object(slim)
  }
}

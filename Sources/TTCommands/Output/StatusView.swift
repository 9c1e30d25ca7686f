import Basics
import TrackingTime

/// The running timer as output of `tt status`.
struct StatusView {
  private let status: JSONObject
  private let timer: RunningTimer?
  private let elapsed: Int?

  /// - Parameter status: `{"running": false}`, or `"running": true` with the task or entry.
  init(_ status: JSONValue, now: Instant) {
    timer = status["running"]?.bool == true ? RunningTimer(status) : nil
    // The service's own duration is that of its last update, so the elapsed time is counted from the start.
    elapsed = timer?.started.map { max(0, now.seconds - $0.seconds) }
    var object: JSONObject = ["running": .bool(timer != nil)]
    object["elapsed"] = elapsed.map { JSONValue($0) }
    if timer != nil {
      for member in status.object ?? JSONObject() where object[member.key] == nil { object[member.key] = member.value }
    }
    self.status = object
  }

  /// The output, in the form the flags ask for.
  func output(_ arguments: Arguments) -> Output {
    var lines = [line]
    if let format = arguments.value("format") { lines = timer == nil ? [] : [expand(format)] }
    let exit: Int32 = arguments.has("exit-code") && timer == nil ? 1 : 0
    return Output(value: .object(status), view: .lines(lines), exit: exit)
  }

  private var line: String {
    guard let timer else { return "No timer is running." }
    let duration = elapsed.map { "  " + DurationText.clock($0) } ?? ""
    return timer.title + duration + (timer.start.map { "  since \($0)" } ?? "")
  }

  private func expand(_ format: String) -> String {
    var text = ""
    var rest = format[...]
    while let character = rest.popFirst() {
      guard character == "%", let code = rest.popFirst() else {
        text.append(character)
        continue
      }
      text += value(code) ?? ""
    }
    return text
  }

  private func value(_ code: Character) -> String? {
    switch code {
    case "t": timer?.task
    case "p": timer?.project
    case "c": timer?.object["customer"]?.string
    case "e": elapsed.map { DurationText.clock($0) }
    case "E": elapsed.map(String.init)
    case "s": timer?.start
    case "i": timer?.taskID.map(String.init)
    default: "%"
    }
  }

  /// Rejects a format with an unknown placeholder.
  static func check(_ format: String?) throws(TTError) {
    guard let format else { return }
    var rest = format[...]
    while let character = rest.popFirst() {
      guard character == "%" else { continue }
      let code = rest.popFirst()
      guard let code, "tpceEsi%".contains(code) else {
        throw .usage(
          "invalid value for --format: unknown placeholder %\(code.map(String.init) ?? "")",
          hint: "known placeholders: %t task, %p project, %c customer, %e %E elapsed, %s start, %i task ID, %%")
      }
    }
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

import Basics
import TrackingTime

/// `tt status`: what runs.
enum StatusCommand {
  static let command = Command(
    path: ["status"], group: .tracking, summary: "Show the running timer",
    details: [
      "The policy judges it as list_user_tasks. With --max-age an answer that young is taken from the cache, without a "
        + "request; every command that learns how the timer stands refreshes it.",
      "--format replaces %t task, %p project, %c customer, %e elapsed time, %E elapsed seconds, %s start, %i task number, "
        + "%% a percent sign; nothing is printed when no timer runs.",
    ],
    flags: [
      Flag(name: "max-age", value: "AGE", summary: "take a cached answer at most this old: 60s, 5m"),
      Flag(name: "format", value: "FORMAT", summary: "print this instead, for example '%t %e'"),
      Flag(name: "exit-code", summary: "exit 1 when no timer runs"),
    ],
    examples: [
      .init(line: "tt status", summary: "what runs, and for how long"),
      .init(line: "tt status --max-age 60s --format '%t %e'", summary: "for a prompt or a bar"),
      .init(line: "tt status --exit-code -q || tt continue", summary: "for a script"),
    ],
    tools: ["list_user_tasks"],
    action: .tool(draft: draft, show: show), cached: cached)

  static func draft(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    _ = try maxAge(arguments)
    try StatusView.check(arguments.value("format"))
    var draft = try arguments.unresolvedCall("list_user_tasks", subject: .runningTimer)
    draft.call.arguments["filter"] = "TRACKING"
    return draft
  }

  static func show(_ answer: ToolResult, _ call: ToolCall, _ session: Session) -> Output {
    StatusView(answer.data, now: session.context.clock()).output(session.arguments)
  }

  /// The output without a request, when the cache is young enough for `--max-age`.
  static func cached(_ session: Session) throws(TTError) -> Output? {
    guard let age = try maxAge(session.arguments) else { return nil }
    try StatusView.check(session.arguments.value("format"))
    let cache = TimerCache(folder: CacheFolder(path: try session.folders().cache), context: session.context)
    let now = session.context.clock()
    guard let status = cache.read(age: age, now: now) else { return nil }
    // No call is made, so none is counted; but what a policy denies is not shown either.
    let refusal = try session.client().dryRun(try draft(session.arguments, session).call).refusal
    if let refusal, refusal.failure == .policyDenied { throw refusal }
    return StatusView(status, now: now).output(session.arguments)
  }

  private static func maxAge(_ arguments: Arguments) throws(TTError) -> Int? {
    guard let word = arguments.value("max-age") else { return nil }
    if word == "0" { return 0 }
    guard let seconds = DurationText.parse(word) else {
      throw .usage("--max-age is \(Shell.quoted(word)); it takes an age such as 60s or 5m")
    }
    return seconds
  }
}

/// How a timer is shown.
struct StatusView {
  private let status: JSONObject
  private let timer: RunningTimer?
  private let elapsed: Int?

  /// - Parameter status: `{"running": false}`, or `"running": true` with the task or entry.
  init(_ status: JSONValue, now: Instant) {
    timer = status["running"]?.bool == true ? RunningTimer(status) : nil
    // The service's own duration is that of its last update; what has passed is counted from the start.
    elapsed = timer?.started.map { max(0, now.seconds - $0.seconds) }
    var object: JSONObject = ["running": .bool(timer != nil)]
    object["elapsed"] = elapsed.map { JSONValue($0) }
    if timer != nil {
      for member in status.object ?? JSONObject() where object[member.key] == nil { object[member.key] = member.value }
    }
    self.status = object
  }

  func output(_ arguments: Arguments) -> Output {
    var lines = [line]
    if let format = arguments.value("format") { lines = timer == nil ? [] : [expand(format)] }
    let exit: Int32 = arguments.has("exit-code") && timer == nil ? 1 : 0
    return Output(value: .object(status), view: .lines(lines), exit: exit)
  }

  private var line: String {
    guard let timer else { return "No timer is running." }
    let length = elapsed.map { "  " + DurationText.clock($0) } ?? ""
    return timer.title + length + (timer.start.map { "  since \($0)" } ?? "")
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

  /// Refuses a format with an unknown letter.
  static func check(_ format: String?) throws(TTError) {
    guard let format else { return }
    var rest = format[...]
    while let character = rest.popFirst() {
      guard character == "%" else { continue }
      let code = rest.popFirst()
      guard let code, "tpceEsi%".contains(code) else {
        throw .usage(
          "--format: %\(code.map(String.init) ?? "") is not known",
          hint: "known: %t task, %p project, %c customer, %e %E elapsed, %s start, %i task number, %%")
      }
    }
  }

  /// What the cache needs of an answer: enough to show the timer.
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

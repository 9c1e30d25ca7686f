import Basics
import TrackingTime

/// `tt status`.
enum StatusCommand {
  static let command = Command(
    path: ["status"], group: .tracking, summary: "Show the running timer",
    details: [
      "For the policy this is a list_user_tasks call. With --max-age, a cached answer of at most that age is used instead "
        + "of a request; every command that learns the state of the timer updates the cache.",
      "--format replaces %t with the task, %p the project, %c the customer, %e the elapsed time, %E the elapsed seconds, "
        + "%s the start time, %i the task ID and %% a percent sign. Nothing is printed when no timer is running.",
    ],
    flags: [
      Flag(name: "max-age", value: "AGE", summary: "accept a cached answer up to this old, such as 60s or 5m"),
      Flag(name: "format", value: "FORMAT", summary: "print this text instead, such as '%t %e'"),
      Flag(name: "exit-code", summary: "exit with 1 when no timer is running"),
    ],
    examples: [
      .init(line: "tt status", summary: "the running timer and its elapsed time"),
      .init(line: "tt status --max-age 60s --format '%t %e'", summary: "in a shell prompt or status bar"),
      .init(line: "tt status --exit-code -q || tt continue", summary: "in a script"),
    ],
    tools: ["list_user_tasks"],
    action: .tool(call: unresolvedCall, show: show), cached: cached)

  static func unresolvedCall(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    _ = try maxAge(arguments)
    try StatusView.check(arguments.value("format"))
    var unresolved = try arguments.unresolvedCall("list_user_tasks", subject: .runningTimer)
    unresolved.call.arguments["filter"] = "TRACKING"
    return unresolved
  }

  static func show(_ answer: ToolResult, call: ValidatedCall, session: Session) -> Output {
    StatusView(answer.data, now: session.context.clock()).output(session.arguments)
  }

  /// The output from the cache, if it is young enough for `--max-age`; nil when a request is needed.
  static func cached(_ session: Session) throws(TTError) -> Output? {
    guard let age = try maxAge(session.arguments) else { return nil }
    try StatusView.check(session.arguments.value("format"))
    let cache = TimerCache(folder: CacheFolder(path: try session.folders().cache), context: session.context)
    let now = session.context.clock()
    guard let status = cache.read(age: age, now: now) else { return nil }
    // No call is made, so none is counted, but a cached answer is only shown if the policy would allow the call.
    let refusal = try session.client().dryRun(try unresolvedCall(session.arguments, session).call).refusal
    if let refusal, refusal.failure == .policyDenied { throw refusal }
    return StatusView(status, now: now).output(session.arguments)
  }

  private static func maxAge(_ arguments: Arguments) throws(TTError) -> Int? {
    guard let word = arguments.value("max-age") else { return nil }
    if word == "0" { return 0 }
    guard let seconds = DurationText.parse(word) else {
      throw .invalidDuration(word, for: "--max-age", expected: "an age such as 60s or 5m")
    }
    return seconds
  }
}

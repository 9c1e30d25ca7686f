import Basics
import TrackingTime

/// `tt status`.
enum StatusCommand {
  static let command = Command(
    group: .tracking, summary: "Show the running timer",
    details: [
      "For the policy this is a list_user_tasks call. With --max-age, a cached answer of at most that age is used instead "
        + "of a request; every command that learns the state of the timer updates the cache. If a request is needed, it may "
        + "take a second; after that, or if it fails, the last known answer is given and marked as stale; if none is known, "
        + "running is null. --cached never "
        + "sends a request; an answer older than --max-age (60s without it) is marked as stale.",
      "--format replaces {task}, {project}, {customer}, {elapsed}, {elapsed_seconds}, {start}, {id} (that of the task) and "
        + "{stale} (the word stale, or nothing). %t, %p, %c, %e, %E, %s and %i are short for the first seven, and %% is a "
        + "percent sign. Nothing is printed when no timer is running. --format waybar prints what Waybar expects.",
    ],
    flags: [
      Flag(name: "max-age", value: "AGE", summary: "accept a cached answer up to this old, such as 60s or 5m"),
      Flag(name: "cached", summary: "never send a request; give what is known"),
      Flag(name: "format", value: "FORMAT", summary: "print this text instead, such as '{task} {elapsed}'"),
      Flag(name: "exit-code", summary: "exit with 1 when no timer is running"),
      longerThan,
    ],
    examples: [
      .init(line: "tt status", summary: "the running timer and its elapsed time"),
      .init(line: "tt status --max-age 60s --format '{task} {elapsed}'", summary: "in a shell prompt or status bar"),
      .init(line: "tt status --exit-code -q || tt continue", summary: "in a script"),
      .init(line: "tt status --longer-than 10h", summary: "exits with 20 for a forgotten timer"),
    ],
    tools: ["list_user_tasks"],
    action: .tool(call: unresolvedCall, show: show), cached: cached, manualSections: StatusSnippets.sections)

  private static let longerThan = Flag(
    name: "longer-than", value: "DURATION", summary: "exit with 20 when the timer has run longer than this")

  /// The exit code when the timer has run longer than asked for.
  static let longerExit: Int32 = 20

  /// The seconds of `--longer-than`; nil without the flag.
  static func longerThan(_ arguments: Arguments) throws(TTError) -> Int? {
    guard let word = arguments.value(longerThan.name) else { return nil }
    guard let seconds = DurationText.parse(word), seconds >= 0 else {
      throw .invalidDuration(word, for: longerThan.long, expected: "a duration such as \(DurationText.forms)")
    }
    return seconds
  }

  static func unresolvedCall(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    _ = try maxAge(arguments)
    _ = try longerThan(arguments)
    if let format = arguments.value("format") { _ = try StatusFormat(format) }
    var unresolved = try arguments.unresolvedCall("list_user_tasks", subject: .runningTimer)
    unresolved.call.arguments["filter"] = "TRACKING"
    return unresolved
  }

  static func show(_ answer: ToolResult, call: ValidatedCall, session: Session) throws(TTError) -> Output {
    try StatusView(answer.data, now: session.context.clock(), waiting: session.waitingCalls).output(session.arguments)
  }

  /// The output for `--max-age` and `--cached`: from the cache if it is young enough, else from a request that has to be
  /// quick, else from the cache however old. Nil without these flags.
  static func cached(_ session: Session) throws(TTError) -> Output? {
    let arguments = session.arguments
    let isOffline = arguments.has("cached")
    let given = try maxAge(arguments)
    guard let age = given ?? (isOffline ? 60 : nil) else { return nil }
    let unresolved = try unresolvedCall(arguments, session)
    let known = try known(unresolved, session)
    let now = session.context.clock()
    func view(_ status: JSONValue, isStale: Bool) throws(TTError) -> Output {
      try StatusView(status, now: now, isStale: isStale, waiting: session.waitingCalls).output(arguments)
    }
    if let known, isOffline || known.age <= age {
      return try view(known.status, isStale: known.age > age)
    }
    // Nothing is known, which is as stale as can be.
    if isOffline { return try view(["running": nil], isStale: true) }
    session.timeLimit = 1
    do throws(TTError) {
      let call = try Resolver(session: session).resolve(unresolved).call
      return try show(try session.call(call), call: call, session: session)
    } catch {
      guard [.network, .api, .rateLimited].contains(error.failure) else { throw error }
      return try view(known?.status ?? ["running": nil], isStale: true)
    }
  }

  /// The last known timer; nil if none is known. No call is made, so none is counted, but it is only shown if the policy
  /// would allow the call.
  private static func known(
    _ unresolved: UnresolvedCall, _ session: Session
  ) throws(TTError) -> (status: JSONValue, age: Int)? {
    let cache = TimerCache(folder: try session.cache(), context: session.context)
    guard let known = cache.read(now: session.context.clock()) else { return nil }
    let refusal = try session.client().dryRun(unresolved.call).refusal
    if let refusal, refusal.failure == .policyDenied { throw refusal }
    return known
  }

  /// The last known timer in one line, for a command line that asks for nothing; nil if none is known or may be shown.
  static func lastKnown(_ context: Context) -> String? {
    guard let command = try? ArgumentParser().parse(["status", "--cached"]), case .run(let arguments) = command else {
      return nil
    }
    let session = Session(context: context, arguments: arguments)
    defer { session.close() }
    guard let unresolved = try? unresolvedCall(arguments, session), let known = try? known(unresolved, session) else {
      return nil
    }
    return StatusView(known.status, now: context.clock(), isStale: known.age > 60).line
  }

  private static func maxAge(_ arguments: Arguments) throws(TTError) -> Int? {
    guard let word = arguments.value("max-age") else { return nil }
    if word == "0" { return 0 }
    guard let seconds = DurationText.parse(word) else {
      let seconds = Int(word).map { "did you mean \($0)s?" }
      throw .invalidValue(word, for: "--max-age", expected: "an age such as 60s or 5m", hint: seconds)
    }
    return seconds
  }
}

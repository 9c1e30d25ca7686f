import Basics
import TrackingTime

/// `--dry-run`: what a command would send, and the verdict on it. Nothing is sent, counted or recorded.
enum DryRun {
  static let flag = "dry-run"

  /// The output for all calls of a command.
  static func output(_ make: Command.MakeCalls, _ session: Session) throws(TTError) -> Output {
    if session.arguments.has("cached") { throw .cannotCombine("--dry-run", with: "--cached") }
    _ = try session.waitLimit()
    var outputs: [Output] = []
    for unresolved in try make(session.arguments, session) { outputs.append(try output(unresolved, session)) }
    return .joined(outputs)
  }

  private static func output(_ unresolved: UnresolvedCall, _ session: Session) throws(TTError) -> Output {
    let call = try Resolver(session: session, isOffline: true).resolve(unresolved).call
    try FieldSelection.check(session.arguments, of: call)
    let plan = try session.client().plan(call, blotting: session.storedCredentials())
    var unknowns = plan.lookUps.map(\.commandLineText) + (plan.isWorkspaceKnown ? [] : [defaultWorkspace])
    if unresolved.copiesNotes { unknowns.append("the notes: those of the last entry of the task") }
    let report = VerdictReport(plan.verdict, now: session.context.clock().seconds, explains: false)
    var request: JSONObject = ["method": .string(plan.method), "url": .string(plan.url)]
    request["body"] = plan.body.map(JSONValue.string) ?? .null
    let value: JSONObject = [
      "dry_run": true, "tool": .string(call.tool.name), "arguments": .object(plan.arguments),
      "request": .object(request), "looked_up": .array(unknowns.map(JSONValue.string)),
      "verdict": .object(report.json),
    ]
    var refusal: VerdictReport?
    if let sequel = unresolved.sequelCall { refusal = try session.refusal(ofSequel: sequel) }
    let lines =
      ["\(plan.method) \(plan.url)"] + (plan.body.map { [$0] } ?? []) + unknowns.map { "Not known yet: \($0)." }
      + report.lines + (refusal?.lines ?? []) + ["Dry run: nothing was sent."]
    return Output(
      value: .object(value), view: .lines(lines), notes: plan.notes.map(\.commandLineText) + unresolved.sequel,
      exit: report.exit == 0 ? refusal?.exit ?? 0 : report.exit)
  }

  private static let defaultWorkspace =
    "the workspace: none is chosen by --account-id, TT_ACCOUNT_ID or the setting account_id, so the service takes its default"
}

extension CallPlan.LookUp {
  fileprivate var commandLineText: String {
    switch self {
    case .user: "{user_id}: your user ID is looked up unless tt has it in its cache"
    case .workspace: "whether you have several workspaces: without a chosen one, tt asks the service first"
    case .runningTimer: "the running timer: it is looked up, and decides the task and the workspace"
    case .customerName: "{name}: the customer's name is looked up, since the service requires it"
    case .editedEntry:
      "the entry: it is read first, and decides what times mean; the policy judges the times that follow as well"
    case .existingObject: "what is there: it is read first, and nothing is sent if it is so already"
    case .recordedEntries: "whether recorded entries overlap: they are read first"
    }
  }
}

extension Session {
  /// The credentials that are at hand without running a program; nil if there are none.
  func storedCredentials() -> Credentials? {
    guard case .credentials(let found)? = try? credentialSearch().first() else { return nil }
    return found
  }
}

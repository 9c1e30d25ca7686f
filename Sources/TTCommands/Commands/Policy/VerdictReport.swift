import Basics
import Policy

/// The verdict on a call, as `tt policy check` and `--dry-run` show it.
struct VerdictReport {
  private let dryRun: Gate.DryRun
  private let now: Int
  private let explains: Bool

  /// - Parameter now: seconds since 1970.
  init(_ dryRun: Gate.DryRun, now: Int, explains: Bool) {
    self.dryRun = dryRun
    self.now = now
    self.explains = explains
  }

  var output: Output { Output(value: .object(json), view: .lines(lines), exit: exit) }

  /// The exit code of the call.
  var exit: Int32 { dryRun.isEnforced ? dryRun.refusal?.failure.exitCode ?? 0 : 0 }

  /// The verdict as JSON.
  var json: JSONObject {
    let refusal = dryRun.refusal
    var value: JSONObject = [
      "decision": .string(decision), "tool": .string(dryRun.tool), "grant": .string(dryRun.grant),
      "policy": .string(dryRun.origin), "rule": .string(refusal?.rule ?? ""),
    ]
    value["message"] = refusal.map { .string($0.message) }
    value["retry_after"] = refusal?.retryAfter.map { JSONValue($0) }
    value["exit"] = JSONValue(Int(exit))
    if !dryRun.isEnforced { value["enforced"] = false }
    value["limits"] = .array(dryRun.counters.map { LimitUsageRow($0, now: now).json })
    if explains { value["explain"] = .array(dryRun.steps.map(Self.json)) }
    return value
  }

  /// The verdict as text.
  var lines: [String] {
    let refusal = dryRun.refusal
    var lines = ["\(decision): \(dryRun.tool) (grant \(dryRun.grant), policy \(dryRun.origin))"]
    if let refusal { lines.append(refusal.text.trimmingLineEnd) }
    if refusal != nil, !dryRun.isEnforced { lines.append("Not enforced for this grant: the call would proceed.") }
    if explains { lines += dryRun.steps.map(Self.line) }
    return lines + dryRun.counters.map { LimitUsageRow($0, now: now).line }
  }

  private var decision: String {
    switch dryRun.refusal?.failure {
    case nil: "allow"
    case .rateLimited?: "limit"
    case .approvalRequired?: "approval"
    default: "deny"
    }
  }

  private static func line(_ step: TraceStep) -> String {
    let results = step.results.map {
      "\($0.condition) saw \($0.saw): \($0.isSatisfied ? "satisfied" : "not satisfied")"
    }
    let outcome = step.outcome.rawValue + String(repeating: " ", count: 8 - step.outcome.rawValue.utf8.count)
    return "  " + outcome + step.rule + (results.isEmpty ? "" : ": " + results.joined(separator: ", "))
  }

  private static func json(_ step: TraceStep) -> JSONValue {
    let conditions = step.results.map { result -> JSONValue in
      ["condition": .string(result.condition), "saw": .string(result.saw), "holds": .bool(result.isSatisfied)]
    }
    return ["rule": .string(step.rule), "outcome": .string(step.outcome.rawValue), "conditions": .array(conditions)]
  }
}

extension String {
  fileprivate var trimmingLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}

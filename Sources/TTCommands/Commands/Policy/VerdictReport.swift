import Basics
import Policy

/// The output of `tt policy check` for a call.
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

  var output: Output {
    let refusal = dryRun.refusal
    var value: JSONObject = [
      "decision": .string(decision), "tool": .string(dryRun.tool), "grant": .string(dryRun.grant),
      "policy": .string(dryRun.origin), "rule": .string(refusal?.rule ?? ""),
    ]
    value["message"] = refusal.map { .string($0.message) }
    value["retry_after"] = refusal?.retryAfter.map { JSONValue($0) }
    let exit = dryRun.isEnforced ? refusal?.failure.exitCode ?? 0 : 0
    value["exit"] = JSONValue(Int(exit))
    if !dryRun.isEnforced { value["enforced"] = false }
    value["limits"] = .array(dryRun.counters.map { LimitUsageRow($0, now: now).json })
    if explains { value["explain"] = .array(dryRun.steps.map(Self.json)) }
    var lines = ["\(decision): \(dryRun.tool) (grant \(dryRun.grant), policy \(dryRun.origin))"]
    if let refusal { lines.append(refusal.text.trimmingLineEnd) }
    if refusal != nil, !dryRun.isEnforced { lines.append("Not enforced for this grant: the call would proceed.") }
    if explains { lines += dryRun.steps.map(Self.line) }
    lines += dryRun.counters.map { LimitUsageRow($0, now: now).line }
    return Output(value: .object(value), view: .lines(lines), exit: exit)
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

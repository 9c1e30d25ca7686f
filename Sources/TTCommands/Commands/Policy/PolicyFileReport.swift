import Basics
import Policy
import TrackingTime

/// The output of `tt policy check` for a valid policy file.
struct PolicyFileReport {
  private let policy: LoadedPolicy
  /// Nil without `--lint`.
  private let warnings: [PolicyDiagnostic]?
  private let isStrict: Bool

  init(_ policy: LoadedPolicy, _ arguments: Arguments) {
    self.policy = policy
    isStrict = arguments.has("strict")
    warnings =
      arguments.has("lint") ? policy.document?.warnings(in: policy.bytes, tools: Catalog.signatures) ?? [] : nil
  }

  var output: Output {
    guard let document = policy.document else {
      return Output(
        value: ["valid": true, "policy": "none"], view: .lines(["No policy; all calls are denied."]))
    }
    let count = document.tools.count
    var value: JSONObject = [
      "valid": true, "policy": .string(policy.origin), "default": .string(document.default.rawValue),
      "tools": JSONValue(count), "fingerprint": .string(document.fingerprint),
    ]
    value["warnings"] = warnings.map { .array($0.map(Self.json)) }
    let summary = "\(count) tool\(count == 1 ? "" : "s") listed, default \(document.default.rawValue)"
    let found = warnings.map { $0.isEmpty ? ", no warnings" : ", \($0.count) warning\($0.count == 1 ? "" : "s")" } ?? ""
    let lines =
      ["\(policy.origin): valid (\(summary)\(found))"] + (warnings ?? []).map { "\(policy.origin):\($0.text)" }
    let isRefused = isStrict && warnings?.isEmpty == false
    return Output(value: .object(value), view: .lines(lines), exit: isRefused ? 1 : 0)
  }

  private static func json(_ warning: PolicyDiagnostic) -> JSONValue {
    [
      "pointer": .string(warning.pointer), "line": JSONValue(warning.line), "column": JSONValue(warning.column),
      "message": .string(warning.message),
    ]
  }
}

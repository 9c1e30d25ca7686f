import Basics
import Policy

/// What `tt policy log --verify` says.
struct VerificationReport {
  private let report: AuditReport

  init(_ report: AuditReport) { self.report = report }

  private var isWhole: Bool { report.findings.isEmpty }

  var output: Output {
    var value: JSONObject = ["ok": .bool(isWhole), "records": JSONValue(report.records)]
    value["first"] = report.first.map { JSONValue($0) }
    value["files"] = .array(report.files.map(JSONValue.string))
    value["head"] = .bool(report.hasHead)
    value["findings"] = .array(report.findings.map(Self.json))
    value["more"] = JSONValue(report.hidden)
    return Output(
      value: .object(value), view: .lines(isWhole ? [summary] : findings), notes: [], exit: isWhole ? 0 : 1)
  }

  private var summary: String {
    var text = "\(report.records) record\(report.records == 1 ? "" : "s"), chain whole"
    if let first = report.first, first > 1 { text += "; it begins with record \(first), older ones are not here" }
    if !report.hasHead, report.records > 0 { text += "; whether records are missing at the end cannot be told" }
    return text
  }

  private var findings: [String] {
    report.findings.map(\.text) + (report.hidden > 0 ? ["and \(report.hidden) more"] : [])
  }

  private static func json(_ finding: AuditIssue) -> JSONValue {
    var value: JSONObject = ["kind": .string(finding.kind.rawValue), "file": .string(finding.file)]
    value["line"] = finding.line.map { JSONValue($0) }
    value["message"] = .string(finding.message)
    return .object(value)
  }
}

import Basics
import Policy

/// The output of `tt policy log --verify`.
struct VerificationReport {
  private let report: AuditReport

  init(_ report: AuditReport) { self.report = report }

  private var isIntact: Bool { report.findings.isEmpty }

  var output: Output {
    var value: JSONObject = ["ok": .bool(isIntact), "records": JSONValue(report.records)]
    value["first"] = report.first.map { JSONValue($0) }
    value["files"] = .array(report.files.map(JSONValue.string))
    value["head"] = .bool(report.hasHead)
    value["findings"] = .array(report.findings.map(Self.json))
    value["more"] = JSONValue(report.hidden)
    return Output(
      value: .object(value), view: .lines(isIntact ? [summary] : findings), notes: [], exit: isIntact ? 0 : 1)
  }

  private var summary: String {
    var text = "\(report.records) record\(report.records == 1 ? "" : "s"), chain intact"
    if let first = report.first, first > 1 { text += "; it starts with record \(first), older records are not there" }
    if !report.hasHead, report.records > 0 { text += "; cannot tell whether records are missing at the end" }
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

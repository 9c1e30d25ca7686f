import Basics
import Policy

/// The output of `tt policy log --verify`.
struct VerificationReport {
  private let report: AuditReport

  init(_ report: AuditReport) { self.report = report }

  private var isIntact: Bool { report.issues.isEmpty }

  var output: Output {
    var value: JSONObject = ["ok": .bool(isIntact), "records": JSONValue(report.records)]
    value["first"] = report.first.map { JSONValue($0) }
    value["files"] = .array(report.files.map(JSONValue.string))
    value["head"] = .bool(report.hasCheckpoint)
    value["findings"] = .array(report.issues.map(Self.json))
    value["more"] = JSONValue(report.omittedIssues)
    return Output(
      value: .object(value), view: .lines(isIntact ? [summary] : issueLines), notes: [], exit: isIntact ? 0 : 1)
  }

  private var summary: String {
    var text = "\(report.records) record\(report.records == 1 ? "" : "s"), chain intact"
    if let first = report.first, first > 1 { text += "; it starts with record \(first), older records are not there" }
    if !report.hasCheckpoint, report.records > 0 { text += "; cannot tell whether records are missing at the end" }
    return text
  }

  private var issueLines: [String] {
    report.issues.map(\.text) + (report.omittedIssues > 0 ? ["and \(report.omittedIssues) more"] : [])
  }

  private static func json(_ issue: AuditIssue) -> JSONValue {
    var value: JSONObject = ["kind": .string(issue.kind.rawValue), "file": .string(issue.file)]
    value["line"] = issue.line.map { JSONValue($0) }
    value["message"] = .string(issue.message)
    return .object(value)
  }
}

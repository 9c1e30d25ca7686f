import Basics

/// The result of one check of `tt doctor`.
struct CheckResult: Sendable, Equatable {
  /// The raw value is the word in the output.
  enum Status: String, Sendable {
    case ok
    /// Works, but needs attention.
    case warn
    case fail
  }

  var check: String
  var status: Status
  var detail: String
  /// How to fix it.
  var fix: String?
  /// For a failure, the class that determines the exit code.
  var failure: FailureClass?

  /// A check that passed.
  static func ok(_ check: String, _ detail: String) -> CheckResult {
    CheckResult(check: check, status: .ok, detail: detail)
  }

  /// A check whose subject works but needs attention.
  static func warn(_ check: String, _ detail: String, fix: String? = nil) -> CheckResult {
    CheckResult(check: check, status: .warn, detail: detail, fix: fix)
  }

  /// A check that failed.
  static func fail(_ check: String, _ error: TTError) -> CheckResult {
    CheckResult(check: check, status: .fail, detail: error.message, fix: error.hint, failure: error.failure)
  }

  /// The result as an element of the JSON output.
  var json: JSONValue {
    [
      "check": .string(check), "status": .string(status.rawValue), "detail": .string(detail),
      "fix": fix.map(JSONValue.string) ?? .null,
    ]
  }

  /// The result as text, with the name of the check padded to a width.
  func lines(width: Int) -> [String] {
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.utf8.count) + 2)
    }
    let line = padded(status.rawValue, 4) + padded(check, width) + detail
    return [line] + (fix.map { [String(repeating: " ", count: width + 8) + "→ " + $0] } ?? [])
  }
}

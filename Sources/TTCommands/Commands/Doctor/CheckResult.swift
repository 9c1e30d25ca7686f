import Basics

/// What came of one check of `tt doctor`.
struct CheckResult: Sendable, Equatable {
  /// How it stands; the raw value is the word in answers.
  enum Status: String, Sendable {
    case ok
    /// Works, but somebody should look.
    case warn
    case fail
  }

  var check: String
  var status: Status
  var detail: String
  /// What to do.
  var fix: String?
  /// The class that decides the exit code, for a failure.
  var failure: FailureClass?

  /// All is well.
  static func ok(_ check: String, _ detail: String) -> CheckResult {
    CheckResult(check: check, status: .ok, detail: detail)
  }

  /// Works, but somebody should look.
  static func warn(_ check: String, _ detail: String, fix: String? = nil) -> CheckResult {
    CheckResult(check: check, status: .warn, detail: detail, fix: fix)
  }

  /// Does not work.
  static func fail(_ check: String, _ error: TTError) -> CheckResult {
    CheckResult(check: check, status: .fail, detail: error.message, fix: error.hint, failure: error.failure)
  }

  /// As an element of the JSON answer.
  var json: JSONValue {
    [
      "check": .string(check), "status": .string(status.rawValue), "detail": .string(detail),
      "fix": fix.map(JSONValue.string) ?? .null,
    ]
  }

  /// As lines, the check's name padded to a width.
  func lines(width: Int) -> [String] {
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.utf8.count) + 2)
    }
    let line = padded(status.rawValue, 4) + padded(check, width) + detail
    return [line] + (fix.map { [String(repeating: " ", count: width + 8) + "→ " + $0] } ?? [])
  }
}

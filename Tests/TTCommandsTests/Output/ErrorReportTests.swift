import Basics
import Testing

@testable import TTCommands

@Suite("Error reports") struct ErrorReportTests {
  @Test(
    "each failure class has its name and exit code",
    arguments: [
      ("api_error", 1), ("usage", 2), ("policy_denied", 3), ("auth", 4), ("not_found", 5), ("conflict", 6),
      ("network", 7),
      ("outcome_unknown", 8), ("rate_limited", 9), ("approval_required", 10), ("config", 11),
    ])
  func codes(name: String, code: Int32) throws {
    let found = try #require(FailureClass(rawValue: name))
    #expect(found.exitCode == code)
    #expect(!found.meaning.isEmpty)
  }

  @Test("the exit codes of failures are 1 to 11")
  func complete() {
    #expect(FailureClass.allCases.map(\.exitCode).sorted() == Array(1...11))
  }

  @Test("the JSON has the members that apply and no others")
  func json() throws {
    let full = TTError(
      .rateLimited, "[POLICY DENIED] The limit is reached", remedy: .wait(seconds: 12),
      rule: "/tools/track_task/limits/track_task_rate", retryAfter: 12)
    #expect(
      full.json == [
        "error": [
          "class": "rate_limited", "exit": 9, "message": "[POLICY DENIED] The limit is reached",
          "rule": "/tools/track_task/limits/track_task_rate", "hint": "try again in 12 s", "retry_after": 12,
        ]
      ])
    #expect(TTError(.network, "x").json == ["error": ["class": "network", "exit": 7, "message": "x"]])
    var several = TTError.config("first")
    several.details = ["second", "third"]
    #expect(several.json["error"]?["details"] == ["second", "third"])
  }

  @Test("the text is one line with program, message, rule and hint")
  func text() {
    #expect(TTError.usage("bad", hint: "do this").text == "tt: bad; do this\n")
    #expect(TTError(.network, "gone").text == "tt: gone\n")
    let denied = TTError(.policyDenied, "[POLICY DENIED] no", hint: "policy: built-in", rule: "(default deny)")
    #expect(denied.text == "[POLICY DENIED] no; rule (default deny); policy: built-in\n")
    var several = TTError.config("first")
    several.details = ["second"]
    #expect(several.text == "tt: first\ntt: second\n")
  }

  @Test("a message cannot control the terminal")
  func controls() {
    #expect(TTError.usage("a\u{1B}[2J\nb").text == "tt: a␛[2J b\n")
    #expect(!TTError.usage("a\u{1B}\n").json.compact.unicodeScalars.contains { $0.value < 0x20 })
  }
}

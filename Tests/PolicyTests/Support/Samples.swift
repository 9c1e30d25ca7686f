import Basics
import Foundation
import Policy
import TestSupport
import Testing

/// The sample that is published for the tool `track_task`, word for word.
let publishedSample = """
  {"version":"1","default":"deny","tools":{"track_task":{"limits":[{"counter":"track_task_rate","window":"minute","max":30,"scope":"grant"}]}}}
  """

func document(_ text: String) throws -> PolicyDocument { try PolicyDocument(reading: Array(text.utf8)) }

/// A policy that lists one tool with one limit.
func policy(tool: String = "t", counter: String = "c", window: String = "minute", max: Int, scope: String = "grant")
  -> String
{
  #"{"version":"1","default":"deny","tools":{"\#(tool)":{"limits":[{"counter":"\#(counter)","window":"\#(window)","#
    + #""max":\#(max),"scope":"\#(scope)"}]}}}"#
}

func call(_ tool: String, grant: String = "default", _ arguments: JSONObject = [:]) -> PolicyCall {
  PolicyCall(tool: tool, arguments: arguments, grant: grant)
}

/// The rule a document denies a call by, or nil when it passes to the limits.
func denial(_ tool: String, _ document: PolicyDocument?, grant: String = "default") -> String? {
  if case .deny(let denial) = PolicyDocument.evaluate(call(tool, grant: grant), by: document) {
    denial.rule
  } else {
    nil
  }
}

/// The uses of a call a document lets pass.
func uses(_ tool: String, _ document: PolicyDocument, grant: String = "default") throws -> [LimitUse] {
  guard case .allow(let uses) = PolicyDocument.evaluate(call(tool, grant: grant), by: document) else {
    throw Unexpected("\(tool) is denied")
  }
  return uses
}

/// A clock a test sets.
final class TestClock: @unchecked Sendable {
  private let lock = NSLock()
  private var second: Int

  init(_ second: Int = 1_777_888_800) { self.second = second }

  var now: Int {
    get { lock.withLock { second } }
    set { lock.withLock { second = newValue } }
  }

  var read: @Sendable () -> Instant { { [self] in Instant(seconds: now) } }
}

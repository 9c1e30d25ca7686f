import Basics
import Policy
import Testing

@testable import MCPServer

@Suite("Approval forms shown by a client") struct ApprovalElicitationTests {
  @Test(
    "only an explicit true approves",
    arguments: [
      (#"{"action":"accept","content":{"approve":true}}"#, ApprovalResponse.approved),
      (#"{"action":"accept"}"#, .unavailable),
      (#"{"action":"accept","content":{"approve":false}}"#, .denied),
      (#"{"action":"accept","content":{"approve":1}}"#, .unavailable),
      (#"{"action":"accept","content":{"approve":"true"}}"#, .unavailable),
      (#"{"action":"accept","content":{"approve":null}}"#, .unavailable), (#"{"action":"decline"}"#, .denied),
      (#"{"action":"decline","content":{"approve":true}}"#, .denied), (#"{"action":"cancel"}"#, .unavailable),
      (#"{"action":"ACCEPT","content":{"approve":true}}"#, .unavailable),
      (#"{"content":{"approve":true}}"#, .unavailable),
      ("{}", .unavailable), ("true", .unavailable), ("[]", .unavailable),
    ])
  func reading(_ result: String, _ response: ApprovalResponse) throws {
    #expect(ApprovalElicitation.read(try JSONValue.parse(result)).response == response)
  }

  @Test("the form shows the exact call: nothing invisible, nothing that reverses the text, nothing cut off")
  func shown() {
    let text = ApprovalElicitation.text(
      .sample(["notes": "a\u{202E}b\u{200B}c\u{2028}d\ne\u{E000}", "task_id": 42]), from: .sample)
    #expect(
      text.hasPrefix(#"sample: allow track_task {"notes":"a\u{202E}b\u{200B}c\u{2028}d\ne\u{E000}","task_id":42}"#))
    #expect(text.contains("A person looks first. (rule /tools/track_task/action, grant claude)"))
    #expect(ApprovalElicitation.fits(.sample(["notes": .string(String(repeating: "x", count: 3900))])))
    #expect(!ApprovalElicitation.fits(.sample(["notes": .string(String(repeating: "x", count: 4000))])))
  }
}

@Suite("Approval requests handed out with a requestState") struct PendingElicitationTests {
  @Test("a state is valid once, for its call, for five minutes; the latest 256 are kept")
  func states() {
    let elicitations = PendingElicitations()
    let arguments: JSONObject = ["a": 1, "b": 2]
    func open(_ now: Double = 0) -> String { elicitations.open(.sample(), arguments: arguments, now: now) }
    func take(_ state: String, _ arguments: JSONObject, tool: String = "track_task", now: Double = 1) -> Bool {
      elicitations.take(state, tool: tool, arguments: arguments, now: now) != nil
    }
    let first = open()
    #expect(take(first, ["b": 2, "a": 1]), "the order of members does not matter")
    #expect(!take(first, arguments), "used up")
    #expect(!take(open(), arguments, tool: "stop_task"))
    #expect(!take(open(), ["a": 1, "b": 3]))
    #expect(!take(open(), arguments, now: 300))
    let oldest = open()
    let states = (1...256).map { _ in open() }
    #expect(Set(states).count == 256)
    #expect(!take(oldest, arguments))
    #expect(states.allSatisfy { take($0, arguments) })
  }
}

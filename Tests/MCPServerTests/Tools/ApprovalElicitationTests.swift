import Basics
import Testing

@testable import Policy
@testable import TTCommands

@Suite("Questions through an agent's program") struct ApprovalElicitationTests {
  private static func request(_ arguments: JSONObject = ["task_id": 42]) -> ApprovalRequest {
    ApprovalRequest(
      grant: "claude", tool: "track_task", arguments: arguments, policy: "f", rule: "/tools/track_task/action",
      message: "A person looks first.")
  }

  @Test(
    "only an explicit yes is one",
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
  func reading(_ answer: String, _ consent: ApprovalResponse) throws {
    #expect(ApprovalElicitation.read(try JSONValue.parse(answer)).consent == consent)
  }

  @Test("what is asked shows the exact call: nothing invisible, nothing that turns the text around, nothing cut")
  func shown() {
    let text = ApprovalElicitation.text(
      Self.request(["notes": "a\u{202E}b\u{200B}c\u{2028}d\ne\u{E000}", "task_id": 42]))
    #expect(text.contains(#"track_task {"notes":"a\u202eb\u200bc\u2028d\ne\ue000","task_id":42}"#))
    #expect(text.contains("A person looks first. (rule /tools/track_task/action, grant claude)"))
    #expect(ApprovalElicitation.fits(Self.request(["notes": .string(String(repeating: "x", count: 3900))])))
    #expect(!ApprovalElicitation.fits(Self.request(["notes": .string(String(repeating: "x", count: 4000))])))
  }

  @Test("a state is good once, for its call, for five minutes, and only 256 are kept")
  func states() {
    let questions = PendingElicitations()
    let arguments: JSONObject = ["a": 1, "b": 2]
    func open(_ now: Double = 0) -> String { questions.open(Self.request(), arguments: arguments, now: now) }
    func take(_ state: String, _ arguments: JSONObject, tool: String = "track_task", now: Double = 1) -> Bool {
      questions.take(state, tool: tool, arguments: arguments, now: now) != nil
    }
    let first = open()
    #expect(take(first, ["b": 2, "a": 1]), "members in any order")
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

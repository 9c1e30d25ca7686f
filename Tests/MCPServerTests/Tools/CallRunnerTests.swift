import Basics
import Policy
import Testing
import TrackingTime

@testable import MCPServer

@Suite("Running a tool call in a session of the host") struct CallRunnerTests {
  private let session = FakeSession()

  private func job(
    _ tool: String = "track_task", canElicit: Bool = true, version: ProtocolVersion = .stateless,
    elicited: (ApprovalRequest, ElicitationResult)? = nil, arguments: JSONObject = ["task_id": 42]
  ) throws -> Job {
    let client = ClientInfo(version: version, name: "host/1", canElicit: canElicit)
    let request = ToolRequest(
      id: RequestID("1"), client: client, tool: try #require(ToolSelection.everything.tool(tool)), arguments: arguments)
    let writer = LineWriter(open("/dev/null", O_WRONLY), onRoom: {}, onClose: {})
    return Job(request: request, sink: .line(writer), bytes: 1, elicited: elicited)
  }

  private func run(_ job: Job) -> CallOutcome {
    let runner = CallRunner(tools: .everything) { client in
      #expect(client == "host/1")
      return session
    }
    return runner.run(job)
  }

  /// The text of a result.
  private func text(_ outcome: CallOutcome) -> String? {
    guard case .result(let object) = outcome else { return nil }
    return object["content"]?.array?.first?["text"]?.string
  }

  @Test("a call that needs no approval is made with its arguments as they came")
  func plain() throws {
    #expect(text(run(try job())) == #"{"changed":true,"id":7}"#)
    #expect(session.calls.map(\.tool) == ["track_task"])
    #expect(session.calls.first?.arguments == ["task_id": 42])
  }

  @Test("a call that needs approval is not made before a person was asked")
  func needsApproval() throws {
    session.approval = .sample()
    guard case .needsApproval(let request) = run(try job()) else {
      Issue.record("no one is asked")
      return
    }
    #expect(request.isSame(as: .sample()))
    #expect(session.calls.isEmpty)
  }

  @Test(
    "no one is asked where the client cannot, asking is off, credentials are missing, or the call does not fit a form",
    arguments: ["client", "off", "credentials", "length"])
  func notAsked(_ reason: String) throws {
    session.approval = .sample(reason == "length" ? ["notes": .string(String(repeating: "x", count: 5000))] : [:])
    session.mayAsk = reason != "off"
    session.hasCredentials = reason != "credentials"
    #expect(text(run(try job(canElicit: reason != "client"))) != nil)
    #expect(session.calls.count == 1)
    // Without credentials the call ends with that, and is not queued for approval.
    #expect(session.responses == [reason == "credentials" ? .unavailable : nil])
  }

  @Test("a response counts for the call the person was shown and for no other", arguments: [true, false])
  func responses(_ isSame: Bool) throws {
    session.approval = .sample()
    let shown = ApprovalRequest.sample(["task_id": isSame ? 42 : 43])
    _ = run(try job(elicited: (shown, ElicitationResult(response: .approved))))
    #expect(session.responses == [isSame ? .approved : .unavailable])
  }

  @Test("an approval given under another policy is rejected, and nothing is called")
  func otherPolicy() throws {
    let old = ApprovalRequest.sample(policy: "old")
    let outcome = run(try job(elicited: (old, ElicitationResult(response: .approved))))
    guard case .rejected(let error) = outcome else {
      Issue.record("not rejected")
      return
    }
    #expect(error == .invalidRequestState)
    #expect(session.calls.isEmpty)
  }

  @Test("a failure is a result with the error's text and the remark on the person's answer")
  func failure() throws {
    session.failure = TTError(.policyDenied, "no", rule: "/r")
    let declined = ElicitationResult(response: .denied, remark: "the person declined")
    let outcome = run(try job(elicited: (.sample(), declined)))
    #expect(text(outcome) == "[POLICY DENIED] no; rule /r; the person declined")
  }

  @Test("empty texts for optional arguments are left out; where they are a free text they clear it")
  func blanks() throws {
    _ = run(
      try job(arguments: ["task_id": 42, "task_name": "", "date": "", "stop_running_task": "", "tags": "", "notes": ""])
    )
    _ = run(try job("update_task", arguments: ["task_id": "", "estimated_time": "", "type": "", "description": ""]))
    #expect(
      session.calls.map(\.arguments) == [["task_id": 42, "notes": ""], ["task_id": "", "description": ""]],
      "an empty required argument stays, and is an error")
  }
}

@Suite("Asking for a verdict") struct CallCheckTests {
  private let session = FakeSession()

  private func check(_ arguments: JSONObject, tools: ToolSelection = .everything) -> JSONObject? {
    let client = ClientInfo(version: .stateless, name: nil, canElicit: true)
    let writer = LineWriter(open("/dev/null", O_WRONLY), onRoom: {}, onClose: {})
    let request = ToolRequest(id: RequestID("1"), client: client, tool: .checkCall, arguments: arguments)
    let outcome = CallRunner(tools: tools) { _ in session }.run(Job(request: request, sink: .line(writer), bytes: 1))
    guard case .result(let object) = outcome else { return nil }
    return object
  }

  @Test("the verdict is that on the call as it would be made, and nothing is called")
  func allowed() {
    let result = check(["tool": "list_tasks", "arguments": ["project_id": "", "limit": 3, "filter": "ALL"]])
    #expect(
      result?["structuredContent"]
        == ["allowed": true, "decision": "allow", "message": "The call would be made."])
    #expect(session.checked.map(\.arguments) == [["filter": "ALL"]])
    _ = check(["tool": "track_task", "arguments": #"{"task_id":42}"#])
    #expect(session.checked.last?.arguments == ["task_id": 42])
    #expect(session.calls.isEmpty)
  }

  @Test(
    "a refusal is a verdict, with its rule and when to try again",
    arguments: [
      (FailureClass.policyDenied, "deny"), (.approvalRequired, "approval"), (.rateLimited, "limit"),
    ])
  func refused(_ failure: FailureClass, _ decision: String) {
    session.refusal = TTError(
      failure, "[POLICY DENIED] no", remedy: .seePolicy(origin: "/home/u/p.json"), rule: "/r", retryAfter: 5)
    let result = check(["tool": "track_task", "arguments": ["task_id": 42]])
    #expect(result?["isError"] == nil)
    let message = "[POLICY DENIED] no; rule /r" + (decision == "limit" ? "; try again in 5 s" : "")
    #expect(
      result?["structuredContent"] == [
        "allowed": false, "decision": .string(decision), "message": .string(message), "rule": "/r", "retry_after": 5,
      ])
  }

  @Test("an invalid call is a verdict too; what is no call at all is an error")
  func invalid() throws {
    session.failure = .usage("track_task: nothing to track", remedy: .nameTrackable)
    #expect(check(["tool": "track_task"])?["structuredContent"]?["decision"] == "invalid")
    session.failure = nil
    #expect(check(["tool": "list_tasks", "arguments": ["limit": 0]])?["structuredContent"]?["decision"] == "invalid")
    for wrong: JSONObject in [
      [:], ["tool": "nope"], ["tool": "check_call"], ["tool": "get_me", "x": 1], ["tool": "get_me", "arguments": [1]],
    ] { #expect(check(wrong)?["isError"] == true, "\(wrong)") }
    let reads = try ToolSelection(readOnly: true)
    let text = check(["tool": "track_task"], tools: reads)?["content"]?.array?.first?["text"]
    #expect(text == #"check_call: unknown tool "track_task" (this server is read-only)"#)
  }
}

import Basics
import Policy
import Testing
import TrackingTime

@testable import MCPServer

@Suite("Running a tool call in a session of the host") struct CallRunnerTests {
  private let session = FakeSession()

  private func job(
    _ tool: String = "track_task", canElicit: Bool = true, version: ProtocolVersion = .stateless,
    elicited: (ApprovalRequest, ElicitationResult)? = nil
  ) throws -> Job {
    let client = ClientInfo(version: version, name: "host/1", canElicit: canElicit)
    let request = ToolRequest(
      id: RequestID("1"), client: client, tool: try #require(Catalog.tool(tool)), arguments: ["task_id": 42])
    let writer = LineWriter(open("/dev/null", O_WRONLY), onRoom: {}, onClose: {})
    return Job(request: request, sink: .line(writer), bytes: 1, elicited: elicited)
  }

  private func run(_ job: Job) -> CallOutcome {
    CallRunner(makeSession: { client in
      #expect(client == "host/1")
      return session
    }).run(job)
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

  @Test("the pages of a list become items; more than 4 MiB of them are an error that tells how to request less")
  func lists() throws {
    session.pages = [[1, 2], [3]]
    #expect(text(run(try job("list_tasks"))) == #"{"items":[1,2,3]}"#)
    session.pages = Array(repeating: [.string(String(repeating: "x", count: 1 << 20))], count: 5)
    let long = run(try job("list_tasks"))
    #expect(text(long) == "list_tasks: the result exceeds 4 MiB; request less with page, filter")
  }
}

import Basics
import TestSupport
import Testing

@testable import TTCommands

@Suite("tt add --if-absent") struct AddIfAbsentTests {
  private func row(
    start: String = "2026-03-02 07:00:00", duration: Int = 1800, task: Int = 42, type: String = "WORK"
  ) -> String {
    """
    {"id":6401,"event_type":"\(type)","start":"\(start)","end":"2026-03-02 07:30:00","duration":\(duration),
    "timezone":"GMT+01:00","task_id":\(task),"task":"Write report"}
    """
  }

  private func run(_ rows: String, _ more: String...) throws -> (CLIFixture.Run, [String]) {
    let cli = try CLIFixture(answers: [
      "GET /me": #"{"id":9001,"account_id":7}"#, "GET /7/events?": "[\(rows)]",
      "GET /7/users/9001/tasks/tracking": "[]", "POST /7/events/add?": row(),
    ])
    let run = cli.run(["add", "42", "--start", "07:00", "--end", "07:30", "--if-absent"] + more)
    return (run, cli.transport?.sent ?? [])
  }

  @Test("an entry of the same task, start and end is answered, and nothing is added")
  func present() throws {
    let (run, sent) = try run(row(), "--json")
    #expect(run.code == 0, "\(run.errors)")
    let value = try JSONValue.parse(run.output)
    #expect(value["changed"]?.bool == false)
    #expect(value["id"]?.int == 6401)
    #expect(!sent.contains { $0.hasPrefix("POST") })
    #expect(try self.run(row()).0.output.hasPrefix("Already there: Write report"))
  }

  @Test("an entry of another task, start, end or kind is another one")
  func absent() throws {
    let others = [
      row(start: "2026-03-02 06:59:00", duration: 1860), row(duration: 1740), row(task: 43), row(type: "NOT_LOGGED"),
      "",
    ]
    for other in others {
      let (run, sent) = try run(other)
      #expect(run.code == 0, "\(run.errors)")
      #expect(run.output.hasPrefix("Added"))
      #expect(sent.filter { $0.hasPrefix("POST") }.count == 1)
    }
  }
}

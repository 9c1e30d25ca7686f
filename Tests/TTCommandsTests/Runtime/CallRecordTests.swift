import Basics
import Testing

@testable import TTCommands

/// The records of calls in the audit log, as JSON values.
@Suite("Records of calls") struct CallRecordTests {
  @Test("an allowed call has a verdict and an outcome that belong together")
  func admitted() throws {
    let cli = try CLIFixture(answers: ["POST /7/tasks/track/?": CLIFixture.entry])
    #expect(cli.run("track", "--task-name", "Secret plan", "--project-name", "Site", "--notes", "hush").code == 0)
    let records = try cli.auditRecords()
    try #require(records.map { $0["event"]?.string } == ["call", "result"])
    #expect(records[0]["id"] != nil && records[0]["id"] == records[1]["id"])
    #expect(records[0]["decision"] == "allow")
    #expect(records[0]["tool"] == "track_task")
    #expect(records[0]["grant"] == "default")
    #expect(records[0]["keys"] == ["notes", "project_name", "task_name"])
    #expect(records[1]["outcome"] == "ok")
    #expect(records[1]["requests"] == 1)
  }

  @Test(
    "a call that was not made has one record with the reason",
    arguments: [
      (["list", "tasks"], [:], "deny", "(default deny)"),
      (["track", "42", "--grant", "x"], [:], "deny", "(no policy)"),
      (["track"], [:], "invalid", nil), (["track", "42"], ["TT_APP_PASSWORD": nil], "allow", nil),
    ] as [([String], [String: String?], String, String?)])
  func stopped(_ words: [String], _ changes: [String: String?], _ decision: String, _ rule: String?) throws {
    let cli = try CLIFixture(answers: [:])
    try cli.write(CLIFixture.samplePolicy, config: "policy.json")
    #expect(cli.run(words, with: changes).code != 0)
    let records = try cli.auditRecords()
    #expect(records.count == 1)
    #expect(records.first?["event"] == "call")
    #expect(records.first?["decision"]?.string == decision)
    if let rule { #expect(records.first?["rule"]?.string == rule) }
  }

  @Test("a log with missing or damaged earlier lines continues from its last line")
  func continued() throws {
    let cli = try CLIFixture(answers: CLIFixture.service)
    for _ in 1...2 { #expect(cli.run("status").code == 0) }
    let log = try #require(cli.read(CLIFixture.state + "/audit.jsonl"))
    let last = try #require(log.split(separator: "\n").last)
    try cli.write("not a record\n\(last)\n", state: "audit.jsonl")
    #expect(cli.run("status").code == 0)
    let lines = try #require(cli.read(CLIFixture.state + "/audit.jsonl")).split(separator: "\n")
    #expect(lines.count == 4)
    let (before, after) = (try JSONValue.parse(String(last)), try JSONValue.parse(String(lines[2])))
    #expect(before["hash"] != nil && after["prev"] == before["hash"])
  }
}

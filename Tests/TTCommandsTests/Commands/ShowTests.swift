import Basics
import Testing

@testable import TTCommands

/// `tt show`: people's words in text, all members in JSON.
@Suite("Shown objects") struct ShowTests {
  private static let projects =
    #"[{"id":5201,"name":"Website","customer":{"id":3101,"name":"Acme"},"estimated_time":20,"accumulated_time":47371,"#
    + #""billing":{"is_billable":true},"active_tasks":3,"notes":"first line\nsecond line","color":"3"},"#
    + #"{"id":5202,"name":"Web shop","customer":null,"is_archived":true}]"#
  private static let customers =
    #"[{"id":3101,"name":"Acme","worked_hours":1.5,"active_projects":1,"custom_fields":{"VAT":"X1"}},{"id":3102,"name":"B"}]"#
  private static let task =
    #"{"id":42,"name":"Write report","project":"Website","customer":"Acme","due_date":"2026-03-09 00:00:00","#
    + #""estimated_time":2.5,"accumulated_time":34771,"users":[{"id":9001,"name":"Ada","surname":"Example"}],"#
    + #""description":"as agreed","task_permalink":"https://example.test/t/42","loc_worked_hours":"09:39","color":"3"}"#

  private func cli() throws -> CLIFixture {
    try CLIFixture(
      answers: [
        "GET /7/projects?": Self.projects, "GET /7/customers?": Self.customers, "GET /7/tasks/42?": Self.task,
      ])
  }

  @Test("a task is shown with its name, project, times in hours and its link, without the service's own members")
  func task() throws {
    let cli = try cli()
    let run = cli.run("show", "task", "42")
    #expect(
      run.output == """
        Task      Write report
        ID        42
        Project   Website
        Customer  Acme
        Due       2026-03-09
        Estimate  2.5 h
        Tracked   9:39:31
        Users     Ada Example
        Notes     as agreed
        Link      https://example.test/t/42

        """)
    #expect(try cli.run("show", "task", "42", "--json").json()["loc_worked_hours"] == "09:39")
    #expect(cli.run("show", "task", "42", "--fields", "color,name").output == "color  3\nname   Write report\n")
  }

  @Test("a project is found by ID and by name, archived ones too", arguments: ["5201", "Website", "website"])
  func project(_ word: String) throws {
    let cli = try cli()
    let run = cli.run("show", "project", word)
    #expect(run.code == 0)
    #expect(
      run.output == """
        Project       Website
        ID            5201
        Customer      Acme
        Estimate      20 h
        Tracked       13:09:31
        Billable      yes
        Active tasks  3
        Notes         first line
                      second line

        """)
    #expect(try cli.run("show", "project", word, "--json").json()["color"] == "3")
    #expect(cli.run("show", "project", "Web shop").output.contains("archived"))
  }

  @Test("a customer is shown with tracked time and custom fields")
  func customer() throws {
    let run = try cli().run("show", "customer", "Acme")
    #expect(
      run.output == "Customer         Acme\nID               3101\nTracked          1:30:00\nActive projects  1\n"
        + "VAT              X1\n")
  }

  @Test("an object that is not there is exit 5", arguments: [["project", "99"], ["customer", "Nobody"]])
  func missing(_ words: [String]) throws {
    let run = try cli().run(["show"] + words)
    #expect(run.code == 5)
    #expect(run.output == "")
  }

  @Test("the running entry has no end and the time so far")
  func runningEntry() throws {
    let entry =
      #"{"id":6403,"task_id":42,"task":"Write report","start":"2026-03-02 08:00:00","end":"2026-03-02 08:00:00","#
      + #""duration":0,"timezone":"GMT+01:00"}"#
    let cli = try CLIFixture(
      answers: [
        "GET /me": CLIFixture.me, "GET /7/events/6403?": entry,
        "GET /7/users/9001/tasks/tracking?":
          #"[{"id":42,"name":"Write report","tracking":true,"tracking_event":\#(entry)}]"#,
      ])
    let run = cli.run("show", "event", "6403")
    #expect(run.output.contains("End         – running\nTime        1:00:00\n"), "\(run.errors)\(run.output)")
    let json = try cli.run("show", "event", "6403", "--json").json()
    #expect(json["running"] == true && json["end"] == .null && json["duration"] == 3600)
  }
}

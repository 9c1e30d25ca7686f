import Basics
import Testing

@testable import TTCommands

@Suite("tt bill, and what is billed") struct BillCommandTests {
  private static func entry(_ id: Int, billed: Bool, type: String = "WORK") -> String {
    #"{"id":\#(id),"event_type":"\#(type)","start":"2026-02-02 09:00:00","end":"2026-02-02 10:00:00","duration":3600,"#
      + #""timezone":"GMT+01:00","task_id":42,"is_billed":\#(billed)}"#
  }

  private func cli(_ entries: [String] = [entry(1, billed: true), entry(2, billed: false), entry(3, billed: false)])
    throws -> CLIFixture
  {
    try CLIFixture(answers: [
      "GET /me": CLIFixture.me, "GET /7/events?": "[" + entries.joined(separator: ",") + "]",
      "GET /7/events/1?": Self.entry(1, billed: true), "GET /7/events/2?": Self.entry(2, billed: false),
      "GET /7/users/9001/tasks/tracking?": "[]", "POST /7/events/billed?": "null",
    ])
  }

  private func posts(_ cli: CLIFixture) -> [String?] {
    cli.transport?.requests.filter { $0.method == "POST" }.map { $0.parameters["data"] } ?? []
  }

  @Test("lists of entries can be limited to those that are billed, or are not")
  func lists() throws {
    let days = ["list", "events", "--last-month", "-q"]
    #expect(try cli().run(days + ["--unbilled"]).output == "2\n3\n")
    #expect(try cli().run(days + ["--billed"]).output == "1\n")
    #expect(try cli().run(days + ["--billed", "--unbilled"]).code == 2)
  }

  @Test("a span's unbilled entries are marked in one call, with their number and sum")
  func span() throws {
    let cli = try cli()
    let run = cli.run("bill", "--last-month")
    #expect(run.code == 0 && run.output == "Marked as billed: 2 entries, 2:00:00.\n", "\(run)")
    #expect(posts(cli) == [#"[{"id":2},{"id":3}]"#])
    let json = try JSONValue.parse(cli.run("bill", "--last-month", "--json").output)
    #expect(json["changed"]?.bool == true && json["count"]?.int == 2 && json["seconds"]?.int == 7200)
    #expect(cli.run("bill", "--last-month", "-q").output == "2\n3\n")
  }

  @Test("nothing unbilled is exit 0 and no change; planned time is never billed")
  func nothing() throws {
    let cli = try cli([Self.entry(1, billed: true), Self.entry(4, billed: false, type: "NOT_LOGGED")])
    let run = cli.run("bill", "--last-month", "--json")
    #expect(run.code == 0)
    #expect(try JSONValue.parse(run.output)["changed"]?.bool == false)
    #expect(posts(cli) == [])
  }

  @Test("entries are given by ID or by days, not by both or neither; --dry-run marks nothing")
  func entries() throws {
    let cli = try cli()
    #expect(cli.run("bill", "2", "1", "2").output == "Marked as billed: 1 entry, 1:00:00.\n")
    #expect(posts(cli) == [#"[{"id":2}]"#])
    #expect(cli.run("bill", "--last-month", "--dry-run").output == "Unbilled: 2 entries, 2:00:00.\n")
    for words in [["bill"], ["bill", "2", "--today"], ["bill", "x"], ["bill", "--project", "1"]] {
      #expect(cli.run(words).code == 2, "\(words)")
    }
    #expect(posts(cli).count == 1)
  }

  @Test("the running entry is not marked")
  func running() throws {
    let cli = try CLIFixture(answers: [
      "GET /me": CLIFixture.me, "GET /7/events/2?": Self.entry(2, billed: false), "POST /7/events/billed?": "null",
      "GET /7/users/9001/tasks/tracking?":
        #"[{"id":42,"name":"x","tracking":true,"tracking_event":\#(Self.entry(2, billed: false))}]"#,
    ])
    let run = cli.run("bill", "2")
    #expect(run.code == 2 && run.errors.contains("tt stop"), "\(run.errors)")
    #expect(posts(cli) == [])
  }

  @Test("a policy that does not name the tool denies it before anything is sent")
  func denied() throws {
    let cli = try cli()
    try cli.write(".config/tt/policy.json", #"{"version":"1","default":"allow"}"#)
    let run = cli.run("bill", "--last-month")
    #expect(run.code == 3 && run.errors.contains("(default deny)"), "\(run)")
    #expect(cli.transport?.sent == [])
  }
}

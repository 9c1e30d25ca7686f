import Basics
import Foundation
import Policy
import TestSupport
import Testing

@testable import TTCommands

@Suite("tt import") struct ImportCommandTests {
  private static let tasks =
    #"[{"id":42,"name":"Write report","project":"Website","project_id":5},{"id":43,"name":"Planning","project":"Website","project_id":5},"#
    + #"{"id":44,"name":"Planning","project":"Internal","project_id":6},{"id":45,"name":"Gone","type":"GHOST"}]"#
  private static let projects = #"[{"id":5,"name":"Website"},{"id":6,"name":"Internal"}]"#
  private static let recorded =
    #"[{"id":6401,"event_type":"WORK","start":"2026-02-02 09:00:00","end":"2026-02-02 10:00:00","duration":3600,"#
    + #""timezone":"GMT+01:00","task_id":42,"task":"Write report"}]"#

  private func cli(_ input: String) throws -> CLIFixture {
    let cli = try CLIFixture(answers: [
      "GET /me": CLIFixture.me, "GET /7/tasks?": Self.tasks, "GET /7/projects?": Self.projects,
      "GET /7/events?": Self.recorded,
      "POST /7/events/add?": #"{"id":6500,"task_id":42,"start":"2026-02-02 09:00:00"}"#,
    ])
    cli.input = input
    return cli
  }

  private func csv(_ lines: String...) -> String {
    "start,end,task,project\n" + lines.map { "2026-02-02 \($0)\n" }.joined()
  }

  private func posts(_ cli: CLIFixture) -> [[String: String]] {
    cli.transport?.requests.filter { $0.method == "POST" }.map(\.parameters) ?? []
  }

  @Test("a file with a broken line is exit 2 with the numbers of all such lines, and nothing is sent")
  func broken() throws {
    let cli = try cli(csv("09:00,10:00,42,", "09:00,08:00,42,", "x,10:00,42,"))
    let run = cli.run("import", "-")
    #expect(run.code == 2)
    #expect(run.errors.hasPrefix("tt: standard input:3: the end is before the start\n"))
    #expect(run.errors.contains("standard input:4: "))
    #expect(cli.transport?.sent == [])
    #expect(cli.run("import", "none.csv").errors == "tt: none.csv does not exist\n")
    cli.input = "hello"
    #expect(cli.run("import", "-").errors.hasPrefix("tt: standard input: cannot tell the format"))
  }

  @Test("two imports do not run at once, so that neither makes what the other does")
  func atOnce() throws {
    let cli = try cli(csv("09:30,10:30,42,"))
    let other = try FolderLock(making: cli.home + "/" + CLIFixture.state + "/import.lock")
    let run = cli.run("import", "-", "--timeout", "1")
    withExtendedLifetime(other) {}
    #expect(run.code == 11 && run.errors.hasPrefix("tt: another tt import is at work"), "\(run.errors)")
    #expect(posts(cli) == [])
  }

  @Test("names that are missing or fit several are exit 5, all at once, and nothing is made")
  func names() throws {
    let cli = try cli(
      csv("09:00,10:00,Foo,", "09:00,10:00,Planning,", "09:00,10:00,Write report,Internal", "11:00,12:00,Foo,"))
    let run = cli.run("import", "-", "--json")
    #expect(run.code == 5)
    let error = try JSONValue.parse(run.errors)["error"]
    #expect(error?["message"]?.string == #"standard input:2: there is no task named "Foo""#)
    #expect(
      error?["details"]?.array?.compactMap(\.string) == [
        #"standard input:3: "Planning" matches several tasks: 43 Planning (Website), 44 Planning (Internal)"#,
        #"standard input:4: there is no task named "Write report" in the project "Internal""#,
      ])
    #expect(posts(cli).isEmpty)
  }

  @Test("names are found as everywhere, lists are read once, and what is there already is left out")
  func made() throws {
    let cli = try cli(
      csv(
        "09:00,10:00,write,", "10:00,11:00,Planning,int", "11:00,12:00,43,", "10:00,11:00,Planning,Internal",
        "12:00,13:00,,5"))
    let run = cli.run("import", "-")
    #expect(run.code == 0 && run.output == "3 made, 2 there already\n", "\(run)")
    #expect(posts(cli).map { $0["task_id"] } == ["44", "43", nil])
    #expect(posts(cli).map { $0["project_id"] } == [nil, nil, "5"])
    #expect(posts(cli).map { $0["start"] } == ["2026-02-02 10:00:00", "2026-02-02 11:00:00", "2026-02-02 12:00:00"])
    let reads = cli.transport?.sent.filter { $0.hasPrefix("GET /7/") }.map { $0.prefix { $0 != "?" } }
    #expect(reads == ["GET /7/projects", "GET /7/tasks", "GET /7/events"])
  }

  @Test("--dry-run prints the plan and makes nothing; IDs need no list")
  func dryRun() throws {
    let cli = try cli(csv("09:00,10:00,42,", "23:00,2026-02-03 01:00,43,"))
    let run = cli.run("import", "-", "--dry-run")
    #expect(run.code == 0)
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 4 && lines[1].contains("present  2026-02-02 09:00") && lines[2].contains("new "))
    #expect(lines.last == "1 to make, 1 there already")
    #expect(cli.transport?.sent.contains { $0.contains("/tasks") || $0.hasPrefix("POST") } == false)
    let json = try JSONValue.parse(cli.run("import", "-", "--dry-run", "--json").output)
    #expect(json["to_make"]?.int == 1 && json["changed"]?.bool == false && json["dry_run"]?.bool == true)
    #expect(cli.run("import", "-", "-q").output == "6500\n")
  }

  @Test("a denial of any entry is exit 3 before anything is made, and of the tool before anything is sent")
  func denied() throws {
    let cli = try cli(csv("10:00,11:00,42,", "11:00,12:00,43,"))
    try cli.write(
      ".config/tt/policy.json",
      #"{"version":"1","default":"allow","tools":{"create_event":{"deny_if":[{"conditions":[{"path":"args.task_id","op":"eq","value":43}]}]}}}"#
    )
    let run = cli.run("import", "-")
    #expect(run.code == 3 && posts(cli).isEmpty, "\(run)")
    for policy in [
      #"{"version":"1","default":"deny","tools":{"list_events":{}}}"#,
      #"{"version":"1","default":"allow","hide":["create_event"]}"#,
    ] {
      let cli = try self.cli(csv("10:00,11:00,42,"))
      try cli.write(".config/tt/policy.json", policy)
      #expect(cli.run("import", "-").code == 3)
      #expect(cli.transport?.sent == [])
      let log = FileManager.default.contents(atPath: cli.home + "/.local/state/tt/audit.jsonl") ?? Data()
      #expect(String(decoding: log, as: UTF8.self).contains(#""tool":"create_event""#))
    }
  }

  @Test("a limit is waited for, and --wait bounds that; the error says how many entries were made")
  func limits() throws {
    for (flags, sleeps) in [([], 2), (["--wait", "70s"], 1)] as [([String], Int)] {
      let cli = try cli(
        csv("10:00,10:10,42,", "11:00,11:10,42,", "12:00,12:10,42,", "13:00,13:10,42,", "14:00,14:10,42,"))
      try cli.write(
        ".config/tt/policy.json",
        #"{"version":"1","default":"allow","tools":{"create_event":{"limits":[{"counter":"c","window":"minute","max":2}]}}}"#
      )
      let clock = Guarded<Double>(1_772_438_400)
      var slept: [Double] = []
      cli.adjust = { context in
        context.clock = { Instant(seconds: clock.with { Int($0) }) }
        context.sleep = { seconds in
          slept.append(seconds)
          clock.with { $0 += seconds }
        }
      }
      let run = cli.run(["import", "-"] + flags)
      #expect(slept == Array(repeating: 60, count: sleeps), "\(run)")
      #expect(run.code == (flags.isEmpty ? 0 : 9))
      #expect(posts(cli).count == (flags.isEmpty ? 5 : 4))
      if !flags.isEmpty { #expect(run.errors.contains("(4 of 5 entries were made; the same command makes the rest)")) }
    }
  }

  @Test("a signal ends the import between two entries, and says how many were made")
  func interrupted() throws {
    let cli = try cli(csv("10:00,10:10,42,", "11:00,11:10,42,", "12:00,12:10,42,"))
    var ended: Int32?
    cli.adjust = { context in
      context.interruption = Interruption(
        hold: {}, signal: { self.posts(cli).count == 2 ? SIGINT : nil }, sleep: { _ in }, end: { ended = $0 })
    }
    let run = cli.run("import", "-")
    #expect(ended == SIGINT && posts(cli).count == 2)
    #expect(run.errors == "tt: interrupted: 2 of 3 entries were made; the same command makes the rest\n")
  }

  @Test("--map is FIELD=NAME, each field once, and only fields that the format has")
  func maps() throws {
    let cli = try cli("Begin;End;What\n2026-02-02 10:00;11:00;42\n")
    #expect(cli.run("import", "-", "--map", "start=Begin,task=What").output == "1 made, 0 there already\n")
    for map in ["start", "foo=x", "start=Begin,start=x", "start=", ""] {
      #expect(cli.run("import", "-", "--format", "csv", "--map", map).code == 2, "\(map)")
    }
    #expect(
      cli.run("import", "-", "--format", "ics", "--map", "start=x").errors.contains("task, project, notes, task_id"))
  }
}

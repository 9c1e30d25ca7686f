import Basics
import TestSupport
import Testing
import Transport

@testable import TTCommands

/// What prompts and status bars need: formats, stale answers, fields.
@Suite("tt status for prompts and bars") struct StatusFormatTests {
  private func cli() throws -> CLIFixture {
    let timer =
      #"{"id":6401,"task_id":42,"start":"2026-03-02 08:00:00","end":null,"duration":0,"timezone":"GMT+01:00"}"#
    let task =
      #"[{"id":42,"name":"R & D <x>","project":"Website","customer":"Acme","tracking":true,"tracking_event":\#(timer)}]"#
    return try CLIFixture(answers: CLIFixture.service.merging(["GET /7/users/9001/tasks/tracking?": task]) { $1 })
  }

  /// A service that does not answer.
  private func silence(_ cli: CLIFixture, _ kind: TransportFailure.Kind) -> SilentTransport {
    let transport = SilentTransport(kind: kind)
    cli.adjust = { context in
      context.sleep = { _ in }
      context.transport = { _, _ in transport }
    }
    return transport
  }

  private final class SilentTransport: HTTPTransport {
    let kind: TransportFailure.Kind
    private(set) var timeouts: [Double] = []
    init(kind: TransportFailure.Kind) { self.kind = kind }
    func send(_ request: HTTPRequest) throws(TransportFailure) -> HTTPResponse {
      timeouts.append(request.timeout)
      throw TransportFailure(kind, reason: "no answer", mayHaveArrived: kind == .timeout)
    }
  }

  @Test("names in braces are replaced like letters after a percent sign; other braces stay")
  func placeholders() throws {
    let cli = try cli()
    let format = "{task}|{project}|{customer}|{elapsed}|{elapsed_seconds}|{start}|{id}|{stale}|{}{\"a\":{1}"
    #expect(
      cli.run("status", "--format", format).output
        == "R & D <x>|Website|Acme|1:00:00|3600|2026-03-02 08:00:00|42||{}{\"a\":{1}\n")
    #expect(cli.run("status", "--format", "%t %e {id}").output == "R & D <x> 1:00:00 42\n")
    #expect(cli.run("status", "--format", "{taks}").code == 2)
  }

  @Test("--cached sends nothing: what is not known or old is stale")
  func cached() throws {
    let cli = try cli()
    let nothing = cli.run("status", "--cached", "--json")
    #expect(nothing.code == 0 && cli.lines == [])
    #expect(try nothing.json() == ["running": nil, "stale": true])
    #expect(cli.run("status", "--cached", "--format", "{task}").output == "")
    #expect(cli.run("status").code == 0)
    let before = cli.lines
    #expect(try cli.run("status", "--cached", "--json").json()["stale"] == nil)
    cli.now.seconds += 3600
    #expect(try cli.run("status", "--cached", "--json").json()["stale"] == true)
    #expect(try cli.run("status", "--cached", "--max-age", "2h", "--json").json()["stale"] == nil)
    #expect(cli.run("status", "--cached", "--format", "{task} {elapsed} {stale}").output == "R & D <x> 2:00:00 stale\n")
    #expect(cli.run("status", "--cached").output.hasSuffix("  (stale)\n"))
    #expect(cli.lines == before)
  }

  @Test(
    "if the service does not answer, --max-age gives what is known, marked as stale",
    arguments: [TransportFailure.Kind.timeout, .unreachable, .interrupted])
  func maxAge(_ kind: TransportFailure.Kind) throws {
    let cli = try cli()
    _ = silence(cli, kind)
    let nothing = cli.run("status", "--max-age", "60s", "--json")
    #expect(nothing.code == 0 && nothing.errors == "")
    #expect(try nothing.json() == ["running": nil, "stale": true])
    cli.adjust = { _ in }
    #expect(cli.run("status").code == 0)
    let silent = silence(cli, kind)
    cli.now.seconds += 61
    let run = cli.run("status", "--max-age", "60s", "--json")
    #expect(run.code == 0 && run.errors == "")
    #expect(try run.json()["id"] == 42 && run.json()["stale"] == true)
    #expect(!silent.timeouts.isEmpty && silent.timeouts.allSatisfy { $0 <= 1 })
    #expect(cli.run("status", "--json").code == 7, "without --max-age there is an error")
  }

  @Test("the fields of status are known without a timer, and null then")
  func fields() throws {
    let cli = try CLIFixture(answers: CLIFixture.service)
    for words in [[], ["--max-age", "60s"], ["--cached"]] {
      let run = cli.run(["status", "--json", "--fields", "id,elapsed,project"] + words)
      #expect(try run.json() == ["id": nil, "elapsed": nil, "project": nil])
      #expect(
        cli.run(["status", "-o", "csv"] + words).output
          == "running,id,name,project,customer,start,elapsed,stale\r\nfalse,,,,,,,\r\n")
      #expect(cli.run(["status", "--json", "--fields", "nope"] + words).code == 2)
    }
  }

  @Test("for Waybar there is a JSON object with escaped markup")
  func waybar() throws {
    let cli = try cli()
    #expect(
      try cli.run("status", "--format", "waybar").json() == [
        "text": "R &amp; D &lt;x&gt; 1:00:00", "class": "running",
        "tooltip": "R &amp; D &lt;x&gt; (Website)  1:00:00  since 2026-03-02 08:00:00",
      ])
    cli.now.seconds += 600
    #expect(try cli.run("status", "--cached", "--format", "waybar").json()["class"] == ["running", "stale"])
    let idle = try CLIFixture(answers: CLIFixture.service)
    #expect(
      try idle.run("status", "--format", "waybar").json()
        == ["text": "", "class": "idle", "tooltip": "No timer is running."])
  }
}

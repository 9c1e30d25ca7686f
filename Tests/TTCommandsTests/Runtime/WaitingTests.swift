import Basics
import Foundation
import Policy
import TestSupport
import Testing
import Transport

@testable import TTCommands

/// A fixture whose clock goes on while tt sleeps.
private final class SleepingFixture {
  let cli: CLIFixture
  let transport: RecordingTransport
  private(set) var sleeps: [Double] = []
  private let clock = Guarded<Double>(1_772_438_400)

  init(_ responses: [HTTPResponse]) throws {
    cli = try CLIFixture(answers: [:])
    transport = RecordingTransport(responses)
    cli.adjust = { context in
      context.transport = { _, _ in self.transport }
      context.clock = { [clock = self.clock] in Instant(seconds: clock.with { Int($0) }) }
      context.sleep = { seconds in
        self.sleeps.append(seconds)
        self.clock.with { $0 += seconds }
      }
    }
  }

  func run(_ words: String...) -> CLIFixture.Run { cli.run(words) }
}

private func refusal(_ retryAfter: String?, date: String? = nil) -> HTTPResponse {
  .envelope(429, "null", retryAfter: retryAfter, date: date)
}

private let started = HTTPResponse.envelope(
  200,
  #"{"id":6401,"start":"2026-03-02 09:00:00","end":null,"task_id":42,"task":"Write report","timezone":"GMT+01:00"}"#)

@Suite("Waiting for a limit") struct WaitingTests {
  @Test("a read answered 429 is repeated once its time is over, in seconds or as a date")
  func reads() throws {
    for refusal in [
      refusal("5"), refusal("Mon, 02 Mar 2026 08:00:05 GMT", date: "Mon, 02 Mar 2026 08:00:00 GMT"),
    ] {
      let fixture = try SleepingFixture([refusal, .envelope(200, "[]")])
      #expect(fixture.run("show", "customer", "1").code == 5)
      #expect(fixture.sleeps == [5])
      #expect(fixture.transport.requests.count == 2)
    }
  }

  @Test("a time that is too long or not named is exit 9 at once", arguments: ["60", "30", nil])
  func tooLong(retryAfter: String?) throws {
    let fixture = try SleepingFixture([refusal(retryAfter)])
    for _ in 1...12 { #expect(fixture.run("list", "customers").code == 9) }
    #expect(fixture.sleeps.isEmpty)
    #expect(fixture.transport.requests.count == 1)
  }

  @Test("the waits of a read end within its timeout")
  func timeout() throws {
    let fixture = try SleepingFixture([refusal("4"), refusal("4"), refusal("4")])
    #expect(fixture.run("list", "customers", "--timeout", "10").code == 9)
    #expect(fixture.sleeps == [4, 4])
  }

  @Test("while a read waits, no other call is sent")
  func others() throws {
    let fixture = try SleepingFixture([refusal("5"), .envelope(200, "[]")])
    var other: Int32?
    let adjust = fixture.cli.adjust
    let second = try CLIFixture(answers: [:])
    fixture.cli.adjust = { context in
      adjust(&context)
      let sleep = context.sleep
      context.sleep = { seconds in
        second.environment["HOME"] = fixture.cli.home
        other = second.run("list", "tasks").code
        sleep(seconds)
      }
    }
    #expect(fixture.run("list", "workspaces").code == 1)
    #expect(other == 9)
    #expect(second.transport?.requests.isEmpty == true)
  }

  @Test("a write answered 429 is not repeated without --wait")
  func write() throws {
    let fixture = try SleepingFixture([refusal("1")])
    #expect(fixture.run("track", "42").code == 9)
    #expect(fixture.transport.requests.count == 1)
  }

  @Test("--wait repeats a write that the service refused, once its time is over")
  func waiting() throws {
    let fixture = try SleepingFixture([refusal("90"), started])
    let run = fixture.run("track", "42", "--wait", "2m")
    #expect(run.code == 0, "\(run.errors)")
    #expect(fixture.sleeps == [90])
    #expect(fixture.transport.requests.count == 2)
  }

  @Test("a list that is refused midway goes on where it was, and prints no row twice")
  func midway() throws {
    let rows = "[" + (1...100).map { #"{"id":\#($0),"name":"n"}"# }.joined(separator: ",") + "]"
    let fixture = try SleepingFixture([
      .envelope(200, rows), refusal("90"), .envelope(200, #"[{"id":101,"name":"n"}]"#), .envelope(200, "[]"),
    ])
    let run = fixture.run("list", "tasks", "--quiet", "--wait", "2m")
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output == (1...101).map { "\($0)\n" }.joined())
    #expect(fixture.sleeps == [90])
  }

  @Test("--wait keeps the approval that a refused write has used")
  func approved() throws {
    let fixture = try SleepingFixture([refusal("90"), started])
    let policy = try fixture.cli.write(
      "p.json",
      #"{"version":"1","default":"allow","tools":{"track_task":{"deny_if":[{"conditions":[],"action":"require_approval"}]}}}"#
    )
    let words = ["track", "42", "--date", "2026-03-02T08:30", "--no-look", "--policy", policy]
    let asked = fixture.cli.run(words + ["--json"])
    #expect(asked.code == 10)
    let id = try #require(try JSONValue.parse(asked.errors)["error"]?["approval"]?.string)
    #expect(fixture.run("policy", "approve", id, "--yes").code == 0)
    #expect(fixture.cli.run(words + ["--wait", "2m"]).code == 0)
    #expect(fixture.transport.requests.count == 2)
  }

  @Test("--wait is never exceeded")
  func exceeded() throws {
    let fixture = try SleepingFixture([refusal("60"), refusal("60"), refusal("60")])
    #expect(fixture.run("track", "42", "--wait", "2m").code == 9)
    #expect(fixture.sleeps == [60, 60])
    #expect(fixture.transport.requests.count == 3)
  }

  @Test("--wait waits for a local limit, and counts the call once")
  func localLimit() throws {
    let fixture = try SleepingFixture([started, started])
    let policy = try fixture.cli.write(
      "p.json",
      #"{"version":"1","default":"allow","tools":{"track_task":{"limits":[{"counter":"one","max":1,"window":"minute"}]}}}"#
    )
    #expect(fixture.run("track", "42", "--policy", policy).code == 0)
    #expect(fixture.run("track", "42", "--policy", policy, "--wait", "1s").code == 9)
    fixture.cli.isTerminal = true
    let run = fixture.run("track", "42", "--policy", policy, "--wait", "1m")
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.errors.contains("waiting"))
    #expect(fixture.transport.requests.count == 2)
  }

  @Test("a duration that cannot be read is exit 2, and nothing is sent", arguments: ["0", "90", "soon", "0s"])
  func invalid(word: String) throws {
    let fixture = try SleepingFixture([])
    #expect(fixture.run("track", "42", "--wait", word).code == 2)
    #expect(fixture.transport.requests.isEmpty)
  }
}

@Suite("--verbose") struct VerboseTests {
  @Test("each request is one line on standard error, with its attempt, and without a secret")
  func lines() throws {
    let fixture = try SleepingFixture([
      HTTPResponse(status: 502), .envelope(200, #"[{"id":1,"name":"s3cret"}]"#), .envelope(200, "[]"),
    ])
    let run = fixture.run("list", "customers", "-v", "--quiet")
    #expect(run.code == 0)
    #expect(run.output == "1\n")
    let target = "GET /api/v4/7/customers"
    let lines = run.errors.split(separator: "\n").map(String.init)
    #expect(lines.first?.hasPrefix("tt: " + target) == true, "\(run.errors)")
    #expect(lines.first?.hasSuffix(": 502, 0 ms, attempt 1") == true)
    #expect(lines.dropFirst().first?.hasSuffix(": 200, 200 ms, attempt 2") == true || lines.count > 1)
    #expect(lines.count == fixture.transport.requests.count)
    #expect(!run.errors.contains("s3cret") && !run.errors.contains("Authorization"))
  }

  @Test("without it, standard error stays empty")
  func quiet() throws {
    let fixture = try SleepingFixture([started])
    #expect(fixture.run("track", "42").errors == "")
  }

  @Test("the pages that are read side by side are shown too, each once")
  func pages() throws {
    let rows = "[" + (1...100).map { #"{"id":\#($0),"name":"n"}"# }.joined(separator: ",") + "]"
    let fixture = try SleepingFixture([.envelope(200, rows), .envelope(200, "[]")])
    let run = fixture.run("list", "tasks", "--quiet", "-v")
    #expect(run.code == 0)
    #expect(run.errors.split(separator: "\n").count == fixture.transport.requests.count)
  }
}

import Basics
import Foundation
import Testing

@testable import TTCommands

/// `tt policy log --verify`, with logs written by tt.
@Suite("tt policy log --verify") struct PolicyVerifyTests {
  /// A fixture with a log of two records for each of some calls.
  private func cli(calls: Int) throws -> CLIFixture {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    for _ in 0..<calls { #expect(cli.run("track", "42").code == 0) }
    return cli
  }

  @Test(
    "tampering with a log is reported in text and in JSON",
    arguments: [
      ("removed", ":2: ", "missing"), ("swapped", ":2: ", "missing"), ("cut", ":6: ", "truncated"),
      ("short", ": ", "missing"),
      ("gone", ": ", "missing"), ("repeated", ":3: ", "out_of_order"), ("crlf", ":1: ", "line_end"),
    ])
  func tampered(_ how: String, _ place: String, _ kind: String) throws {
    let cli = try cli(calls: 3)
    #expect(cli.run("policy", "log", "--verify").output == "6 records, chain intact\n")
    let text = try #require(cli.read(CLIFixture.state + "/audit.jsonl"))
    var lines = text.split(separator: "\n").map { String($0) + "\n" }
    switch how {
    case "removed": lines.remove(at: 1)
    case "swapped": lines.swapAt(1, 2)
    case "cut": lines[5] = String(lines[5].dropLast(30))
    case "short": lines.removeLast()
    case "gone": break
    case "repeated": lines.insert(lines[1], at: 2)
    default: lines = lines.map { $0.dropLast() + "\r\n" }
    }
    let path = try cli.write(lines.joined(), state: "audit.jsonl")
    if how == "gone" { try FileManager.default.removeItem(atPath: path) }
    // An incomplete line could be one that is being written, for which it waits.
    cli.adjust = { $0.sleep = { _ in } }
    let run = cli.run("policy", "log", "--verify")
    #expect(run.code == 1 && run.errors == "")
    #expect(run.output.hasPrefix(path + place), "\(run.output)")
    let json = cli.run("policy", "log", "--verify", "--json")
    #expect(json.code == 1)
    let report = try json.json()
    #expect(report["ok"] == false)
    let finding = try #require(report["findings"]?.array?.first)
    #expect(finding["kind"]?.string == kind && finding["file"]?.string == path)
    #expect(report["findings"]?.array?.count == run.output.split(separator: "\n").count)
  }

  @Test("an intact log is reported as one line, or one object")
  func whole() throws {
    let cli = try cli(calls: 1)
    let run = cli.run("policy", "log", "--verify")
    #expect(run.code == 0 && run.output == "2 records, chain intact\n" && run.errors == "")
    let report = try cli.run("policy", "log", "--verify", "--json").json()
    #expect(report["ok"] == true && report["records"] == 2 && report["findings"] == [])
  }

  @Test("an unreadable log is exit 11")
  func unreadable() throws {
    let cli = try CLIFixture(answers: [:])
    try cli.makeFolder(CLIFixture.state + "/audit.jsonl")
    for words in [["--verify"], []] {
      #expect(cli.run(["policy", "log"] + words).code == 11)
    }
  }
}

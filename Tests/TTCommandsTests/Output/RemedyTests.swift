import Basics
import Foundation
import TestSupport
import Testing

@testable import TTCommands

@Suite("What errors advise to do next") struct RemedyTests {
  static let remedies: [Remedy] = [
    .advice("chmod 600 file"), .nameTrackable, .stopRunningTimer(switchTo: nil), .stopRunningTimer(switchTo: 8302),
    .editRunningEntry(start: nil), .editRunningEntry(start: "09:00"), .stopWithDate, .passLaterDate,
    .passLaterDateOrEdit(task: 8301), .passLaterDateOrEdit(task: nil), .correctEnd(entry: 6401),
    .correctEnd(entry: nil),
    .acceptRemarks, .useValue("yesterday 23:50", for: "--date"),
    .useValue("yesterday 22:00", for: "--start", purpose: "an entry over midnight"),
    .checkOutcome(.timer), .checkOutcome(.object(kind: "task", id: 42)),
    .checkOutcome(.object(kind: "event", id: 6401)),
    .checkOutcome(.list(kind: "task")), .checkOutcome(.list(kind: "project")), .checkOutcome(.list(kind: "customer")),
    .checkOutcome(.entries(day: "2026-03-02", user: nil)), .checkOutcome(.entries(day: "2026-03-02", user: 9002)),
    .checkOutcome(.customFields), .logIn, .checkCredentials(source: "TT_APP_PASSWORD"), .checkPasswordCommand,
    .chooseWorkspace, .checkWorkspace, .checkAddress, .raiseTimeout, .trustAuthority, .listTools, .wait(seconds: 12),
    .wait(seconds: nil), .seePolicy(origin: "built-in"), .providePolicyFile, .approve(id: "3f9a12c7"), .reviewApprovals,
    .checkStore, .correctStore, .correctStoreLogin, .trustStore, .installStoreSchema, .admitToStore,
    .makeStateFolderWritable(path: "/state"),
    .awaitLock(stopped: nil), .awaitLock(stopped: 4711),
  ]

  /// The command lines of tt in a text: each begins with `tt` and ends with the phrase.
  private func commandLines(_ text: String) -> [[String]] {
    text.matches(of: /(?:^|: |with |run: )tt ([^;|]+)/).map { $0.1.split(separator: " ").map(String.init) }
  }

  @Test("every command line in a remedy is one that tt accepts", arguments: remedies)
  func parses(remedy: Remedy) throws {
    let lines = commandLines(remedy.commandLineText)
    #expect(lines.isEmpty == !remedy.commandLineText.contains("tt "), "\(remedy.commandLineText)")
    for line in lines {
      guard case .run(let arguments) = try ArgumentParser().parse(line) else {
        Issue.record("\(line) is not a command")
        continue
      }
      if case .tool(let call, _) = arguments.command.action {
        _ = try call(arguments, Session(context: CLIFixture().context(), arguments: arguments))
      }
    }
  }

  @Test("every flag in a remedy is one that tt has", arguments: remedies)
  func flags(remedy: Remedy) {
    let known = Set((CommandTable.commands.flatMap(\.flags) + Flag.global).map(\.long))
    for flag in remedy.commandLineText.matches(of: /--[a-z-]+/) { #expect(known.contains(String(flag.0))) }
  }

  @Test("every command named in a text of the command line exists")
  func commandsInTexts() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources/TTCommands")
    let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter { $0.hasSuffix(".swift") }
    var found = 0
    for file in files {
      let text = try String(contentsOf: sources.appendingPathComponent(file), encoding: .utf8)
      for match in text.matches(of: /(?:see|run|with|for example): tt ([a-z-]+)(?: ([a-z-]+))?/) {
        let words = [match.1, match.2].compactMap { $0.map(String.init) }
        found += 1
        #expect(
          CommandTable.commands.contains {
            $0.path.first == words[0] && (words.count == 1 || $0.path.count == 1 || $0.path == words)
          },
          "\(file): tt \(words.joined(separator: " "))")
      }
    }
    #expect(found > 20)
  }

  @Test("a library names no word of the command line")
  func libraries() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")
    let commands = Set(CommandTable.commands.map { $0.path[0] }).sorted().joined(separator: "|")
    let pattern = try Regex(#""[^"\n]*(\btt (\#(commands))\b|--[a-z])[^"\n]*""#)
    for module in ["Basics", "Policy", "TrackingTime", "Transport", "Reports", "MCPServer"] {
      let folder = sources.appendingPathComponent(module).path
      for file in try FileManager.default.subpathsOfDirectory(atPath: folder) where file.hasSuffix(".swift") {
        let text = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
        for line in text.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("//") {
          #expect(line.firstMatch(of: pattern) == nil, "\(module)/\(file): \(line)")
        }
      }
    }
  }
}

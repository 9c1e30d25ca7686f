import Basics
import Foundation
import Testing

@testable import TTCommands
@testable import TrackingTime

/// Under a policy that denies everything, no command asks for a transport. (Code that creates one without the gate would
/// not compile: a transport requires a `Reservation`, which only the gate creates.)
@Suite("Denied calls") struct DenialTests {
  private static let denials = [
    #"{"version":"1","default":"deny"}"#, #"{"version":"1","default":"allow","hide":["*"]}"#,
  ]

  /// A fixture in which nothing but the policy stops a call.
  private func cli(_ policy: String) throws -> CLIFixture {
    let cli = try CLIFixture(["TT_APP_PASSWORD": "s3cret", "TT_ACCOUNT_ID": "7"])
    try cli.write(".config/tt/policy.json", policy)
    return cli
  }

  private func evaluatedTools(_ cli: CLIFixture) throws -> Set<String> {
    let log = FileManager.default.contents(atPath: cli.home + "/.local/state/tt/audit.jsonl") ?? Data()
    let records = try log.split(separator: 0x0A).map { try JSONValue.parse(Array($0)) }
    #expect(records.allSatisfy { $0["decision"] == "deny" || $0["decision"] == "invalid" })
    return Set(records.compactMap { $0["decision"] == "deny" ? $0["tool"]?.string : nil })
  }

  @Test("no example of any command uses the network if its calls are denied", arguments: denials)
  func examples(policy: String) throws {
    for command in CommandTable.commands {
      let cli = try cli(policy)
      cli.input = "s3cret\n"
      cli.readsZoneFiles = command.name == "doctor"
      for example in command.examples where example.line.hasPrefix("tt ") {
        // What is behind a pipe or a semicolon is the shell's.
        let words = shellWords(example.line).dropFirst().prefix { !["|", ">", "&&", ";"].contains($0) }
        _ = cli.run(Array(words) + (command.name == "auth login" ? ["--with-password"] : []))
      }
      let judged = try evaluatedTools(cli)
      // What these call depends on what they are given.
      let isOpen = ["call", "import"].contains(command.name)
      #expect(judged.isEmpty == command.tools.isEmpty || isOpen, "\(command.name): \(judged)")
    }
  }

  @Test("no raw call of any tool uses the network if it is denied", arguments: denials)
  func raw(policy: String) throws {
    let cli = try cli(policy)
    for tool in Catalog.allTools {
      let words = tool.parameters.filter { $0.required || $0.name == "task_id" }.map { "\($0.name)=\(sample($0))" }
        // An entry has a length.
        .map { $0 == "end=2026-03-02 09:00:00" ? "end=2026-03-02 10:00:00" : $0 }
      let run = cli.run(["call", tool.name] + words)
      #expect(run.code == 3, "\(tool.name) \(words): \(run.errors)")
    }
    #expect(try evaluatedTools(cli) == Set(Catalog.allTools.map(\.name)))
  }

  private func isAccepted(_ word: String, by parameter: Parameter) -> Bool {
    (try? parameter.parse(parameter.value(from: word))) != nil
  }

  private func sample(_ parameter: Parameter) -> String {
    switch parameter.kind {
    case .choice(let words): words[0]
    case .boolean: "true"
    default:
      ["42", "Sample", "2026-03-02 09:00:00", "2026-03-02", "09:00", "1h"]
        .first { isAccepted($0, by: parameter) } ?? "42"
    }
  }

  @Test("only the program creates a transport, and only a request sender uses it")
  func sources() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../Sources")
      .standardizedFileURL
    let names = try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { $0.hasSuffix(".swift") }
    #expect(names.count > 100)
    func files(with text: String) throws -> Set<String> {
      let found = try names.filter { name in
        try !name.hasPrefix("Sandbox") && !name.hasPrefix("Transport/")
          && String(contentsOf: root.appendingPathComponent(name), encoding: .utf8).contains(text)
      }
      return Set(found)
    }
    #expect(try files(with: "CurlTransport(") == ["tt/main.swift"])
    #expect(try files(with: ".send(") == ["TrackingTime/Client/RequestSender.swift"])
    #expect(try files(with: "RequestSender(") == ["TrackingTime/Client/Client.swift"])
    #expect(try files(with: "Reservation(try ") == ["Policy/Enforcement/Reservation.swift"])
    #expect(try files(with: "import CCurl") == [])
  }
}

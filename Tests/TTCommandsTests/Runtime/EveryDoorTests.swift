import Basics
import Foundation
import Testing
import TrackingTime

@testable import TTCommands

/// No command reaches the network past the gate: under a policy that denies everything a world without a network is never
/// asked for one. (That no code can make a transport without the gate's admission is what the types say: a transport is
/// only handed out for a `Gate.Admission`, which only the gate makes.)
@Suite("Every door") struct EveryDoorTests {
  private static let denials = [
    #"{"version":"1","default":"deny"}"#, #"{"version":"1","default":"allow","hide":["*"]}"#,
  ]

  /// A world in which nothing but the policy stops a call.
  private func world(_ policy: String) throws -> CLIFixture {
    let world = try CLIFixture(["TT_APP_PASSWORD": "s3cret", "TT_ACCOUNT_ID": "7"])
    try world.write(".config/tt/policy.json", policy)
    return world
  }

  private func judgedTools(_ world: CLIFixture) throws -> Set<String> {
    let log = FileManager.default.contents(atPath: world.home + "/.local/state/tt/audit.jsonl") ?? Data()
    let records = try log.split(separator: 0x0A).map { try JSONValue.parse(Array($0)) }
    #expect(records.allSatisfy { $0["decision"] == "deny" || $0["decision"] == "invalid" })
    return Set(records.compactMap { $0["decision"] == "deny" ? $0["tool"]?.string : nil })
  }

  @Test("every example of every command: denied calls touch no network", arguments: denials)
  func examples(policy: String) throws {
    for command in CommandTable.commands {
      let world = try world(policy)
      world.input = "s3cret\n"
      for example in command.examples where example.line.hasPrefix("tt ") {
        // What is behind a pipe or a semicolon is the shell's.
        let words = shellWords(example.line).dropFirst().prefix { !["|", ">", "&&", ";"].contains($0) }
        _ = world.run(Array(words) + (command.name == "auth login" ? ["--with-password"] : []))
      }
      let judged = try judgedTools(world)
      #expect(judged.isEmpty == command.tools.isEmpty || command.name == "call", "\(command.name): \(judged)")
    }
  }

  @Test("every tool, called raw with what it requires: denied, and no network touched", arguments: denials)
  func raw(policy: String) throws {
    let world = try world(policy)
    for tool in Catalog.tools {
      let words = tool.parameters.filter { $0.required || $0.name == "task_id" }.map { "\($0.name)=\(sample($0))" }
      let run = world.run(["call", tool.name] + words)
      #expect(run.code == 3, "\(tool.name) \(words): \(run.errors)")
    }
    #expect(try judgedTools(world) == Set(Catalog.tools.map(\.name)))
  }

  private func isAccepted(_ word: String, by parameter: Parameter) -> Bool {
    guard
      let tool = Catalog.tools.first(where: {
        $0.parameters.contains { $0.name == parameter.name && $0.kind == parameter.kind }
      })
    else { return false }
    let call = ToolCall(tool.name, JSONObject([.init(key: parameter.name, value: parameter.value(from: word))]))
    return (try? Catalog.parseArguments(of: call)) != nil
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

  @Test("only the program itself makes a transport, and only a request sender sends")
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

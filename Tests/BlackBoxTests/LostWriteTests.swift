import Basics
import Foundation
import Sandbox
import Testing

/// A write whose response is lost says where its outcome can be seen, and that place shows it.
@Suite("Where the outcome of a lost write is seen") struct LostWriteTests {
  /// A write, the path it is lost on, and a text of its outcome.
  static let writes: [([String], String, String)] = [
    (["create", "task", "Sketch"], "/tasks/add", "Sketch"),
    (["update", "task", "42", "--name", "Other name"], "/tasks/update", "Other name"),
    (["create", "project", "Garden"], "/projects/add", "Garden"),
    (["update", "project", "5201", "--name", "Garden"], "/projects/update", "Garden"),
    (["create", "customer", "Globex"], "/customers/add", "Globex"),
    (["update", "customer", "3101", "--notes", "moved house"], "/customers/update", "moved house"),
    (["add", "42", "--start", "2026-03-02 09:00", "--end", "2026-03-02 10:00"], "/events/add", "2026-03-02 09:00"),
    (["edit", "6401", "--notes", "with Acme"], "/events/update", "with Acme"),
  ]

  @Test("the command that an error names shows what the write did", arguments: writes)
  func shown(words: [String], path: String, outcome: String) async throws {
    try await SandboxFixture.run(faults: [Fault(.dropAfter, path: "/700001" + path)]) { sandbox in
      let run = try await sandbox.tt(words + ["--json"])
      #expect(run.exit == 8)
      let hint = try #require(try run.error()["hint"]?.string)
      #expect(hint.hasPrefix("check with: tt "))
      let command = hint.dropFirst("check with: tt ".count).split(separator: " ").map(String.init)
      let check = try await sandbox.tt(command)
      #expect(check.exit == 0 && check.out.contains(outcome), "\(hint): \(check.out)")
    }
  }

  @Test("no command shows custom fields, so a lost one sends nobody to one")
  func customField() async throws {
    try await SandboxFixture.run(faults: [Fault(.dropAfter, path: "/700001/custom_fields")]) { sandbox in
      let run = try await sandbox.tt(
        "create", "custom-field", "PO", "--value-type", "text", "--filter-object-class", "task", "--json")
      #expect(run.exit == 8)
      let hint = try #require(try run.error()["hint"]?.string)
      #expect(!hint.contains("tt ") && hint.contains("web application"))
    }
  }
}

import Foundation
import Testing

/// Output compared with recorded files. `TT_RECORD=1 swift test --filter GoldenTests` records them again.
@Suite("Golden output") struct GoldenTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().path + "/Golden/"

  static let cases: [(file: String, words: [String])] = [
    ("help.txt", ["help"]), ("help-track.txt", ["track", "--help"]), ("help-exit-codes.txt", ["help", "exit-codes"]),
    ("help-tools.txt", ["help", "tools"]), ("help-track_task.txt", ["help", "track_task"]),
    ("help-environment.txt", ["help", "environment"]), ("list-tasks.txt", ["list", "tasks"]),
    ("list-projects.txt", ["list", "projects", "--status", "all", "--fields", "id,name,customer.name"]),
    ("list-customers.txt", ["list", "customers", "--fields", "id,name,active_projects"]),
    ("list-users.txt", ["list", "users"]), ("list-workspaces.txt", ["list", "workspaces"]),
    ("list-tasks.csv", ["list", "tasks", "--output", "csv"]), ("list-tasks.tsv", ["list", "tasks", "-o", "tsv"]),
    ("show-user.txt", ["show", "user", "9002"]),
  ]

  @Test("output is as recorded", arguments: cases.map(\.file))
  func golden(_ file: String) async throws {
    let words = try #require(Self.cases.first { $0.file == file }).words
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt(words)
      #expect(run.exit == 0)
      // The day the seeded workspace was made is today.
      let out = run.out.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.hasPrefix("created_at") }.joined(separator: "\n")
      if ProcessInfo.processInfo.environment["TT_RECORD"] != nil {
        try out.write(toFile: Self.folder + file, atomically: true, encoding: .utf8)
      }
      let agreed = try String(contentsOfFile: Self.folder + file, encoding: .utf8)
      #expect(out == agreed)
    }
  }
}

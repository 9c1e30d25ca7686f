import Foundation
import Testing

/// The completion scripts in real shells: a key is pressed on a terminal and the words the shell then hands to `tt` are
/// looked at.
@Suite struct CompletionTests {
  static let shells = ["bash", "zsh", "fish"].filter { shell in
    ["/bin/", "/usr/bin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + shell) }
  }

  private static let script = URL(filePath: #filePath).deletingLastPathComponent().path + "/Support/press_tab.py"
  private static let completions =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path + "/completions"

  /// Types each line, presses TAB and Enter, and gives the words `tt` would have got.
  private func complete(_ lines: [String], in shell: String) async throws -> [[String]] {
    var found: [[String]] = []
    try await SandboxFixture.run { house in
      let names = ["Write report", "Writing: part [2]", "It's \"quoted\"", "Ünïcode & co", "$(touch x)"]
      try house.write(names.map { $0 + "\n" }.joined(), to: house.cache + "/names/task")
      try house.write("Website\nInternal\n", to: house.cache + "/names/project")
      let run = try await house.run("/usr/bin/env", ["python3", Self.script, shell, Self.completions] + lines)
      #expect(run.exit == 0, "\(run.errors)")
      #expect(await house.isSilent())
      found = try run.out.split(separator: "\n").map { line in
        try (JSON(String(line)).array ?? []).map { $0.string ?? "" }
      }
    }
    return found
  }

  @Test("names are completed as one word, whatever stands in them", arguments: shells)
  func names(_ shell: String) async throws {
    let words = try await complete(
      [
        "tt track --task-name Write", "tt track --task-name Writing", "tt track --task-name \"Write",
        "tt track --task-name=Write", "tt track It", "tt show task Ün", "tt track \\$", "tt track '$", "tt track \"It",
      ], in: shell)
    #expect(
      words == [
        ["track", "--task-name", "Write report"], ["track", "--task-name", "Writing: part [2]"],
        ["track", "--task-name", "Write report"], ["track", "--task-name=Write report"], ["track", "It's \"quoted\""],
        ["show", "task", "Ünïcode & co"], ["track", "$(touch x)"],
        ["track", "$(touch x)"], ["track", "It's \"quoted\""],
      ])
  }

  @Test("commands, flags and their values are completed", arguments: shells)
  func words(_ shell: String) async throws {
    let words = try await complete(
      [
        "tt tra", "tt list ta", "tt list tasks --proj", "tt list tasks --project Int", "tt --output jsonl list work",
        "tt -o cs", "tt completion z", "tt call get_t", "tt track --stop-",
      ], in: shell)
    #expect(
      words == [
        ["track"], ["list", "tasks"], ["list", "tasks", "--project"], ["list", "tasks", "--project", "Internal"],
        ["--output", "jsonl", "list", "workspaces"], ["-o", "csv"], ["completion", "zsh"], ["call", "get_task"],
        ["track", "--stop-running-task"],
      ])
  }

  @Test("without a cache nothing is offered and nothing breaks", arguments: shells)
  func noCache(_ shell: String) async throws {
    try await SandboxFixture.run { house in
      let run = try await house.run(
        "/usr/bin/env", ["python3", Self.script, shell, Self.completions, "tt track --task-name Zz"])
      #expect(run.out == "[\"track\", \"--task-name\", \"Zz\"]\n")
    }
  }
}

import Foundation
import Testing

/// The completion scripts in real shells: TAB is pressed at a terminal, and the words that the shell then passes to `tt`
/// are compared.
@Suite("Completion in shells") struct CompletionTests {
  static let shells = ["bash", "zsh", "fish"].filter { shell in
    ["/bin/", "/usr/bin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + shell) }
  }

  private static let script = URL(filePath: #filePath).deletingLastPathComponent().path + "/Support/press_tab.py"
  private static let completions =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path + "/completions"

  /// Types each line, presses TAB and Enter, and returns the words that `tt` would have received.
  private func complete(_ lines: [String], in shell: String, cache: Bool = true) async throws -> [[String]] {
    var found: [[String]] = []
    try await SandboxFixture.run { fixture in
      if cache {
        let names = [
          "Write report", "Writing: part [2]", "It's \"quoted\"", "Ünïcode & co", "$(touch x)", #"Back\slash `x`"#,
        ]
        try fixture.write(
          names.enumerated().map { "\($0.offset + 1)\t\($0.element)\tWebsite\n" }.joined(),
          to: fixture.cache + "/names/task")
        try fixture.write("1\tWebsite\tAcme\n2\tInternal\t\n", to: fixture.cache + "/names/project")
        try fixture.write("1\tAnn Other\t\n2\tann@example.org\t\n", to: fixture.cache + "/names/user")
      }
      try fixture.write("{}", to: fixture.folder + "/files/my policy.json")
      let lines = lines.map { $0.replacing("FILES", with: fixture.folder + "/files") }
      let path = Products.folder + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
      let run = try await fixture.run(
        "/usr/bin/env", ["python3", Self.script, shell, Self.completions] + lines, env: ["PATH": path])
      #expect(run.exit == 0, "\(run.errors)")
      #expect(fixture.isSilent())
      found = try run.out.split(separator: "\n").map { line in
        try (JSON(String(line)).array ?? []).map {
          ($0.string ?? "").replacing(fixture.folder + "/files", with: "FILES")
        }
      }
    }
    return found
  }

  @Test("names are completed as one word, whatever characters they contain", arguments: shells)
  func names(_ shell: String) async throws {
    let words = try await complete(
      [
        "tt track --task-name Write", "tt track --task-name Writing", "tt track --task-name \"Write",
        "tt track --task-name=Write", "tt track --task-name=\"Write", "tt track It", "tt show task Ün",
        "tt track \\$", "tt track '$", "tt track \"It", "tt track Writing:", "tt track Back", "tt track \"Back",
        "tt track 'Back", "tt show user ann@", "tt track --task-name 'It' --project Web",
      ], in: shell)
    #expect(
      words == [
        ["track", "--task-name", "Write report"], ["track", "--task-name", "Writing: part [2]"],
        ["track", "--task-name", "Write report"], ["track", "--task-name=Write report"],
        ["track", "--task-name=Write report"], ["track", "It's \"quoted\""], ["show", "task", "Ünïcode & co"],
        ["track", "$(touch x)"], ["track", "$(touch x)"], ["track", "It's \"quoted\""], ["track", "Writing: part [2]"],
        ["track", #"Back\slash `x`"#], ["track", #"Back\slash `x`"#], ["track", #"Back\slash `x`"#],
        ["show", "user", "ann@example.org"], ["track", "--task-name", "It", "--project", "Website"],
      ])
  }

  @Test("commands, flags and their values are completed", arguments: shells)
  func words(_ shell: String) async throws {
    let words = try await complete(
      [
        "tt tra", "tt list ta", "tt list tasks --proj", "tt list tasks --project Int", "tt --output jsonl list work",
        "tt -o cs", "tt completion z", "tt call get_t", "tt track --stop-", "tt list tasks --output=cs",
        "tt track --no-such-flag --task-na", "tt policy check -- sto", "tt policy check get_tas", "tt help exit",
        "tt call get_task task_i", "tt call list_tasks filter=AR", "tt track --stop-running-task=f",
      ], in: shell)
    #expect(
      words == [
        ["track"], ["list", "tasks"], ["list", "tasks", "--project"], ["list", "tasks", "--project", "Internal"],
        ["--output", "jsonl", "list", "workspaces"], ["-o", "csv"], ["completion", "zsh"], ["call", "get_task"],
        ["track", "--stop-running-task"], ["list", "tasks", "--output=csv"],
        ["track", "--no-such-flag", "--task-name"], ["policy", "check", "--", "stop"], ["policy", "check", "get_task"],
        ["help", "exit-codes"], ["call", "get_task", "task_id="], ["call", "list_tasks", "filter=ARCHIVED"],
        ["track", "--stop-running-task=false"],
      ])
  }

  @Test("files are completed where a file is expected", arguments: shells)
  func files(_ shell: String) async throws {
    let words = try await complete(
      [
        "tt policy test FILES/my", "tt track --policy FILES/my", "tt track --policy=FILES/my",
        "tt policy check FILES/my",
        "tt track --policy \"FILES/my", "tt track FILES/my",
      ], in: shell)
    let file = "FILES/my policy.json"
    #expect(
      words == [
        ["policy", "test", file], ["track", "--policy", file], ["track", "--policy=" + file],
        ["policy", "check", file],
        ["track", "--policy", file], ["track", "FILES/my"],
      ])
  }

  @Test("without a cache, completion offers nothing and does not fail", arguments: shells)
  func noCache(_ shell: String) async throws {
    #expect(
      try await complete(["tt track --task-name Zz"], in: shell, cache: false) == [["track", "--task-name", "Zz"]])
  }
}

import Testing
import TrackingTime

@testable import TTCommands

@Suite("Completion") struct CompleterTests {
  private func lines(_ words: [String]) throws -> [String] {
    let cli = try CLIFixture(["XDG_CACHE_HOME": ""])
    try cli.write(
      ".cache/tt/names/task",
      "42\tWrite report\tWebsite\n43\tWriting: part [2]\t\n44\tTwice\tA\n45\tTwice\tB\nTab\there\n")
    try cli.write(".cache/tt/names/project", "5201\tWebsite\tAcme\n")
    let run = cli.run(["__complete", "--"] + words)
    #expect(run.code == 0 && run.errors.isEmpty)
    return run.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  /// What is offered for a task: its name, or its ID where several have that name.
  private static let tasks = ["Write report", "Writing: part [2]", "44", "45"]

  /// The candidates without their summaries.
  private func words(_ words: String...) throws -> [String] {
    try lines(words).dropFirst().map { String($0.prefix { $0 != "\t" }) }
  }

  @Test("the first word is a command or a group, each with its summary")
  func commands() throws {
    let lines = try lines([""])
    #expect(lines.first == "words")
    #expect(lines.contains("track\t\(TrackCommand.command.summary)"))
    #expect(lines.contains { $0.hasPrefix("list\ttasks, projects, ") })
    #expect(Set(try words("")) == Set(CommandTable.commands.map { $0.path[0] }))
    #expect(try words("").count == Set(CommandTable.commands.map { $0.path[0] }).count)
    #expect(try words() == words(""))
    #expect(try words("list", "") == CommandTable.commands.filter { $0.path[0] == "list" }.map { $0.path[1] })
    #expect(try words("nonsense", "") == [])
  }

  @Test("__complete itself is never offered, nor in any help")
  func hidden() throws {
    #expect(try !words("").contains("__complete"))
    #expect(!HelpText.overview().contains("__complete"))
  }

  @Test("a command's flags are offered, but for those already given", arguments: CommandTable.commands.map(\.name))
  func flags(name: String) throws {
    let command = try #require(CommandTable.commands.first { $0.name == name })
    let flags = command.flags + Flag.global
    let path = command.path
    let offered = try lines(path + ["--"]).dropFirst().map { String($0.prefix { $0 != "\t" }) }
    #expect(offered == flags.map(\.long) + flags.compactMap { flag in flag.short.map { "-\($0)" } })
    let less = try lines(path + ["--json", "-q", "--output=csv", "--"]).dropFirst()
    #expect(less.count == offered.count - 5)
  }

  @Test("the value of a flag is one of its words, a name, a file, or not completed")
  func values() throws {
    #expect(try words("--output", "") == Format.names)
    #expect(try words("track", "-o", "") == Format.names)
    #expect(try words("track", "--output=") == Format.names.map { "--output=" + $0 })
    #expect(try words("track", "--task-name", "") == Self.tasks)
    #expect(try words("track", "--task-id=W") == Self.tasks.map { "--task-id=" + $0 })
    #expect(try words("track", "--stop-running-task=") == ["--stop-running-task=true", "--stop-running-task=false"])
    #expect(try lines(["track", "--policy", ""]) == ["files\t"])
    #expect(try lines(["track", "--policy=a"]) == ["files\t--policy="])
    #expect(try lines(["track", "--notes", ""]) == ["words"])
    #expect(try lines(["track", "--json="]) == ["words"])
    #expect(try lines(["track", "--nonsense="]) == ["words"])
  }

  @Test("words before the cursor that tt would refuse are passed over")
  func unknown() throws {
    #expect(try words("track", "--nonsense", "-Z", "--project", "") == ["Website"])
    #expect(try words("--nonsense", "list", "ta").contains("tasks"))
    #expect(try words("track", "--output", "nonsense", "--project", "") == ["Website"])
  }

  @Test("operands are completed by their place")
  func operands() throws {
    #expect(try words("track", "") == Self.tasks)
    #expect(try words("track", "42", "") == [])
    #expect(try words("track", "--", "") == Self.tasks)
    #expect(try words("completion", "") == ["bash", "fish", "zsh"])
    #expect(try lines(["policy", "test", ""]) == ["files\t"])
    #expect(try words("show", "event", "") == EntryReference.words)
    #expect(try words("edit", "") == EntryReference.words)
    #expect(try lines(["track", ""]).contains("Write report\tWebsite"))
    #expect(try lines(["track", ""]).contains("44\tTwice (A)"))
    #expect(try words("help", "").contains("exit-codes") && words("help", "").contains("track"))
    #expect(try words("help", "list", "") == words("list", ""))
  }

  @Test("a tool's arguments are offered as NAME=, then their values", arguments: [["call"], ["policy", "check"]])
  func arguments(command: [String]) throws {
    let tool = try #require(Catalog.tool("list_tasks"))
    let offered = try lines(command + ["list_tasks", ""])
    #expect(offered.first == "nospace")
    #expect(offered.dropFirst().map { String($0.prefix { $0 != "\t" }) } == tool.parameters.map { $0.name + "=" })
    #expect(try !lines(command + ["list_tasks", "filter=ALL", ""]).contains { $0.hasPrefix("filter=") })
    #expect(try lines(command + ["list_tasks", "filter="]).contains("filter=ALL"))
    // The service takes a name here, and only a number there.
    #expect(try lines(command + ["track_task", "task_name="]).contains("task_name=Write report\tWebsite"))
    #expect(try lines(command + ["track_task", "task_id="]) == ["words"])
    #expect(try lines(command + ["track_task", "stop_running_task="]).contains("stop_running_task=true"))
    #expect(try lines(command + ["nonsense", ""]) == ["words"])
    #expect(try lines(command + ["track_task", "nonsense="]) == ["words"])
  }

  @Test("after policy check -- a command line of its own is completed")
  func commandLine() throws {
    #expect(try words("policy", "check", "--", "") == words(""))
    #expect(try words("policy", "check", "--lint", "--", "track", "--project", "") == ["Website"])
    #expect(try words("policy", "check", "--", "list", "") == words("list", ""))
    #expect(try lines(["policy", "check", ""]).first == "files\t")
  }

  @Test("without a cache folder nothing is offered")
  func noCache() throws {
    let cli = try CLIFixture(["HOME": ""])
    let run = cli.run("__complete", "--", "track", "")
    #expect(run.code == 0 && run.output == "words\n" && run.errors.isEmpty)
  }
}

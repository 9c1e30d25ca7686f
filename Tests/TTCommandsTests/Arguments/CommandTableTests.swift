import Foundation
import Basics
import Testing
import TrackingTime

@testable import TTCommands

@Suite("The command table") struct CommandTableTests {
  private let commands = CommandTable.commands

  @Test("command names are one or two words, unique, and none is a prefix of another")
  func paths() {
    #expect(Set(commands.map(\.path)).count == commands.count)
    for command in commands {
      #expect((1...2).contains(command.path.count))
      #expect(command.path.allSatisfy { $0.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D } })
      let shadow = command.path.count == 1 && commands.contains { $0.path.count == 2 && $0.path[0] == command.path[0] }
      #expect(!shadow, "\(command.name) would hide the commands below it")
    }
  }

  @Test("the commands promised in the design exist")
  func promised() {
    let nouns = ["tasks", "projects", "customers", "events", "users", "workspaces", "trackables"]
    let needed = ["track", "stop", "status", "policy check"] + nouns.map { "list " + $0 }
    #expect(Set(needed).subtracting(commands.map(\.name)) == [])
  }

  /// `--status` asks for the state of a store, and chooses tasks by theirs. It is read as the command's own behind its words.
  @Test("a flag of a given name takes a value in every command or in none, save --status")
  func values() {
    var takes: [String: Bool] = [:]
    for flag in Flag.global + commands.flatMap(\.flags) where flag.name != "status" {
      if let known = takes[flag.name] {
        #expect(known == (flag.value != nil), "--\(flag.name)")
      } else {
        takes[flag.name] = flag.value != nil
      }
    }
  }

  @Test("a switch that can be turned off can be turned off in every command")
  func bothWays() {
    var feeds: [String: Bool] = [:]
    for flag in Flag.global + commands.flatMap(\.flags) where flag.value == nil {
      let isParameter = flag.parameter != nil
      #expect(feeds[flag.name, default: isParameter] == isParameter, "--\(flag.name)")
      feeds[flag.name] = isParameter
    }
  }

  @Test(
    "no command repeats a flag or redefines a global one", arguments: CommandTable.commands.map(\.name))
  func unique(name: String) throws {
    let command = try #require(commands.first { $0.name == name })
    let names = (command.flags + Flag.global).map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test("each short flag has one meaning in all commands")
  func letters() {
    var meaning: [Character: String] = [:]
    for flag in Flag.global + commands.flatMap(\.flags) {
      guard let short = flag.short else { continue }
      #expect(meaning[short, default: flag.name] == flag.name, "-\(short)")
      meaning[short] = flag.name
    }
    #expect(meaning["o"] == "output" && meaning["q"] == "quiet" && meaning["h"] == "help")
  }

  @Test("summaries are capitalized phrases without a full stop")
  func summaries() {
    for command in commands {
      #expect(!command.summary.isEmpty && !command.summary.hasSuffix("."))
      #expect(command.summary.first?.isUppercase == true)
      for operand in command.operands { #expect(!operand.summary.isEmpty && !operand.summary.hasSuffix(".")) }
      for flag in command.flags { #expect(!flag.summary.isEmpty && !flag.summary.hasSuffix(".")) }
      for example in command.examples { #expect(!example.summary.isEmpty && !example.summary.hasSuffix(".")) }
    }
    for flag in Flag.global { #expect(!flag.summary.isEmpty && !flag.summary.hasSuffix(".")) }
  }

  @Test("flags are in kebab case, and those that set a parameter have its name")
  func flagNames() {
    for flag in Flag.global + commands.flatMap(\.flags) {
      #expect(flag.name.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D })
      if let parameter = flag.parameter { #expect(flag.name == parameter.flag) }
    }
  }

  @Test("commands name existing tools, and every tool has a command")
  func tools() {
    for command in commands {
      for tool in command.tools { #expect(Catalog.tool(tool) != nil, "\(tool)") }
      switch command.action {
      case .tool, .list, .report: #expect(!command.tools.isEmpty, "\(command.name)")
      case .calls, .local: break
      }
    }
    let named = Set(commands.filter { $0.name != "call" }.flatMap(\.tools))
    #expect(Set(Catalog.tools.map(\.name)).subtracting(named) == [])
  }

  @Test("track has a flag for each parameter of its tool")
  func trackFlags() throws {
    let tool = try #require(Catalog.tool("track_task"))
    let flags = Set((TrackCommand.command.flags + Flag.global).map(\.name))
    #expect(Set(tool.parameters.map(\.flag)).subtracting(flags) == [])
  }

  @Test("every command has examples, and they parse to that command", arguments: CommandTable.commands.map(\.name))
  func examples(name: String) throws {
    let command = try #require(commands.first { $0.name == name })
    #expect(!command.examples.isEmpty)
    for example in command.examples {
      let parts = example.line.components(separatedBy: CharacterSet(charactersIn: "|()"))
        .map { $0.trimmingCharacters(in: .whitespaces) }
      let line = try #require(parts.first { $0.hasPrefix("tt ") }, "\(example.line)")
      #expect(try parsed(Array(shellWords(line).dropFirst())).command.name == name, "\(example.line)")
    }
  }

  @Test("tt serve runs every command that calls the service, and of the others only these")
  func served() {
    let others = CommandTable.commands.filter { $0.isServed && $0.calls == nil }.map(\.name)
    #expect(
      others.sorted() == [
        "bill", "help", "import", "mcp", "policy approvals", "policy check", "policy log", "policy show",
        "policy status", "sync",
      ])
    #expect(CommandTable.commands.allSatisfy { $0.isServed || $0.calls == nil })
  }

  @Test("only the last operand may repeat, and required operands come first")
  func operands() {
    for command in commands {
      #expect(command.operands.dropLast().allSatisfy { !$0.isRepeated })
      let required = command.operands.map(\.isRequired)
      #expect(required == required.sorted { $0 && !$1 })
    }
  }

  @Test(
    "the help of every command contains its usage, flags and examples", arguments: CommandTable.commands.map(\.name))
  func help(name: String) throws {
    let command = try #require(commands.first { $0.name == name })
    let text = HelpText.command(command)
    for flag in command.flags { #expect(text.contains("  " + (flag.short.map { "-\($0), " } ?? "    ") + flag.long)) }
    #expect(text.contains("\nGlobal options: tt help global\n"))
    for example in command.examples { #expect(text.contains(example.line)) }
    #expect(text.contains("Usage: tt \(name) [OPTIONS]"))
    #expect(HelpText.overview().contains("  \(name) "))
  }
}

import Basics
import Foundation
import Testing

@testable import TTCommands

/// Man pages and completion scripts, as they are checked in. `make docs` generates the scripts and the pages of commands
/// again; pages on topics are written by hand.
@Suite("Documents") struct DocumentTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  private func checkedIn(_ path: String) throws -> String {
    try String(contentsOfFile: Self.root + "/" + path, encoding: .utf8)
  }

  private func files(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  @Test(
    "the completion scripts are those printed by tt",
    arguments: [("bash", "tt.bash"), ("zsh", "_tt"), ("fish", "tt.fish")])
  func completionIsFresh(_ shell: String, _ file: String) throws {
    let cli = try CLIFixture()
    let made = cli.run("completion", shell).output
    #expect(try made == checkedIn("completions/" + file))
  }

  @Test("every command has a page, and every page has an exit status")
  func pagesAreComplete() throws {
    let cli = try CLIFixture()
    let overview = cli.run("help", with: ["COLUMNS": "100"]).output
    let commands = overview.split(separator: "\n").filter { $0.hasPrefix("  ") }.map { line in
      line.dropFirst(2).prefix { $0.isLowercase || $0 == " " || $0 == "-" }.split(separator: "  ").first ?? ""
    }
    #expect(commands.count > 30)
    for command in commands {
      let name = "tt-" + command.trimmingCharacters(in: .whitespaces).replacingOccurrences(of: " ", with: "-")
      let page = try checkedIn("man/\(name).1")
      #expect(page.contains(".SH EXIT STATUS"))
      #expect(page.contains("tt\\-exit\\-codes(7)"))
    }
  }

  @Test("every page that a page refers to exists")
  func references() throws {
    let pages = try files(in: Self.root + "/man")
    for page in pages {
      // Both `tt\-guard(7)` and `.BR tt\-guard (7)`.
      let text = try checkedIn("man/" + page).replacing("\\-", with: "-")
      for match in text.matches(of: /\b(tt(?:-[a-z]+)*) ?\(([157])\)/) {
        #expect(pages.contains("\(match.1).\(match.2)"), "\(page): \(match.0)")
      }
    }
  }

  @Test("the files named in CONTRIBUTING exist")
  func paths() throws {
    let guide = try checkedIn(".github/CONTRIBUTING.md")
    let modules = try files(in: Self.root + "/Sources")
    let paths = guide.matches(of: /`([\w-]+)(\/[\w\/+.-]*)`/).filter { modules.contains(String($0.1)) }
    #expect(paths.count > 20)
    for path in paths {
      #expect(FileManager.default.fileExists(atPath: Self.root + "/Sources/\(path.1)\(path.2)"), "\(path.0)")
    }
  }

  @Test("tt-json(7) has the answer of every command that has one of its own")
  func answers() {
    // The first answers with what its tool does; the others print no JSON.
    let others = ["call", "completion", "export", "help", "mcp", "policy init"]
    for command in CommandTable.commands where !others.contains(command.name) {
      #expect(JSONAnswers.of(command.name) != nil, "\(command.name)")
    }
  }
}

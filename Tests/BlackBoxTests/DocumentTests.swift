import Foundation
import Testing

/// Man pages and completion scripts are made from the tables and checked in. `make docs` writes them anew.
@Suite struct DocumentTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  private func checkedIn(_ path: String) throws -> String {
    try String(contentsOfFile: Self.root + "/" + path, encoding: .utf8)
  }

  @Test("the checked-in man pages are those tt makes")
  func manIsFresh() async throws {
    try await SandboxFixture.run { house in
      let files = try await house.tt("help", "--man").out.split(separator: "\n").map(String.init)
      #expect(files.count > 30)
      let there = try FileManager.default.contentsOfDirectory(atPath: Self.root + "/man").sorted()
      #expect(there == files.sorted())
      for file in files {
        let made = try await house.tt("help", "--man", file).out
        #expect(try made == checkedIn("man/" + file))
      }
    }
  }

  @Test(
    "the checked-in completion scripts are those tt makes",
    arguments: [("bash", "tt.bash"), ("zsh", "_tt"), ("fish", "tt.fish")])
  func completionIsFresh(_ shell: String, _ file: String) async throws {
    try await SandboxFixture.run { house in
      let made = try await house.tt("completion", shell).out
      #expect(try made == checkedIn("completions/" + file))
    }
  }

  @Test("every command has a page, and every page says how tt exits")
  func pagesAreComplete() async throws {
    try await SandboxFixture.run { house in
      let overview = try await house.tt("help").out
      let commands = overview.split(separator: "\n").filter { $0.hasPrefix("  ") }.map { line in
        line.dropFirst(2).prefix { $0.isLowercase || $0 == " " || $0 == "-" }.split(separator: "  ").first ?? ""
      }
      for command in commands {
        let name = "tt-" + command.trimmingCharacters(in: .whitespaces).replacingOccurrences(of: " ", with: "-")
        let page = try checkedIn("man/\(name).1")
        #expect(page.contains(".SH EXIT STATUS"))
        #expect(page.contains("tt\\-exit\\-codes(7)"))
      }
    }
  }

  @Test("the man pages pass mandoc's lint", .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/mandoc")))
  func manIsClean() async throws {
    try await SandboxFixture.run { house in
      let pages = try FileManager.default.contentsOfDirectory(atPath: Self.root + "/man").sorted()
      let run = try await house.run("/usr/bin/mandoc", ["-T", "lint"] + pages.map { Self.root + "/man/" + $0 })
      #expect(run.out == "")
      #expect(run.exit == 0)
    }
  }
}

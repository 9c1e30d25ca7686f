import Foundation
import Testing

/// Man pages, checked by the programs that generate and read them: `make docs` regenerates those of commands.
@Suite("Man pages and their programs") struct ManPageTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  private func checkedIn(_ path: String) throws -> String {
    try String(contentsOfFile: Self.root + "/" + path, encoding: .utf8)
  }

  private func files(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  @Test("the man pages of commands are generated from the command table")
  func manIsFresh() async throws {
    try await SandboxFixture.run { fixture in
      let made = fixture.folder + "/man"
      try FileManager.default.createDirectory(atPath: made, withIntermediateDirectories: true)
      #expect(try await fixture.run(Products.docs, [made]).exit == 0)
      let pages = try files(in: made)
      #expect(pages.count > 30)
      #expect(try files(in: Self.root + "/man").filter { $0.hasSuffix(".1") || $0 == "tt-json.7" } == pages)
      for page in pages {
        let text = try String(contentsOfFile: made + "/" + page, encoding: .utf8)
        #expect(try text == checkedIn("man/" + page), "\(page) is stale")
      }
    }
  }

  @Test("the man pages pass mandoc's lint", .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/mandoc")))
  func manIsClean() async throws {
    try await SandboxFixture.run { fixture in
      let pages = try files(in: Self.root + "/man")
      let run = try await fixture.run("/usr/bin/mandoc", ["-T", "lint"] + pages.map { Self.root + "/man/" + $0 })
      #expect(run.out == "")
      #expect(run.exit == 0)
    }
  }
}

import Foundation
import Testing

/// A person who reads README.md from its beginning and types what stands there.
@Suite("The README") struct ReadmeTests {
  /// Text between two lines of three backquotes, with the comment on the line before.
  private struct Block {
    let marker: String?
    let language: String
    let lines: [String]

    /// The lines as commands, without their comments.
    var commands: [String] {
      lines.map { line in
        let comment = line.range(of: #"\s+# .*$"#, options: .regularExpression)
        return comment.map { String(line[..<$0.lowerBound]) } ?? line
      }
    }

    /// The path of the file that the block is, if it is one.
    var file: String? { marker.flatMap { $0.hasPrefix("file: ") ? String($0.dropFirst(6)) : nil } }
  }

  private static let text: String = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().path + "/../../README.md"
    return (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }()

  private static var blocks: [Block] {
    var blocks: [Block] = []
    var open: (marker: String?, language: String, lines: [String])?
    var before = ""
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("```") {
        if let block = open {
          blocks.append(Block(marker: block.marker, language: block.language, lines: block.lines))
          open = nil
        } else {
          let marker = before.hasPrefix("<!-- ") ? String(before.dropFirst(5).dropLast(4)) : nil
          open = (marker, String(line.dropFirst(3)), [])
        }
      } else {
        open?.lines.append(line)
      }
      before = line
    }
    return blocks
  }

  /// A zone in which it is afternoon, so that this morning is over.
  private static var afternoon: String {
    let hour = Calendar(identifier: .gregorian).dateComponents(in: .gmt, from: Date()).hour ?? 0
    let ahead = min(15 - hour, 14)
    return "<AFT>\(-ahead)"
  }

  @Test("every command works, and every file counts, in the order in which they stand there")
  func inOrder() async throws {
    try await SandboxFixture.run { fixture in
      let home = fixture.folder + "/home"
      let work = home + "/work"
      try fixture.makeFolder(work + "/.git")
      try fixture.write("ref: refs/heads/main\n", to: work + "/.git/HEAD")
      var env: [String: String?] = ["TT_APP_PASSWORD": nil, "TZ": Self.afternoon]
      for name in ["CONFIG", "STATE", "CACHE"] { env["XDG_\(name)_HOME"] = .some(nil) }
      env["PATH"] = Products.folder + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
      for block in Self.blocks where !["start", "test"].contains(block.marker) {
        if let file = block.file {
          let path = file.hasPrefix("~") ? home + file.dropFirst() : work + "/" + file
          try fixture.write(block.lines.joined(separator: "\n") + "\n", to: path)
        }
        guard block.language == "sh" else { continue }
        for command in block.commands {
          // Without a terminal the password comes from standard input.
          let line = command == "tt auth login" ? "echo sandbox | tt auth login --with-password" : command
          let run = try await fixture.run("/bin/bash", ["-c", "cd ~/work && " + line], env: env)
          #expect(run.exit == 0, "README \(command): \(run.ending) \(run.out) \(run.errors)")
        }
      }
    }
  }

  @Test("every command in a sentence exists")
  func inSentences() async throws {
    try await SandboxFixture.run { fixture in
      let prose = Self.text.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
      let commands = prose.joined().matches(of: /`tt ([a-z][^`]*)`/).map { String($0.output.1) }
      #expect(commands.count > 5)
      for command in Set(commands) {
        let run = try await fixture.run("/bin/bash", ["-c", "\"$0\" \(command) --help", Products.tt])
        #expect(run.exit == 0, "tt \(command): \(run.errors)")
      }
    }
  }

  @Test("every man page that it names is there")
  func pages() {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().path + "/../../man/"
    for match in Self.text.matches(of: /(tt-[a-z-]+)\((\d)\)/) {
      #expect(FileManager.default.fileExists(atPath: folder + match.output.1 + "." + match.output.2))
    }
  }

  @Test("its picture shows what the commands print now")
  func picture() async throws {
    try await SandboxFixture.run { fixture in
      let folder = URL(filePath: #filePath).deletingLastPathComponent().path + "/../../.picture"
      let run = try await fixture.run(
        Products.sandbox, ["python3", folder + "/record.py", "--check", folder + "/tt.svg"], env: ["TZ": "UTC"])
      #expect(run.exit == 0, "\(run.errors)")
    }
  }
}

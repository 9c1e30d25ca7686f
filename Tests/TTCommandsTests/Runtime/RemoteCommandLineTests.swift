import Basics
import Foundation
import TestSupport
import Testing

@testable import TTCommands

@Suite("The command line from the other side") struct RemoteCommandLineTests {
  @Test(
    "its words are split at blanks, and nothing in quotes is expanded",
    arguments: [
      (#"track 'a b' "c d""#, ["track", "a b", "c d"]), (#"a'b'"c""#, ["abc"]), (#"a""''b"#, ["ab"]),
      (#"'$HOME;\' "`id`""#, [#"$HOME;\"#, "`id`"]), (#"'' """#, ["", ""]), (#""''" '""'"#, ["''", "\"\""]),
      ("\ta *~#!{}() b", ["a", "*~#!{}()", "b"]), (#""it's""#, ["it's"]), ("'a\nb'", ["a\nb"]),
      ("a\u{A0}b\u{2003}c\u{0B}d", ["a\u{A0}b\u{2003}c\u{0B}d"]),
      ("\"\u{301}\" '\u{200D}'x", ["\u{301}", "\u{200D}x"]),
    ])
  func words(_ line: String, _ words: [String]) throws {
    #expect(try RemoteCommandLine.words(line) == words)
    #expect(try RemoteCommandLine.words("  ") == nil)
  }

  @Test("what a shell would act on is an error outside of quotes only, whatever follows it")
  func special() throws {
    for character in [";", "&", "|", "<", ">", "$", "`", "\\", "\n", "\r", "\r\n", ";\u{301}", "$\u{200D}"] {
      #expect(try RemoteCommandLine.words("a'\(character)'") == ["a" + character])
      #expect(try RemoteCommandLine.words("a \"\(character)\"") == ["a", character])
      for line in ["a\(character)", "\(character)a", "'a'\(character)'b'", "a \(character) b"] {
        #expect(throws: TTError.self, "\(line)") { try RemoteCommandLine.words(line) }
      }
    }
  }

  @Test("lines without anything to expand have the words that a shell makes of them")
  func shell() throws {
    var random = SeededGenerator(seed: 15)
    var expected: [[String]] = []
    var script = ""
    while expected.count < 500 {
      let line = (0..<Int.random(in: 0...12, using: &random))
        .map { _ in ["a", "é", " ", "\t", "'", "\"", "-"].randomElement(using: &random) ?? "" }.joined()
      guard let words = try? RemoteCommandLine.words(line) ?? [] else { continue }
      expected.append(words)
      script += "for w in \(line)\ndo printf '%s\\0' \"$w\"; done\nprintf '\\1'\n"
    }
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script]
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let found = String(decoding: bytes, as: UTF8.self).unicodeScalars.split(
      separator: "\u{1}", omittingEmptySubsequences: false
    )
    .dropLast().map { $0.split(separator: "\0", omittingEmptySubsequences: false).dropLast().map { String($0) } }
    #expect(found == expected)
  }
}

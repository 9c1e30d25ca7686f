import Basics
import Testing
import TrackingTime

@testable import TTCommands

/// The texts of the command table and of the tool catalog contain none of the phrases that were removed from them.
@Suite("Wording of help texts") struct WordingTests {
  private static let banned = [
    "stands", "lapse", "mend", "is no ", "are no ", "nobody", "somebody", "it takes", "one too many",
    "exclude each other", "no call is made", "gives back", "given back", "a person's yes",
  ]

  private func check(_ text: String, of place: String) {
    // Short ones only count at the beginning of a word, unlike in "recommend".
    let text = " " + text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ") + " "
    for phrase in Self.banned {
      let pattern = phrase == "mend" || phrase == "lapse" || phrase == "stands" ? " " + phrase : phrase
      #expect(!text.contains(pattern), "\"\(phrase)\" in \(place): \(text)")
    }
  }

  @Test("no text of a command contains a banned phrase", arguments: CommandTable.commands.map(\.name))
  func commands(name: String) throws {
    let command = try #require(CommandTable.commands.first { $0.name == name })
    for text in [command.summary] + command.details { check(text, of: "tt \(name)") }
    for operand in command.operands { check(operand.summary, of: "\(operand.name) of tt \(name)") }
    for flag in command.flags { check(flag.summary, of: "\(flag.long) of tt \(name)") }
    for example in command.examples { check(example.summary, of: example.line) }
  }

  @Test("no global flag, help topic or setting contains a banned phrase")
  func topics() {
    for flag in Flag.global { check(flag.summary, of: flag.long) }
    for topic in HelpTopics.all {
      check(topic.summary, of: topic.name)
      check(topic.text(80), of: topic.name)
    }
    for key in ConfigKey.all { check(key.explanation, of: key.name) }
  }

  @Test("no text of a tool contains a banned phrase", arguments: Catalog.allTools.map(\.name))
  func tools(name: String) throws {
    let tool = try #require(Catalog.tool(name))
    check(tool.summary, of: name)
    for parameter in tool.parameters { check(parameter.summary, of: "\(parameter.name) of \(name)") }
  }

  @Test("no exit code's meaning contains a banned phrase", arguments: FailureClass.allCases)
  func exitCodes(failure: FailureClass) {
    check(failure.meaning, of: failure.rawValue)
  }
}

import Testing

@testable import TTCommands

@Suite("The progress of a long list") struct ProgressTests {
  /// What a progress writes to a terminal for pages of some rows.
  private func written(_ pages: [Int], terminal: String = "xterm") throws -> String {
    let cli = try CLIFixture(["TERM": terminal])
    cli.isTerminal = true
    var text = ""
    var context = cli.context()
    context.errors.write = { bytes in
      text += String(decoding: bytes, as: UTF8.self)
      return true
    }
    let progress = Progress(context, streams: false)
    for count in pages { progress.advance(by: count) }
    progress.end()
    progress.end()
    return text
  }

  @Test("it is shown from the second page on, and cleared once")
  func long() throws {
    #expect(try written([100, 100, 20]) == "\r200 so far …\r220 so far …\r\u{1B}[K")
  }

  @Test("a list of one page has none, even if an empty one follows", arguments: [[], [7], [7, 0], [0]])
  func short(_ pages: [Int]) throws {
    #expect(try written(pages) == "")
  }

  @Test("a dumb terminal has none")
  func dumb() throws {
    #expect(try written([100, 100], terminal: "dumb") == "")
  }
}

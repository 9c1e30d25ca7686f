import Basics
import Testing

@testable import MCPServer

@Suite("Lines and messages of the Model Context Protocol") struct MessageTests {
  private func lines(_ splitter: inout LineSplitter, _ text: String) -> [String] {
    splitter.take(Array(text.utf8)[...]).map { line in
      if case .whole(let bytes) = line { String(decoding: bytes, as: UTF8.self) } else { "too long" }
    }
  }

  @Test(
    "lines end at a line feed; a carriage return before it is dropped, other separators are kept, blank lines skipped")
  func splitting() {
    var splitter = LineSplitter()
    #expect(lines(&splitter, "a\r\n\n \t\nb") == ["a"])
    #expect(lines(&splitter, "\u{2028}c\u{85}\nd\re\n") == ["b\u{2028}c\u{85}", "d\re"])
    #expect(lines(&splitter, "rest").isEmpty)
    guard case .whole(let rest)? = splitter.end() else {
      Issue.record("the rest is lost")
      return
    }
    #expect(rest == Array("rest".utf8))
    let nothing = splitter.end()
    #expect(nothing == nil)
  }

  @Test("the lines are the same however the stream is divided")
  func cuts() {
    let text = "{\"a\":\"é\"}\r\nb\n\nc"
    for size in 1...text.utf8.count {
      var splitter = LineSplitter()
      var found: [String] = []
      var bytes = Array(text.utf8)[...]
      while !bytes.isEmpty {
        found += splitter.take(bytes.prefix(size)).map { line in
          if case .whole(let bytes) = line { String(decoding: bytes, as: UTF8.self) } else { "too long" }
        }
        bytes = bytes.dropFirst(size)
      }
      #expect(found == ["{\"a\":\"é\"}", "b"])
      let last = splitter.end()
      #expect(last != nil)
    }
  }

  @Test(
    "the ID of an unparsed message is found wherever it is, and only that of a request",
    arguments: [
      (#"{"jsonrpc":"2.0","id":7,"method":"x","params":{"id":8,"method":"y"}}"#, "7"),
      (#"{ "params" : [{"id":8}, "\"id\":9,"], "method" : "x" , "id" : "a\"b" }"#, #""a\"b""#),
      (#"{"id":7,"params":{"method":"x"}}"#, nil), (#"{"params":{"id":7},"method":"x"}"#, nil),
      (#"{"id":null,"method":"x"}"#, nil), (#"{"id":1.5,"method":"x"}"#, nil), (#"[{"id":7,"method":"x"}]"#, nil),
      (#"{"x":"{\"id\":7","method":"x"}"#, nil),
    ])
  func extracting(_ text: String, _ id: String?) {
    var extractor = RequestIDExtractor()
    for byte in Array(text.utf8) { extractor.read([byte][...]) }
    #expect(extractor.requestID?.json.compact == id)
  }

  @Test("a line that is not UTF-8 is a parse error under its ID, so that its sender does not wait")
  func notText() {
    let line = Array(#"{"jsonrpc":"2.0","id":7,"method":"ping","x":""#.utf8) + [0xFF] + Array(#""}"#.utf8)
    guard case .invalid(let id, let error) = Message(line: line) else {
      Issue.record("not answered")
      return
    }
    #expect(id.json == 7 && error == .parseError("the message is not UTF-8"))
  }

  @Test("IDs are equal when type and characters are: 7, \"7\" and 07 are different")
  func ids() throws {
    let seven = try #require(RequestID(7))
    #expect(seven == RequestID(try JSONValue.parse("7")))
    #expect(seven != RequestID("7"))
    #expect(RequestID("\u{212A}") != RequestID("K"), "by code points")
    for text in ["null", "true", "1.0", "1e2", "[1]", "{}"] { #expect(RequestID(try JSONValue.parse(text)) == nil) }
    for text in ["0", "-1", "123456789012345678901234567890", "\"\""] {
      #expect(RequestID(try JSONValue.parse(text))?.json.compact == text)
    }
  }
}

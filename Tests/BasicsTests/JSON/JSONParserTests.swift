import Basics
import TestSupport
import Testing

private func failure(_ text: String, _ dialect: JSONDialect = .strict) throws -> JSONSyntaxError {
  try #require(throws: JSONSyntaxError.self) { try JSONValue.parse(text, as: dialect) }
}

@Suite("Reading JSON")
struct JSONParserTests {
  @Test("a document with every kind of value is read in order")
  func everything() throws {
    let value = try JSONValue.parse(" {\"b\":[1,-2.50,true,false,null,\"x\"],\n\t\"a\":{}, \"\":[]}\r\n")
    #expect(value.object?.keys == ["b", "a", ""])
    #expect(value["b"]?.array?.count == 6)
    #expect(value.compact == #"{"b":[1,-2.50,true,false,null,"x"],"a":{},"":[]}"#)
  }

  @Test(
    "invalid JSON is refused",
    arguments: [
      "", " ", "{", "}", "[", "[1,]", "[,1]", "[1 2]", "{\"a\":1,}", "{\"a\"}", "{a:1}", "{'a':1}", "{\"a\":}", "{1:2}",
      "nul", "True", "truefalse", "NaN", "Infinity", "-", "+1", "01", "-01", "1.", ".5", "1e", "1e+", "0x10", "1_0",
      "\"a", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"", "\"\\\"", "\"a\nb\"", "\"a\tb\"", "\"\u{1}\"", "[1]]", "1 2",
      "{}{}",
      "// x\n1", "[1]/**/", "\u{FEFF}\u{FEFF}1", "\u{A0}1", "\"\\u\u{FF11}234\"",
    ])
  func refused(_ text: String) {
    for dialect in [JSONDialect.strict, .lenient] {
      #expect(throws: JSONSyntaxError.self) { try JSONValue.parse(text, as: dialect) }
    }
  }

  @Test("a byte order mark at the start is skipped")
  func byteOrderMark() throws {
    #expect(try JSONValue.parse([0xEF, 0xBB, 0xBF] + Array("[1]".utf8)) == [1])
  }

  @Test("a duplicate name is refused in tt's own files; in responses of the service the first one is found")
  func duplicates() throws {
    let text = "{\"max\":1,\n \"min\":2, \"m\\u0061x\":3}"
    let error = try failure(text)
    #expect(error.message.contains("max") && error.line == 2 && error.column == 11)
    let value = try JSONValue.parse(text, as: .lenient)
    #expect(value["max"]?.int == 1)
    #expect(throws: JSONSyntaxError.self) { try JSONValue.parse("[{\"a\":{\"b\":1,\"b\":1}}]") }
    #expect(try JSONValue.parse("[{\"a\":1},{\"a\":1}]").array?.count == 2)
  }

  @Test("the names of an object are read as written, whatever those of the object before were")
  func namesOfNeighbours() throws {
    let first = #"{"id":1,"a\"b":2,"c\\d":3,"\u0065":4,"ü":5}"#
    let others: [(text: String, keys: [String])] = [
      (first, ["id", "a\"b", "c\\d", "e", "ü"]), (#"{"id":1}"#, ["id"]), (#"{"a\"b":1,"id":2}"#, ["a\"b", "id"]),
      (#"{"id":1,"a\"b":2,"c\\d":3,"e":4,"ü":5,"x":6}"#, ["id", "a\"b", "c\\d", "e", "ü", "x"]),
      (#"{"i\u0064":1,"a\"bc":2}"#, ["id", "a\"bc"]), ("{}", []),
      (#"{"id":{"id":1,"a\"b":2},"x":[{"id":1}]}"#, ["id", "x"]),
    ]
    for dialect in [JSONDialect.strict, .lenient] {
      for (text, keys) in others {
        let list = try JSONValue.parse("[\(first),\(text),\(first),\(text)]", as: dialect).array ?? []
        #expect(list.map { $0.object?.keys } == [others[0].keys, keys, others[0].keys, keys])
        #expect(list[1] == (try JSONValue.parse(text, as: dialect)))
      }
      for wrong in [#"{"id":1,"a"b":2}"#, #"{"id":1,"a\"b:2}"#, #"{"id":1,"c\d":2}"#, "{\"i", "{\"id"] {
        #expect(throws: JSONSyntaxError.self) { try JSONValue.parse("[\(first),\(wrong)]", as: dialect) }
      }
    }
  }

  @Test("names are compared by code points, however similar they look")
  func codePoints() throws {
    // The Kelvin sign and K, and é in its two spellings, are equal to Swift's ==.
    let value = try JSONValue.parse("{\"\u{212A}\":1,\"K\":2,\"\u{E9}\":3,\"e\u{301}\":4}")
    #expect(value.object?.count == 4)
    #expect(value["K"]?.int == 2 && value["\u{212A}"]?.int == 1 && value["e\u{301}"]?.int == 4)
  }

  @Test("every escape is understood")
  func escapes() throws {
    let text = #""\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\ud83d\ude00\u0000""#
    #expect(try JSONValue.parse(text).string == "\"\\/\u{8}\u{C}\n\r\tAé€😀\0")
  }

  @Test(
    "an unpaired surrogate is refused in tt's own files and replaced in responses of the service",
    arguments: [
      (#""a\ud83d""#, "a\u{FFFD}"), (#""\ude00b""#, "\u{FFFD}b"), (#""\ud83dx""#, "\u{FFFD}x"),
      (#""\ud83d\n""#, "\u{FFFD}\n"), (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"),
    ])
  func surrogates(_ text: String, _ repaired: String) throws {
    #expect(throws: JSONSyntaxError.self) { try JSONValue.parse(text) }
    #expect(try JSONValue.parse(text, as: .lenient).string == repaired)
  }

  @Test("invalid UTF-8 is refused")
  func invalidUTF8() {
    let broken: [[UInt8]] = [
      [0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0x80],
    ]
    for bytes in broken {
      for tail in [[], Array("\\n".utf8)] {
        #expect(throws: JSONSyntaxError.self) { try JSONValue.parse([0x22] + bytes + tail + [0x22]) }
      }
    }
  }

  @Test("256 levels are read, 257 are refused, and a million do not exhaust the stack")
  func depth() throws {
    func nested(_ count: Int) -> String { String(repeating: "[", count: count) + String(repeating: "]", count: count) }
    _ = try JSONValue.parse(nested(256))
    #expect(try failure(nested(257)).message.contains("256"))
    _ = try failure(String(repeating: "[", count: 1_000_000))
    _ = try failure(String(repeating: "{\"a\":", count: 1_000_000))
    // The depth is that of the nesting, not the number of lists.
    _ = try JSONValue.parse("[" + Array(repeating: "[]", count: 1000).joined(separator: ",") + "]")
  }

  @Test("an error states the line, and the column in characters")
  func positions() throws {
    let error = try failure("{\n  \"é\": [1,\n    😀]\n}")
    #expect(error.line == 3 && error.column == 5 && error.offset == 18)
    let end = try failure("[1,\n")
    #expect(end.line == 2 && end.column == 1)
    #expect(try failure("\"abc").column == 1)
    #expect(try failure("[1] x").column == 5)
    #expect(try failure("{\"a\" 1}").message.contains("':'"))
  }

  @Test("any byte anywhere is read or refused, and never traps")
  func mutations() {
    let text = #"{"a":[1.5e3,"\ud83d\ude00é",{"b":null}],"c":-0.1}"#
    let bytes = Array(text.utf8)
    for index in bytes.indices {
      for byte in UInt8.min...UInt8.max {
        var mutated = bytes
        mutated[index] = byte
        _ = try? JSONValue.parse(mutated)
      }
      _ = try? JSONValue.parse(Array(bytes.prefix(index)))
    }
  }
}

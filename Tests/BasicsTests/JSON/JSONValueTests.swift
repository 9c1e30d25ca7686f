import Basics
import Testing

@Suite("JSON values and writing")
struct JSONValueTests {
  @Test(
    "numbers keep their digits",
    arguments: [
      "0", "-0", "9007199254740993", "123456789012345678901234567890", "1.10", "1E5", "0.1e-7", "-1.0", "1e400",
    ])
  func exactNumbers(_ literal: String) throws {
    #expect(try JSONValue.parse(literal).compact == literal)
  }

  @Test("a number is an integer if its value is integral and fits")
  func integers() throws {
    func int(_ literal: String) throws -> Int? { try JSONValue.parse(literal).int }
    #expect(try int("9007199254740993") == 9_007_199_254_740_993)
    #expect(try int("9223372036854775807") == .max && int("-9223372036854775808") == .min)
    #expect(try int("1.0") == 1 && int("1e3") == 1000 && int("-0") == 0)
    #expect(try int("9223372036854775808") == nil && int("1.5") == nil && int("1e400") == nil)
    #expect(try int("1e18") == 1_000_000_000_000_000_000 && int("922337203685477580700e-2") == .max)
    #expect(try int("1.00000000000000000001e1") == nil && int("-679489414347334779e-2") == nil && int("1e-999") == nil)
    #expect(try int("0e99999999999999999999") == 0 && int("1e99999999999999999999") == nil)
    #expect(try JSONValue.parse("1e400").double == .infinity)
    #expect(try JSONValue.parse("0.1").double == 0.1)
    #expect(JSONNumber(Double.nan) == nil && JSONNumber(Double.infinity) == nil)
    #expect(JSONNumber(1.0)?.literal == "1" && JSONNumber(0.25)?.literal == "0.25")
  }

  @Test("a value has one kind and is not converted to another")
  func kinds() {
    let one: JSONValue = 1
    #expect(one.string == nil && one.bool == nil && one.array == nil && one.object == nil && !one.isNull)
    #expect(JSONValue.string("1").int == nil && JSONValue.bool(true).int == nil && JSONValue.null.isNull)
    #expect(one["a"] == nil)
  }

  @Test("members are set in place, appended and removed by name")
  func members() {
    var object: JSONObject = ["a": 1, "b": 2]
    object["a"] = 3
    object["c"] = 4
    object["b"] = nil
    object["d"] = nil
    #expect(JSONValue.object(object).compact == #"{"a":3,"c":4}"#)
    #expect(object.count == 2 && !object.isEmpty && object.map(\.key) == ["a", "c"])
  }

  @Test("control characters, including C1 and DEL, are written as escapes; all other text is unchanged")
  func escapes() throws {
    let text = "\"\\/\n\r\t\u{0}\u{1B}[31m\u{7F}\u{80}\u{9B}31m\u{9F}\u{A0}é😀\u{2028}"
    let written = JSONValue.string(text).compact
    #expect(
      written == #""\"\\/\n\r\t\u0000\u001b[31m\u007f\u0080\u009b31m\u009f"# + "\u{A0}é😀\u{2028}\"")
    #expect(try JSONValue.parse(written).string == text)
    let key: JSONValue = .object(["\u{9B}": 1])
    #expect(key.compact == #"{"\u009b":1}"#)
  }

  @Test("the canonical form sorts members by code points at every depth, and nothing else")
  func canonical() throws {
    let value = try JSONValue.parse(#"{"b":[{"z":1,"a":[2,1]}],"B":1,"a":null,"é":1,"aa":1,"":0,"\uffff":1,"😀":1}"#)
    #expect(
      value.canonical == #"{"":0,"B":1,"a":null,"aa":1,"b":[{"a":[2,1],"z":1}],"é":1,"# + "\"\u{FFFF}\":1,\"😀\":1}")
    let other = try JSONValue.parse(#"{"b": 1, "a": 2}"#)
    #expect(other.canonical == "{\"a\":2,\"b\":1}" && other.compact == "{\"b\":1,\"a\":2}")
  }

  @Test("the indented form is the same document")
  func pretty() throws {
    let value: JSONValue = ["a": [1, ["b": []]], "c": .object([:])]
    #expect(
      value.pretty == """
        {
          "a": [
            1,
            {
              "b": []
            }
          ],
          "c": {}
        }
        """)
    #expect(try JSONValue.parse(value.pretty) == value)
  }
}

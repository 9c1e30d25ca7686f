import Basics
import Testing

@testable import Policy

/// Each operator, over every kind of value.
@Suite("Conditions") struct ConditionTests {
  @Test(
    "eq compares numbers by value, text by code points, and a number with its plain decimal text",
    arguments: [
      ("5", "5", true), ("5", "5.0", true), ("5", "50e-1", true), ("5", "6", false), ("-5", "5", false),
      ("0", "-0", true), ("0.1", "0.10", true), ("0.1", "0.2", false), ("1e2", "100", true),
      ("9007199254740993", "9007199254740993", true), ("9007199254740993", "9007199254740992", false),
      ("123456789012345678901234567890", "123456789012345678901234567890.0", true),
      ("123456789012345678901234567890", "123456789012345678901234567891", false),
      ("1e999999999", "10e999999998", true), ("1e999999999", "1e999999998", false),
      ("1e999999999", "-1e999999999", false), ("1e-999999999", "0", true),
      ("1e99999999999999999999", "1", false), ("1e99999999999999999999", "1e-99999999999999999999", false),
      // As doubles these are the same number; only integers are told apart beyond that.
      ("0.1", "0.1000000000000000000001", true),
      (#""x""#, #""x""#, true), (#""x""#, #""X""#, false), (#""""#, #""""#, true), (#""x""#, #""x ""#, false),
      (#""\u00e9""#, #""e\u0301""#, false), (#""K""#, #""\u212a""#, false),
      ("100", #""100""#, true), (#""100""#, "100", true), (#""100""#, "1e2", true), (#""100""#, "100.0", true),
      ("100", #""100.0""#, false), ("100", #""0100""#, false), ("100", #""+100""#, false), ("100", #"" 100""#, false),
      ("100", #""1e2""#, false), ("100", #""１００""#, false), ("0", #""-0""#, false), ("-1", #""-1""#, true),
      ("1.5", #""1.5""#, true), ("1.5", #""1.50""#, false), ("1.50", #""1.5""#, true), ("0.5", #"".5""#, false),
      ("1234567", #""1234567""#, true), ("1", #"""# + #"""#, false), ("1", #""-""#, false), ("1", #""1.""#, false),
      ("true", "true", true), ("true", "false", false), ("true", "1", false), ("true", #""true""#, true),
      (#""true""#, "true", true), ("true", #""TRUE""#, false), ("0", "false", false),
      ("null", "null", true), ("null", "0", false), ("null", #""""#, false),
      ("[1,2]", "[1,2.0]", true), ("[1,2]", "[2,1]", false), ("[1]", "1", false), ("[]", "[]", true),
      ("[]", "{}", false),
      (#"{"x":1,"y":2}"#, #"{"y":2,"x":1}"#, true), (#"{"x":1}"#, #"{"x":1,"y":2}"#, false),
      (#"{"x":1,"y":2}"#, #"{"x":1,"z":2}"#, false),
    ])
  func equality(_ value: String, _ argument: String, _ holds: Bool) throws {
    #expect(try PolicyFixture.holds("eq", value, "{\"a\":\(argument)}") == holds)
    #expect(try PolicyFixture.holds("neq", value, "{\"a\":\(argument)}") == !holds)
    #expect(try PolicyFixture.holds("in", "[\"other\",\(value)]", "{\"a\":\(argument)}") == holds)
    #expect(try PolicyFixture.holds("not_in", "[\"other\",\(value)]", "{\"a\":\(argument)}") == !holds)
    #expect(try PolicyFixture.holds("contains", value, "{\"a\":[\"other\",\(argument)]}") == holds)
  }

  @Test(
    "lt, lte, gt and gte compare numbers only, integers exactly at any size",
    arguments: [
      ("100", "99.5", "lt"), ("100", "100", "eq"), ("100", "100.0", "eq"), ("100", "100.01", "gt"), ("100", "-1", "lt"),
      ("100", "1e999999999", "gt"), ("100", "-1e999999999", "lt"), ("100", "1e-999999999", "lt"), ("-2", "-3", "lt"),
      ("0", "-0.0", "eq"), ("0", "-0.1", "lt"), ("9007199254740992", "9007199254740993", "gt"),
      ("18446744073709551616", "18446744073709551617", "gt"), ("1e30", "1000000000000000000000000000001", "gt"),
      ("1e400", "1e401", "gt"), ("1e400", "1.5", "lt"), ("-1e400", "-1e401", "lt"),
      // A fraction at the very end of an integer too long for a double is not seen.
      ("9007199254740993", "9007199254740992.5", "eq"),
    ])
  func order(_ bound: String, _ argument: String, _ order: String) throws {
    let expected = [
      "lt": order == "lt", "lte": order != "gt", "gt": order == "gt", "gte": order != "lt",
    ]
    for (op, holds) in expected {
      #expect(try PolicyFixture.holds(op, bound, "{\"a\":\(argument)}") == holds, "\(argument) \(op) \(bound)")
    }
  }

  @Test(
    "lt, lte, gt and gte never match values other than numbers",
    arguments: [#""500""#, #""""#, "true", "null", "[500]", #"{"x":500}"#])
  func noOrder(_ argument: String) throws {
    for op in ["lt", "lte", "gt", "gte"] {
      #expect(try !PolicyFixture.holds(op, "100", "{\"a\":\(argument)}"))
      #expect(try !PolicyFixture.holds(op, "-100", "{\"a\":\(argument)}"))
    }
  }

  @Test(
    "contains finds a substring by code points, or an element of a list",
    arguments: [
      (#""lay""#, #""play time""#, true), (#""Lay""#, #""play time""#, false), (#""""#, #""x""#, true),
      (#""""#, #""""#, true), (#""long""#, #""lon""#, false), (#""e""#, #""é""#, false), (#""aab""#, #""aaab""#, true),
      ("1", #""123""#, false), (#""1""#, "123", false), ("1", "[3,2,1]", true), (#""1""#, "[3,2,1]", true),
      ("[1]", "[[1]]", true), ("4", "[1,2]", false), (#""x""#, #"{"x":1}"#, false), ("true", "true", false),
    ])
  func contains(_ value: String, _ argument: String, _ holds: Bool) throws {
    #expect(try PolicyFixture.holds("contains", value, "{\"a\":\(argument)}") == holds)
  }

  @Test(
    "exists treats null as absent and any other value as present, even if empty",
    arguments: [
      (#"{"a":""}"#, true), (#"{"a":0}"#, true), (#"{"a":false}"#, true), (#"{"a":[]}"#, true), (#"{"a":{}}"#, true),
      (#"{"a":null}"#, false), ("{}", false), (#"{"A":1}"#, false), (#"{"args":{"a":1}}"#, false),
    ])
  func exists(_ arguments: String, _ isThere: Bool) throws {
    #expect(try PolicyFixture.holds("exists", "true", arguments) == isThere)
    #expect(try PolicyFixture.holds("exists", "false", arguments) == !isThere)
  }

  @Test(
    "a missing argument matches no operator but exists",
    arguments: [
      ("eq", "null"), ("neq", "1"), ("in", "[null]"), ("not_in", "[1]"), ("lt", "1"), ("lte", "1"), ("gt", "-1"),
      ("gte", "-1"), ("regex", #""""#), ("contains", #""""#),
    ])
  func missing(_ op: String, _ value: String) throws {
    #expect(try !PolicyFixture.holds(op, value, "{}"))
    #expect(try !PolicyFixture.holds(op, value, #"{"b":1}"#))
  }

  @Test(
    "regex matches text only", arguments: [("42", false), ("[\"42\"]", false), ("true", false), (#""42""#, true)])
  func regexKinds(_ argument: String, _ holds: Bool) throws {
    #expect(try PolicyFixture.holds("regex", #""4|true""#, "{\"a\":\(argument)}") == holds)
  }

  @Test("an empty list never matches in and always matches not_in")
  func emptyLists() throws {
    #expect(try !PolicyFixture.holds("in", "[]", #"{"a":1}"#))
    #expect(try PolicyFixture.holds("not_in", "[]", #"{"a":1}"#))
  }

  @Test(
    "a path enters objects only, without indexes or escapes",
    arguments: [
      ("args.a.b", #"{"a":{"b":1}}"#, true), ("args.a.b.c", #"{"a":{"b":{"c":1}}}"#, true),
      ("args.a.b", #"{"a":{}}"#, false),
      ("args.a.b", #"{"a":1}"#, false), ("args.a.b", #"{"a":null}"#, false), ("args.a.b", #"{"a.b":1}"#, false),
      ("args.a.0", #"{"a":[1]}"#, false), ("args.a.0", #"{"a":{"0":1}}"#, true), ("args.a b", #"{"a b":1}"#, true),
      ("args.args", #"{"args":1}"#, true), ("args.a", #"{"a\u0000":1}"#, false),
    ])
  func paths(_ path: String, _ arguments: String, _ isThere: Bool) throws {
    let policy = try PolicyFixture.rules(#""deny_if":[{"path":"\#(path)","op":"exists","value":true}]"#)
    #expect((PolicyDocument.evaluate(try PolicyFixture.call(arguments), by: policy).shown != "allow") == isThere)
  }
}

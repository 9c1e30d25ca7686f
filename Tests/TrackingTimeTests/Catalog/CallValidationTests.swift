import Basics
import TestSupport
import Testing

@testable import TrackingTime

/// One value of one argument.
struct Value: Sendable, CustomTestStringConvertible {
  var tool: String
  var name: String
  var value: JSONValue

  init(_ tool: String, _ name: String, _ value: JSONValue) { (self.tool, self.name, self.value) = (tool, name, value) }

  var testDescription: String { "\(tool) \(name)=\(value.compact)" }

  /// The argument's value with what else the tool needs.
  var call: ToolCall {
    var arguments: JSONObject =
      switch tool {
      case "list_events": ["from": "2026-01-01", "to": "2026-01-02"]
      case "create_event": ["start": "2026-03-02 09:00:00", "end": "2026-03-02 10:00:00"]
      case "create_task", "create_project": ["name": "x"]
      case "create_custom_field": ["name": "x", "value_type": "text", "filter_object_class": "task"]
      case "update_task": ["task_id": 1]
      case "track_task": name == "task_name" ? [:] : ["task_id": 1]
      default: [:]
      }
    arguments[name] = value
    return ToolCall(tool, arguments)
  }
}

@Suite("Validating a call") struct CallValidationTests {
  static let maximal = JSONValue.number(JSONNumber(Int.max))

  static let good: [(Value, ArgumentValue)] = [
    (Value("track_task", "task_id", 1), .integer(1)), (Value("track_task", "task_id", "42"), .integer(42)),
    (Value("track_task", "task_id", 42.0.json), .integer(42)),
    (Value("track_task", "task_id", .number(literal("42.00"))), .integer(42)),
    (Value("track_task", "task_id", .number(literal("4.2e1"))), .integer(42)),
    (Value("track_task", "task_id", "42.0"), .integer(42)),
    (Value("track_task", "task_id", maximal), .integer(.max)),
    (Value("track_task", "task_id", "9223372036854775807"), .integer(.max)),
    (Value("track_task", "task_name", " x "), .text(" x ")),
    (Value("track_task", "stop_running_task", true), .boolean(true)),
    (Value("track_task", "tags", [["n": "a"]]), .json([["n": "a"]])),
    (Value("track_task", "tags", "[]"), .json([])),
    (Value("track_task", "tags", #"[{"n":"a","c":1}]"#), .json([["n": "a", "c": 1]])),
    (
      Value("create_task", "custom_fields", [["id": "7", "value": 2.5.json]]), .json([["id": "7", "value": 2.5.json]])
    ),
    (Value("track_task", "stop_running_task", "true"), .boolean(true)),
    (Value("track_task", "stop_running_task", "false"), .boolean(false)), (Value("track_task", "notes", ""), .text("")),
    (Value("track_task", "date", "-1h30m"), .time(.ago(seconds: 5400), text: "-1h30m")),
    (Value("track_task", "date", "09:30"), .time(halfPastNine, text: "09:30")),
    (Value("track_task", "timezone", "GMT+5"), .offset(UTCOffset(seconds: 18_000))),
    (Value("track_task", "timezone", "Z"), .offset(UTCOffset(seconds: 0))),
    (Value("list_events", "page", 0), .integer(0)), (Value("list_events", "page", "7"), .integer(7)),
    (Value("list_events", "page_size", 1), .integer(1)), (Value("list_events", "order", "asc"), .text("asc")),
    (Value("list_events", "from", "yesterday"), .day(.relative(days: -1), text: "yesterday", .past)),
    (Value("create_task", "due_date", "fri"), .day(.weekday(5), text: "fri", .coming)),
    (Value("track_task", "timezone", "Europe/Berlin"), .zone("Europe/Berlin")),
    (Value("create_event", "duration", 0), .integer(0)), (Value("create_event", "duration", "36000"), .integer(36_000)),
    (Value("create_event", "duration", .number(literal("36000.0"))), .integer(36_000)),
    (Value("create_task", "estimated_time", 2.5.json), .number(literal("2.5"))),
    (Value("create_task", "estimated_time", .number(literal("2.50"))), .number(literal("2.5"))),
    (Value("create_task", "estimated_time", "2"), .number(literal("2"))),
    (Value("update_task", "hourly_rate", 0), .number(literal("0"))),
    (Value("create_task", "users", [["id": 1]]), .json([["id": 1]])),
    (Value("create_custom_field", "value_type", "enum"), .text("enum")),
  ]

  static let halfPastNine = TimeExpression("09:30") ?? .ago(seconds: 0)

  /// A number as it is written.
  static func literal(_ text: String) -> JSONNumber {
    guard case .number(let number)? = try? JSONValue.parse(text) else { return JSONNumber(0) }
    return number
  }

  @Test("a valid value is converted to its parameter's type, however a number is written", arguments: good)
  func accepted(value: Value, typed: ArgumentValue) throws {
    #expect(try Catalog.validate(value.call).arguments[value.name] == typed)
  }

  static let bad: [Value] = [
    Value("track_task", "task_id", 0), Value("track_task", "task_id", -1), Value("track_task", "task_id", "042"),
    Value("track_task", "task_id", 42.5.json), Value("track_task", "task_id", "+42"),
    Value("track_task", "task_id", "42."), Value("track_task", "task_id", ".0"),
    Value("track_task", "task_id", "42.5"),
    Value("track_task", "task_id", " 42"), Value("track_task", "task_id", "4 2"), Value("track_task", "task_id", ""),
    Value("track_task", "task_id", "4e1"), Value("track_task", "task_id", "0x2A"), Value("track_task", "task_id", true),
    Value("track_task", "task_id", [42]), Value("track_task", "task_id", "９"), Value("track_task", "task_id", "٤٢"),
    Value("track_task", "task_id", "9223372036854775808"),
    Value("track_task", "task_id", "99999999999999999999999999"),
    Value("track_task", "task_id", "../42"), Value("track_task", "task_id", "42/../7"),
    Value("track_task", "task_name", ""), Value("track_task", "task_name", " \t\u{A0}"),
    Value("track_task", "task_name", 42), Value("track_task", "task_name", "a\u{0}b"),
    Value("track_task", "notes", 7), Value("track_task", "notes", "a\u{0}"), Value("track_task", "notes", [:]),
    Value("track_task", "stop_running_task", "True"), Value("track_task", "stop_running_task", 1),
    Value("track_task", "tags", ""), Value("track_task", "tags", 7), Value("track_task", "tags", true),
    Value("track_task", "tags", "x"), Value("track_task", "tags", ["n": "a"]), Value("track_task", "tags", ["a"]),
    Value("track_task", "tags", [["c": "a"]]), Value("create_task", "custom_fields", "x"),
    Value("create_task", "custom_fields", [["id": "x", "value": "y"]]), Value("create_task", "users", [[:]]),
    Value("create_task", "users", [["id": 0]]),
    Value("track_task", "date", "tomorrow"), Value("track_task", "date", "24:00"), Value("track_task", "date", 900),
    Value("track_task", "date", "2026-02-30 09:00:00"), Value("track_task", "date", ""),
    Value("track_task", "timezone", "5"), Value("track_task", "timezone", "GMT+19:00"),
    Value("track_task", "timezone", ""), Value("track_task", "account_id", 0), Value("track_task", "account_id", "x"),
    Value("list_events", "page", -1), Value("list_events", "page", 1.5.json), Value("list_events", "page", "00"),
    Value("list_events", "page_size", 0), Value("list_events", "order", "ASC"), Value("list_events", "order", "up"),
    Value("list_events", "from", "2026-2-3"), Value("list_events", "from", "2026-02-29"),
    Value("list_events", "from", "2026-01-01 00:00:00"), Value("list_events", "from", 20_260_101),
    Value("list_events", "filter", "user"), Value("list_events", "global_company", "yes"),
    Value("create_event", "duration", -1), Value("create_event", "duration", "x"),
    Value("create_task", "estimated_time", (-0.5).json), Value("create_task", "estimated_time", " 2"),
    Value("update_task", "hourly_rate", true), Value("create_task", "users", 5),
    Value("create_custom_field", "value_type", "Enum"), Value("create_project", "name", "  "),
  ]

  @Test("an invalid value is reported with the argument, the value and what was expected", arguments: bad)
  func refused(value: Value) throws {
    let error = try failure { _ = try Catalog.validate(value.call) }
    #expect(error.failure == .usage)
    #expect(error.message.hasPrefix("\(value.tool): invalid value "))
    let reasons = ["expected ", "no such day", "must not contain a NUL character"]
    #expect(reasons.contains { error.message.contains(" for \(value.name): \($0)") }, "\(error.message)")
  }

  @Test(
    "an unknown argument is reported by name, with the closest known one",
    arguments: [
      ("track_task", "taskid", "did you mean task_id?"), ("track_task", "Task_id", "did you mean task_id?"),
      ("track_task", "task-id", "did you mean task_id?"), ("list_events", "page_sise", "did you mean page_size?"),
      ("track_task", "tas\u{212A}_id", "did you mean task_id?"),
      ("get_me", "account_id", "this tool has no arguments"),
      ("stop_task", "colour", "known arguments: task_id, date, timezone"),
    ])
  func unknown(tool: String, name: String, hint: String) throws {
    let error = try failure { _ = try Catalog.validate(ToolCall(tool, JSONObject([.init(key: name, value: 1)]))) }
    #expect(error.failure == .usage)
    #expect(error.message == "\(tool): unknown argument \"\(name)\"")
    #expect(error.advice?.contains(hint) == true)
  }

  @Test("an unknown argument is rejected even if it is null")
  func unknownNull() throws {
    #expect(throws: TTError.self) { try Catalog.validate(ToolCall("track_task", ["task_id": 1, "nope": nil])) }
  }

  @Test(
    "credentials are rejected as arguments and not repeated in the message",
    arguments: ["app_password", "api_token", "password"])
  func credentials(name: String) throws {
    let error = try failure { _ = try Catalog.validate(ToolCall("track_task", ["task_id": 1, "\(name)": "s3cret"])) }
    #expect(error.failure == .usage)
    #expect(error.message == "track_task: credentials are not accepted as arguments")
    #expect(!"\(error)".contains("s3cret"))
  }

  @Test("an unknown tool is reported with the closest known one")
  func unknownTool() throws {
    let error = try failure { _ = try Catalog.validate(ToolCall("trak_task")) }
    #expect(error.message == "unknown tool \"trak_task\"")
    #expect(error.advice == "did you mean track_task?")
  }

  @Test("a null argument counts as not given")
  func nulls() throws {
    let checked = try Catalog.validate(ToolCall("track_task", ["task_id": 42, "notes": nil, "task_name": nil]))
    #expect(checked.arguments.names == ["task_id"])
    let error = try failure { _ = try Catalog.validate(ToolCall("get_task", ["task_id": nil])) }
    #expect(error.message.hasPrefix("get_task: missing required argument task_id ("))
  }

  @Test("messages name an argument as it was written")
  func labels() throws {
    var call = ToolCall("track_task", ["task_id": "abc"])
    call.labels = ["task_id": "--task-id", "task_name": "REF"]
    #expect(
      try failure { _ = try Catalog.validate(call) }.message
        == "invalid value \"abc\" for --task-id: expected a positive integer")
    call.arguments = ["task_id": 0]
    #expect(
      try failure { _ = try Catalog.validate(call) }.message
        == "invalid value \"0\" for --task-id: expected a positive integer")
    call.arguments = ["task_id": 1, "task_name": "x"]
    #expect(try failure { _ = try Catalog.validate(call) }.message == "--task-id cannot be combined with REF")
  }

  @Test("an argument whose ID is still to be looked up counts as given")
  func awaited() throws {
    var call = ToolCall("track_task")
    call.awaitedIDs = ["task_id"]
    var valid = try Catalog.validate(call)
    #expect(valid.arguments.names.isEmpty)
    valid.setID("task_id", to: 42)
    #expect(valid.arguments["task_id"] == .integer(42))
    call.arguments = ["task_name": "x"]
    #expect(
      try failure { _ = try Catalog.validate(call) }.message == "track_task: task_id cannot be combined with task_name")
  }
}

extension Double {
  /// The number as JSON.
  var json: JSONValue { JSONNumber(self).map(JSONValue.number) ?? .null }
}

import Basics
import Testing

@testable import TrackingTime

/// A call and the request it becomes in workspace 7, at 09:00 in Berlin.
struct Wired: Sendable, CustomTestStringConvertible {
  var tool: String
  var arguments: JSONObject
  var line: String
  var form: String?

  init(_ tool: String, _ arguments: JSONObject, _ line: String, form: String? = nil) {
    (self.tool, self.arguments, self.line, self.form) = (tool, arguments, line, form)
  }

  var testDescription: String { tool + " " + JSONValue.object(arguments).compact }

  func prepare(account: String? = "7", _ rule: String = berlinRule, now: Instant = monday) throws -> PreparedRequest {
    let machineZone = try zone(rule)
    return try PreparedRequest(
      Catalog.validate(ToolCall(tool, arguments)), account: account, now: now,
      zones: ZoneFinder(machine: { machineZone }))
  }
}

@Suite("Requests of the tools") struct RequestTests {
  static let now = "date=2026-03-02%2009%3A00%3A00&timezone=GMT%2B01%3A00"

  static let reads: [Wired] = [
    Wired("get_me", [:], "GET /me"),
    Wired("list_workspaces", [:], "GET /me"),
    Wired(
      "list_events", ["to": "2026-03-31", "from": "2026-03-01", "filter": "PROJECT", "id": "5201", "order": "desc"],
      "GET /7/events?filter=PROJECT&id=5201&from=2026-03-01&to=2026-03-31&order=desc"),
    Wired(
      "list_company_events", ["from": "2026-03-01", "to": "2026-03-31", "page": 2, "page_size": 50],
      "GET /7/events?from=2026-03-01&to=2026-03-31&page=2&page_size=50"),
    Wired("get_event", ["event_id": 6401], "GET /7/events/6401"),
    Wired("list_users", ["filter": "ALL", "include_billing": true], "GET /7/users?filter=ALL&include_billing=true"),
    Wired(
      "get_user", ["user_id": 9001, "include_custom_fields": false], "GET /7/users/9001?include_custom_fields=false"),
    Wired(
      "list_user_tasks", ["user_id": 9001, "sort_by": "due_date", "order": "DESC", "filter": "TRACKING"],
      "GET /7/users/9001/assigned_tasks?filter=TRACKING&sort_by=due_date&order=DESC"),
    Wired("list_user_projects", ["user_id": "9001"], "GET /7/users/9001/projects"),
    Wired(
      "list_user_trackables", ["user_id": 9001, "include_tasks": false, "project_id": 0],
      "GET /7/users/9001/trackables?include_tasks=false&project_id=0"),
    Wired("list_projects", ["filter": "FOLLOWING"], "GET /7/projects?filter=FOLLOWING"),
    Wired("list_tasks", ["project_id": 5201], "GET /7/tasks?project_id=5201"),
    Wired("get_task", ["task_id": 42], "GET /7/tasks/42"),
    Wired("list_customers", [:], "GET /7/customers"),
  ]

  static let writes: [Wired] = [
    Wired(
      "create_task", ["name": "a b", "users": [["id": 9001]], "estimated_time": 2.5.json, "project_name": "p"],
      "POST /7/tasks/add", form: "name=a%20b&users=%5B%7B%22id%22%3A9001%7D%5D&estimated_time=2.5&project_name=p"),
    Wired(
      "update_task", ["task_id": 42, "list_position": 0, "is_billable": false], "POST /7/tasks/update/42",
      form: "list_position=0&is_billable=false"),
    Wired("create_customer", ["name": "Acme", "notes": ""], "POST /7/customers/add", form: "name=Acme&notes="),
    Wired("update_customer", ["customer_id": 3101, "name": "B"], "POST /7/customers/update/3101", form: "name=B"),
    Wired(
      "create_project", ["name": "p", "customer_id": 3101, "is_public": true], "POST /7/projects/add",
      form: "name=p&is_public=true&customer_id=3101"),
    Wired(
      "update_project", ["project_id": 5201, "hourly_rate": 80, "delivery_date": "2026-04-01"],
      "POST /7/projects/update/5201", form: "delivery_date=2026-04-01&hourly_rate=80"),
    Wired(
      "create_event", ["start": "2026-03-02 09:00", "end": "2026-03-02 10:15:30", "task_id": 42],
      "POST /7/events/add",
      form:
        "start=2026-03-02%2009%3A00%3A00&end=2026-03-02%2010%3A15%3A30&timezone=GMT%2B01%3A00&duration=4530&task_id=42"),
    Wired(
      "update_event", ["event_id": 6401, "end": "08:30", "is_billed": true],
      "GET /7/events/update/6401?end=2026-03-02%2008%3A30%3A00&timezone=GMT%2B01%3A00&is_billed=true"),
    Wired("track_task", ["task_id": 42], "POST /7/tasks/track/42?\(now)"),
    Wired("track_task", ["project_id": 5201], "POST /7/tasks/track/?project_id=5201&\(now)"),
    Wired(
      "track_task", ["service": "trello", "service_task_id": "a/b", "service_project_id": "c"],
      "POST /7/tasks/track/?service=trello&service_task_id=a%2Fb&service_project_id=c&\(now)"),
    Wired(
      "track_task",
      [
        "task_name": "a", "project_name": "p", "notes": "n", "tags": [["n": "x"]], "stop_running_task": true,
        "return_task": true,
      ],
      "POST /7/tasks/track/?task_name=a&project_name=p&\(now)&notes=n&tags=%5B%7B%22n%22%3A%22x%22%7D%5D"
        + "&stop_running_task=true&return_task=true"),
    Wired("stop_task", ["task_id": "42", "return_task": false], "POST /7/tasks/stop/42?\(now)&return_task=false"),
    Wired(
      "create_custom_field", ["name": "f", "value_type": "enum", "filter_object_class": "event", "cf_index": 3],
      "POST /7/custom_fields/add", form: "name=f&value_type=enum&filter_object_class=event&cf_index=3"),
    Wired(
      "create_enum_option", ["name": "o", "custom_field": 12, "enabled": true], "POST /7/enum_options/add",
      form: "name=o&custom_field=12&enabled=true"),
  ]

  @Test("each of the 26 tools becomes the expected request", arguments: reads + writes)
  func exact(wired: Wired) throws {
    let request = try wired.prepare().request()
    #expect("\(request.method) \(request.target)" == wired.line)
    #expect(request.form.map(PercentEncoding.encode) == wired.form)
  }

  @Test("a change of an entry that is too long for a URL is sent as JSON")
  func longUpdate() throws {
    let notes = String(repeating: "ä", count: 1000)
    let wired = Wired(
      "update_event", ["event_id": 6401, "end": "08:30", "is_billed": true, "notes": .string(notes)], "")
    let request = try wired.prepare().request()
    #expect("\(request.method) \(request.target)" == "PUT /7/events/update/6401")
    #expect(
      request.json == [
        "end": "2026-03-02 08:30:00", "timezone": "GMT+01:00", "notes": .string(notes), "is_billed": true,
      ])
    #expect(request.form == nil)
  }

  @Test("every tool has a case")
  func complete() {
    #expect(Set((Self.reads + Self.writes).map(\.tool)) == Set(Catalog.tools.map(\.name)))
  }

  @Test("the workspace is the call's own, else the configured one, else left out")
  func accounts() throws {
    let own = Wired("get_task", ["task_id": 42, "account_id": 8], "")
    #expect(try own.prepare().request().target == "/8/tasks/42")
    let plain = Wired("get_task", ["task_id": 42], "")
    #expect(try plain.prepare(account: nil).request().target == "/tasks/42")
    #expect(try Wired("get_me", [:], "").prepare().request().target == "/me")
    let track = Wired("track_task", ["task_id": 42], "")
    #expect(try track.prepare(account: nil).request().target == "/tasks/track/42?\(Self.now)")
  }

  @Test("a text that looks like a placeholder is not replaced")
  func placeholders() throws {
    let wired = Wired("track_task", ["task_name": "{task_id}"], "")
    #expect(try wired.prepare().request().target == "/7/tasks/track/?task_name=%7Btask_id%7D&\(Self.now)")
  }

  @Test("a list given as text or as JSON is sent as JSON text")
  func structures() throws {
    let text = Wired("create_task", ["name": "a", "users": #"[ {"id": 1} ]"#], "")
    #expect(try text.prepare().request().form?.last?.value == #"[{"id":1}]"#)
    let value = Wired("create_task", ["name": "a", "users": [["id": 1], ["id": 2]]], "")
    #expect(try value.prepare().request().form?.last?.value == #"[{"id":1},{"id":2}]"#)
  }

  @Test("arguments added by tt are sent even if the tool has no such parameter")
  func putIn() throws {
    let prepared = try Wired("list_company_events", ["from": "2026-03-01", "to": "2026-03-31"], "").prepare()
    #expect(
      prepared.request(adding: ["filter": .text("COMPANY")]).target
        == "/7/events?from=2026-03-01&to=2026-03-31&filter=COMPANY")
  }
}

@Suite("Percent-encoding") struct EncodingTests {
  @Test(
    "every byte except letters, digits and -._~ is encoded",
    arguments: [
      ("Ünïcode & co +50%", "%C3%9Cn%C3%AFcode%20%26%20co%20%2B50%25"), ("", ""), ("aZ09-._~", "aZ09-._~"),
      ("a=b;c/d?e#f", "a%3Db%3Bc%2Fd%3Fe%23f"), ("日本🕐", "%E6%97%A5%E6%9C%AC%F0%9F%95%90"),
      ("\"'<>\\^`{|}", "%22%27%3C%3E%5C%5E%60%7B%7C%7D"), ("\r\n\t\u{7F}", "%0D%0A%09%7F"),
      ("e\u{301}", "e%CC%81"), ("(*!,:@$)[]", "%28%2A%21%2C%3A%40%24%29%5B%5D"),
    ])
  func encoded(text: String, expected: String) {
    #expect(PercentEncoding.encode(text) == expected)
  }

  @Test("the query of a timer and the form of other writes are encoded alike")
  func everywhere() throws {
    let text = "Ünïcode & co +50%"
    let encoded = "%C3%9Cn%C3%AFcode%20%26%20co%20%2B50%25"
    let track = try Wired("track_task", ["task_name": .string(text)], "").prepare().request()
    #expect(track.target.hasPrefix("/7/tasks/track/?task_name=\(encoded)&date="))
    let create = try Wired("create_customer", ["name": .string(text)], "").prepare().request()
    #expect(create.form.map(PercentEncoding.encode) == "name=" + encoded)
  }
}

import Basics
import Sandbox
import Testing

/// Known clients of the service, as their requests are recorded in public sources: what works for them must work here.
@Suite("Flows of other clients", .serialized) struct ForeignClientTests {
  private static let trax = ForeignClient(
    name: "trax-tui",
    steps: [
      .ok("GET /me", ["data.id": 9001]),
      .ok("GET /700001/projects", ["data.0.id": 5201]),
      .ok("GET /700001/projects/5201/min?include_tasks=true", ["data.tasks.0.id": 42, "data.tasks.1.id": 8301]),
      .ok("GET /700001/custom_fields/?include_enum_options=true", ["data.1.enum_options.0.name": "Office"]),
      .ok(
        "GET /700001/events?from=2026-02-01&to=2026-03-31&include_custom_fields=true",
        [
          "data.0.id": 6401, "data.0.uid": 9001, "set_custom_fields.0.event_id": 6401,
          "set_custom_fields.0.enum_option_id": 4193,
        ]),
      .ok(
        "POST /700001/events/add?start=2026-03-03%2009:00:00&end=2026-03-03%2010:00:00&timezone=GMT%2B05&task_id=42"
          + "&duration=3600&user_id=9001",
        ["data.id": 6409, "data.timezone": "GMT+05:00", "data.duration": 3600]),
      .ok("GET /700001/events/delete/6409", ["data": [:]]),
    ])

  private static let streamDeck = ForeignClient(
    name: "Stream Deck plugin",
    steps: [
      .ok("GET /tasks/paginated", ["data.0.id": 42]),
      .ok(
        "POST /tasks/track/42?date=2026-03-04%2009:00:00", ["data.task_id": 42, "data.start": "2026-03-04 09:00:00"]),
      .ok("GET /tasks/paginated?filter=TRACKING", ["data.0.tracking": true, "data.0.users.0.event.task_id": 42]),
      .ok("POST /tasks/stop/42", ["data.end": "2026-03-04 15:30:00"]),
      .ok("GET /tasks/paginated?filter=TRACKING", ["data": []]),
    ])

  private static let fieldsBySlug =
    "%5B%7B%22slug%22:%22EVENT_THIRD_PARTY_ID%22,%22value%22:%22run-7%22%7D,"
    + "%7B%22slug%22:%22EVENT_THIRD_PARTY_SERVICE%22,%22value%22:%22N8N%22%7D%5D"

  private static let n8n = ForeignClient(
    name: "the vendor's n8n node",
    steps: [
      .ok("GET /teams?filter=ACTIVE", ["data.0.account_id": 700001]),
      .ok(
        "GET /700001/events/add?project_name=Website&start=2026-03-05T09:00:00&end=2026-03-05T10:00:00&notes=x"
          + "&custom_fields=\(fieldsBySlug)",
        ["data.id": 6409, "data.start": "2026-03-05 09:00:00", "data.project": "Website"]),
      .ok(
        "GET /700001/search/events?EVENT_THIRD_PARTY_ID=run-7&type=all&entity=Event",
        ["data.0.id": 6409]),
      .ok("GET /700001/events/6409/update?notes=y&event_id=6409", ["data.notes": "y"]),
      .ok(
        "GET /700001/webhooks/add?url=https%3A%2F%2Fn8n.example.test%2Fx&events=event.updated,event.created&grouped=true",
        ["data.id": 4601]),
      .ok("GET /700001/webhooks", ["data.0.id": 4601]),
      .ok("GET /700001/webhooks/4601/delete", ["data": [:]]),
    ])

  private static let extensionClient = ForeignClient(
    name: "the vendor's browser extension",
    steps: [
      .ok("GET /700001/users/9001/tasks/tracking", ["data": []]),
      .ok(
        "GET /700001/tasks/track/42?stop_running_task=true&return_task=true&date=2026-03-04%2009:00:00"
          + "&timezone=GMT+01:00&notes=n",
        ["data.id": 42, "data.tracking_event.notes": "n", "data.tracking_event.timezone": "GMT+01:00"]),
      .ok(
        "GET /700001/tasks/sync/42?date=2026-03-04%2009:10:00&event_id=6409&timezone=GMT+01:00&return_task=true",
        ["data.tracking_event.duration": 600]),
      .ok("GET /700001/tasks?filter=TRACKING", ["data.0.id": 42]),
      .ok(
        "GET /700001/tasks/stop/42?date=2026-03-04%2009:30:00&timezone=GMT+01:00&return_task=true",
        ["data.tracking": false, "data.tracking_event": .null]),
      .ok(
        "GET /700001/tasks/track/?task_name=New%20one&date=2026-03-04%2010:00:00&timezone=GMT+01:00&return_task=true"),
      .ok("GET /700001/users/9001/tasks/recent", ["data.0.name": "New one"]),
      .ok("POST /700001/tasks/add", form: "name=Added", ["data.name": "Added"]),
      .ok("POST /700001/tasks/update/42", form: "name=Renamed", ["data.name": "Renamed"]),
      .ok("GET /700001/tasks/close/8306", ["data.is_archived": true]),
      .ok("GET /700001/tasks/open/8306", ["data.is_archived": false]),
      .ok("GET /700001/customers/add?name=Hooli", ["data.name": "Hooli"]),
      .ok("GET /700001/projects/update/5202?name=Inside", ["data.name": "Inside"]),
      .ok(
        "GET /700001/events/add?start=2026-03-03%2009:00:00&end=2026-03-03%2010:00:00&timezone=GMT+01:00"
          + "&include_all_custom_fields=true",
        ["data.duration": 3600, "set_custom_fields": []]),
      .ok("GET /700001/events/update/6404?notes=x&timezone=GMT+01:00", ["data.notes": "x"]),
      .ok("POST /700001/events/billed", form: "data=%5B%7B%22id%22%3A6404%7D%5D"),
      .ok("GET /700001/events/6404?include_custom_fields=true", ["data.is_billed": true]),
      .ok("GET /700001/events/delete?data=%5B%7B%22id%22%3A6404%7D%5D", ["data": [:]]),
      .ok("GET /700001/events/summary?from=2026-03-02&to=2026-03-02", ["data.0.date": "2026-03-02"]),
      .ok("GET /700001/users/close/9002", ["data.is_archived": true]),
    ])

  @Test(
    "each request of a client is answered as that client needs it",
    arguments: [trax, streamDeck, n8n, extensionClient, communityServer, communityLists, oneButton])
  func flow(client: ForeignClient) async throws {
    try await TestClient.run { server async throws in
      for step in client.steps {
        let words = step.request.split(separator: " ", maxSplits: 1).map(String.init)
        let response = try await server.send(words[0], words[1], form: step.form, json: step.json)
        #expect(response.httpStatus == 200, "\(step.request)")
        #expect(response.status == step.status, "\(step.request): \(response.message ?? "")")
        for (path, value) in step.values {
          #expect(response.envelope?.value(at: path) == value, "\(step.request): \(path)")
        }
      }
    }
  }
}

extension ForeignClientTests {
  /// A community server whose author tested 93 calls live.
  private static let communityServer = ForeignClient(
    name: "ficus33/trackingtime-mcp: writes",
    steps: [
      .ok(
        "POST /700001/tasks/track/42", json: #"{"date": "2026-03-04 09:00:00", "return_task": true}"#,
        ["data.id": 42, "data.tracking": true]),
      .ok("GET /700001/users/9001/tasks/tracking", ["data.0.id": 42]),
      .ok("POST /700001/tasks/stop/42", json: #"{"date": "2026-03-04 10:00:00"}"#, ["data.duration": 3600]),
      .ok("POST /700001/tasks/share", json: #"{"name": "N", "users": [{"id": 9001}]}"#, ["data.id": 8309]),
      .ok("PUT /700001/tasks/update/8309", json: #"{"name": "M"}"#, ["data.name": "M"]),
      .ok("PUT /700001/tasks/close/8309", ["data.is_archived": true]),
      .ok("PUT /700001/tasks/open/8309", ["data.is_archived": false]),
      .ok("DELETE /700001/tasks/delete/8309?delete_all=false", ["data": [:]]),
      .ok("POST /700001/projects/add", json: #"{"name": "P"}"#, ["data.name": "P"]),
      .ok("POST /700001/projects/update/5201", json: #"{"name": "Q"}"#, ["data.name": "Q"]),
      .ok("PUT /700001/projects/close/5201", ["data.is_archived": true]),
      .refused("POST /700001/projects/open/5201"),
      .ok("GET /700001/projects?filter=ARCHIVED", ["data.0.id": 5201]),
      .ok("PUT /700001/projects/open/5201", ["data.is_archived": false]),
      .ok("POST /700001/customers/add", json: #"{"name": "C"}"#, ["data.id": 3104]),
      .ok("PUT /700001/customers/update/3104", json: #"{"name": "C", "notes": "n"}"#, ["data.notes": "n"]),
      .init(request: "PUT /700001/customers/update/3104", json: #"{"notes": "m"}"#, status: 500),
      .refused("POST /700001/customers/close/3104"),
      .ok("PUT /700001/customers/close/3104", ["data.is_archived": true]),
      .ok("PUT /700001/customers/open/3104", ["data.is_archived": false]),
      .refused("POST /700001/users/close/9002"),
      .ok("PUT /700001/users/close/9002", ["data.is_archived": true]),
      .ok("PUT /700001/users/open/9002", ["data.is_archived": false]),
      .ok(
        "POST /700001/events/add",
        json: #"{"start": "2026-03-03 09:00:00", "end": "2026-03-03 10:00:00", "duration": 3600, "user_id": 9001}"#,
        ["data.id": 6410]),
      .init(request: "POST /700001/events/add", json: #"{"start": "2026-03-03 09:00:00"}"#, status: 500),
      .ok(
        "PUT /700001/events/update/6410", json: #"{"end": "2026-03-03 11:00:00"}"#,
        ["data.duration": 7200]),
      .ok("PUT /700001/events/billed", json: #"{"data": "[{\"id\": 6410}]"}"#),
      .init(request: "PUT /700001/events/billed", json: #"{"data": [{"id": 6410}]}"#, status: 500),
      .ok("DELETE /700001/events/delete/6410", ["data": [:]]),
    ])

  private static let communityLists = ForeignClient(
    name: "ficus33/trackingtime-mcp: reads",
    steps: [
      .ok("GET /700001/events/count?filter=COMPANY&from=2026-02-01&to=2026-03-31", ["data.count": 8]),
      .ok("GET /700001/events/summary?from=2026-02-01&to=2026-03-31", ["data.0.user_id": 9001]),
      .init(request: "GET /700001/events/export?filter=COMPANY", status: 500),
      .ok("GET /700001/tasks?project_id=5202", ["data.0.id": 8302]),
      .ok("GET /700001/projects/5201/users", ["data.0.id": 9001]),
      .ok("POST /700001/services/add", json: #"{"name": "Design"}"#, ["data.id": 4501]),
      .ok("GET /700001/services", ["data.0.name": "Design"]),
      .ok("PUT /700001/services/update/4501", json: #"{"name": "Art"}"#, ["data.name": "Art"]),
      .ok("PUT /700001/services/close/4501", ["data.is_archived": true]),
      .init(request: "POST /700001/users/invite", status: 400),
      .init(request: "GET /undefined/tasks", status: 400),
    ])

  /// A script that starts by name and stops by a parameter.
  private static let oneButton = ForeignClient(
    name: "a script with one button",
    steps: [
      .ok(
        "POST /tasks/track?task_name=write%20report&project_name=website&date=2026-3-4%209:5:0", ["data.task_id": 42]),
      .init(request: "POST /tasks/track?task_name=other", status: 502),
      .ok("GET /events?filter=COMPANY&page=0&page_size=1&order=desc", ["data.0.id": 6409, "data.0.tid": 42]),
      .ok("POST /tasks/stop?task_id=42&date=2026-03-04%2010:05:00", ["data.duration": 3600]),
      .init(request: "GET /tasks/sync/42?date=2026-03-04%2010:05:00", status: 502),
    ])
}

import Basics
import Foundation
import Testing

@testable import Sandbox

@Suite("Readings of lists, writes and envelopes", .serialized) struct ReadingTests {
  private static let add = "GET /events/add?start=2026-03-05%2009:00:00&end=2026-03-05%2010:00:00"
  private static let company = "GET /events?filter=COMPANY"
  private static let long = String(repeating: "x", count: 9000)

  private static let probes = [
    ReadingProbe(.pagesIgnored, request: company + "&page=1&page_size=5") { $0.ids.first == 6401 },
    ReadingProbe(.projectIDIgnored, request: "GET /tasks?project_id=5202") { $0.ids.contains(42) },
    ReadingProbe(.abbreviatedWithoutD, request: company) { $0.first?["s"] != nil && $0.first?["d"] == nil },
    ReadingProbe(.abbreviatedWithoutNulls, request: company) { $0.first?["id"] == 6401 && $0.first?["n"] == nil },
    ReadingProbe(.fullNames, request: company) { $0.first?["start"] != nil && $0.first?["s"] == nil },
    ReadingProbe(.duplicateIDs, request: company) {
      $0.ids.prefix(3) == [6401, 6401, 6402] && $0.data.array?[1]["tid"] == 8301
    },
    ReadingProbe(.eventDatesRequired, request: company) { $0.status == 500 },
    ReadingProbe(.eventsObject, request: company) { $0.data["events"]?.array?.count == 8 },
    ReadingProbe(.customersObject, request: "GET /customers") { $0.data["customers"]?.array?.count == 2 },
    ReadingProbe(.projectsObject, request: "GET /projects") { $0.data["projects"]?.array?.count == 3 },
    ReadingProbe(.tasksObject, request: "GET /tasks") { $0.data["tasks"]?.array?.count == 8 },
    ReadingProbe(.usersObject, request: "GET /users") { $0.data["users"]?.array?.count == 2 },
    ReadingProbe(.emptyListObject, request: "GET /projects?page=1") { $0.data == [:] },
    ReadingProbe(.compactTasks, request: "GET /tasks") { $0.ids.contains(42) && $0.first?["created_by"] == nil },
    ReadingProbe(.enumValueNull, request: "GET /tasks/42?include_custom_fields=true") {
      let first = $0.envelope?["set_custom_fields"]?.array?.first
      return first?["value"] == .null && first?["enum_option_id"] == 4191
    },
    ReadingProbe(.fieldsWithoutOptions, request: "GET /tasks/42?include_custom_fields=true") {
      $0.envelope?["available_custom_fields"]?.array?.first?["enum_options"] == .null
    },
    ReadingProbe(.textDurations, request: company) { $0.first?["d"] == "4530" },
    ReadingProbe(.eventFieldsWithoutID, request: "GET /events/6401?include_custom_fields=true") {
      let first = $0.envelope?["set_custom_fields"]?.array?.first
      return first?["value"] == "Office" && first?["event_id"] == nil
    },
    ReadingProbe(.usersSibling, request: "GET /tasks/42") { $0.envelope?["users"]?["9001"]?["name"] == "Ada" },
    ReadingProbe(.stringIDs, request: company) { $0.first?["id"] == "6401" && $0.first?["tid"] == "42" },

    ReadingProbe(.writeArray, request: add) { $0.first?["id"] == 6409 },
    ReadingProbe(.writeEmpty, request: add) { $0.status == 200 && $0.data == [:] },
    ReadingProbe(.writeNull, request: add) { $0.status == 200 && $0.data == .null },
    ReadingProbe(.eventEndRequired, request: "GET /events/update/6401?notes=x") { $0.status == 500 },
    ReadingProbe(.durationRequired, request: add) { $0.message?.contains("duration") == true },
    ReadingProbe(.timezoneRequired, request: add) { $0.message?.contains("timezone") == true },
    ReadingProbe(.userRequired, request: add) { $0.message?.contains("user_id") == true },
    ReadingProbe(.overlapRefused, add, request: add) { $0.status == 500 },
    ReadingProbe(.customerNameOptional, request: "POST /customers/update/3101?notes=x") { $0.data["notes"] == "x" },
    ReadingProbe(.blankIgnored, "GET /events/update/6401?notes=x", request: "GET /events/update/6401?notes=") {
      $0.data["notes"] == "x"
    },
    ReadingProbe(.shortNotes, request: "GET /events/update/6401?notes=\(long.prefix(300))") { $0.status == 500 },
    ReadingProbe(.deleteKeepsEntries, "DELETE /tasks/delete/42", request: company) { $0.ids.contains(6401) },
    ReadingProbe(.anyMethod, request: "POST /events/update/6401?notes=x") { $0.data["notes"] == "x" },
    ReadingProbe(.method405, request: "POST /events/update/6401?notes=x") { $0.httpStatus == 405 && $0.isHTML },
    ReadingProbe(.method404, request: "POST /events/update/6401?notes=x") { $0.httpStatus == 404 && $0.isHTML },
    ReadingProbe(.longURL414, request: "POST /tasks/track/42?notes=\(long)") { $0.httpStatus == 414 && $0.isHTML },

    ReadingProbe(.meNested, request: "GET /me") { $0.data["user"]?["id"] == 9001 },
    ReadingProbe(.meArray, request: "GET /me") { $0.first?["id"] == 9001 },
    ReadingProbe(.meWithoutID, request: "GET /me") { $0.data["id"] == nil && $0.data["name"] == "Ada" },
    ReadingProbe(.meWithoutTeams, request: "GET /me") { $0.data["teams"] == nil && $0.data["name"] == "Ada" },
    ReadingProbe(.meFirstName, request: "GET /me") { $0.data["first_name"] == "Ada" && $0.data["name"] == nil },
    ReadingProbe(.userAgentRequired, request: "GET /me") { $0.httpStatus == 403 && $0.isHTML },
    ReadingProbe(.htmlErrors, request: "GET /tasks/999") { $0.httpStatus == 404 && $0.isHTML },
    ReadingProbe(.mirroredStatus, request: "GET /tasks/999") { $0.httpStatus == 404 && $0.status == 404 },
    ReadingProbe(.statusAsText, request: "GET /me") { $0.envelope?["response"]?["status"] == "200" },
    ReadingProbe(.statusMissing, request: "GET /me") { $0.envelope?["response"]?["status"] == nil },
    ReadingProbe(.nullMessages, request: "GET /tasks/999") { $0.envelope?["response"]?["message"] == .null },
    ReadingProbe(.localizedMessages, request: "GET /tasks/999") { $0.message?.hasPrefix("Die Aktion") == true },
    ReadingProbe(.notes, request: "GET /me") { $0.envelope?["response"]?["note_type"] == "WARNING" },
    ReadingProbe(.newMembers, request: company) { $0.first?["new_member"]?["list"]?.array?.count == 3 },
  ]

  @Test("a reading shows in the answer and is not the default", arguments: probes)
  func probe(probe: ReadingProbe) async throws {
    #expect(try await probe.outcome([probe.reading]))
    #expect(try await !probe.outcome([]))
  }

  @Test("a list in a JSON body is not blank and still takes effect when blank values are ignored")
  func blankIgnoredKeepsLists() async throws {
    try await TestClient.run(options: TestClient.options { $0.readings = [.blankIgnored] }) { client async throws in
      let json = #"{"users": [{"id": 9002}], "description": ""}"#
      let task = try await client.send("PUT", "/tasks/update/42", json: json).data
      #expect(task["users"]?.array?.map { $0["id"] } == [9002])
    }
  }

  @Test("pages are capped", arguments: [(Reading.smallPages, 1000), (.tinyPages, 50)])
  func cappedPages(reading: Reading, size: Int) async throws {
    let workspace = Workspace.large(tasks: 60, events: 1_200, now: TestClient.now, timeZone: TestClient.berlin)
    try await TestClient.run(workspace, options: TestClient.options { $0.readings = [reading] }) {
      client async throws in
      #expect(try await client.get("/events?filter=COMPANY&page_size=5000").ids.count == size)
      #expect(try await client.get("/events?filter=COMPANY&page_size=5000&page=1").ids.count == min(1200 - size, size))
    }
  }

  @Test("wrong credentials are answered in other ways", arguments: [Reading.html401, .envelope401])
  func wrongCredentials(reading: Reading) async throws {
    try await TestClient.run(options: TestClient.options { $0.readings = [reading] }) { client async throws in
      let response = try await client.send("GET", "/me", credentials: "x:y")
      #expect(response.httpStatus == (reading == .html401 ? 401 : 200))
      #expect(response.status == (reading == .html401 ? nil : 401))
      #expect(response.isHTML == (reading == .html401))
    }
  }

  @Test("the app password is a bearer token only with its reading")
  func bearer() async throws {
    let request = "GET /api/v4/me HTTP/1.1\r\nAuthorization: Bearer sandbox\r\nConnection: close\r\n\r\n"
    for (readings, status) in [([.bearerAccepted], 200), ([], 401)] as [(Set<Reading>, Int)] {
      try await TestClient.run(options: TestClient.options { $0.readings = readings }) { client async throws in
        let text = try await RawConnection.exchange(request, with: client.server.baseURL)
        #expect(try TestClient.Response(text).httpStatus == status)
      }
    }
  }

  @Test("a path without an account means the last account only with its reading")
  func lastAccount() async throws {
    var workspace = Workspace.seeded(now: TestClient.now, timeZone: TestClient.berlin)
    workspace.accounts.upsert(
      Workspace.Account(id: 700002, company: "Second", ownerID: 9001, createdAt: LocalTime(wallSeconds: 0)))
    workspace.users[9001]?.accountIDs.append(700002)
    for (readings, isEmpty) in [([.lastAccountDefault], true), ([], false)] as [(Set<Reading>, Bool)] {
      try await TestClient.run(workspace, options: TestClient.options { $0.readings = readings }) {
        client async throws in
        #expect(try await client.get("/tasks").ids.isEmpty == isEmpty)
      }
    }
  }

  @Test("every reading has a rule, an own name and a summary of one line")
  func complete() {
    for reading in Reading.allCases {
      #expect(Reading.rules[reading] != nil, "\(reading.rawValue)")
      #expect(!reading.summary.isEmpty && !reading.summary.contains("\n") && !reading.summary.hasSuffix("."))
    }
    #expect(Set(Reading.allCases.map(\.summary)).count == Reading.allCases.count)
  }

  @Test("--reading sets a reading, and --readings lists them all")
  func commandLine() throws {
    #expect(try ProgramOptions(["--reading", "stop-idle-404", "--reading=notes"]).readings == [.stopIdle404, .notes])
    #expect { try ProgramOptions(["--reading", "nonsense"]) } throws: { ($0 as? TTError)?.failure == .usage }
    let lines = try SandboxCommandLineTests.run(["--readings"]).output.split(separator: "\n")
    #expect(lines.count == Reading.allCases.count)
    #expect(lines.contains { $0.hasPrefix("stop-idle-404 ") && $0.hasSuffix("with status 404") })
    let run = try SandboxCommandLineTests.shell(
      "curl -s -u x:$TT_APP_PASSWORD -X POST $TT_API_URL/tasks/stop/42", options: ["--reading", "stop-idle-404"])
    #expect(try JSONValue.parse(run.output)["response"]?["status"] == 404)
  }
}

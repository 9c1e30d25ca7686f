import Basics
import Sandbox
import Testing

@Suite("Counted, flat, summed and exported time entries") struct SandboxEventListTests {
  @Test(
    "the count is that of the list on all pages",
    arguments: [
      ("", 6), ("?filter=COMPANY", 8), ("?filter=USER&id=9002", 2), ("?from=2026-03-01&to=2026-03-02", 3),
      ("?filter=COMPANY&page_size=2&page=9", 8),
    ])
  func count(query: String, count: Int) async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.get("/events/count\(query)").data == ["count": JSONValue(count)])
    }
  }

  @Test("a flat entry has long names and the custom fields of its task")
  func flat() async throws {
    try await TestClient.run { client async throws in
      let response = try await client.get("/events/flat?filter=COMPANY&from=2026-03-02&to=2026-03-02")
      let rows = response.data.array ?? []
      #expect(rows.map { $0["ID"]?.int } == [6404, 6405])
      #expect(rows.last?["Duration"]?.int == 9000)
      #expect(rows.last?["Task"]?.string == "Write report")
      #expect(rows.last?["Customer"]?.string == "Acme")
      #expect(rows.last?["Repeat Rrequency"] == .null)
      #expect(rows.last?["Task Visibility"]?.string == "")
      #expect(rows.last?["PO (Task CF)"]?.string == "PO-1234")
      #expect(rows.first?["PO (Task CF)"] == .null)
      #expect(response.envelope?["schedule_assignments"] == [:])
      #expect(try await client.get("/events/flat?filter=COMPANY&page_size=3&page=2").data.array?.count == 2)
    }
  }

  @Test("a summary has the hours of each user and day")
  func summary() async throws {
    try await TestClient.run { client async throws in
      let rows = try await client.get("/events/summary?from=2026-03-02&to=2026-03-03").data.array ?? []
      #expect(
        rows == [
          ["user_id": 9001, "date": "2026-03-02", "worked_hours": 3],
          ["user_id": 9001, "date": "2026-03-03", "worked_hours": 1],
          ["user_id": 9002, "date": "2026-03-03", "worked_hours": 2],
        ])
      let some = try await client.get("/events/summary?users=%5B%7B%22id%22%3A9002%7D%5D").data.array ?? []
      #expect(some.allSatisfy { $0["user_id"]?.int == 9002 })
      #expect(some.count == 2)
    }
  }

  @Test("an export is CSV with the separator given, which is required")
  func export() async throws {
    try await TestClient.run { client async throws in
      _ = try await client.get("/events/update/6404?notes=a%3Bb%22c")
      let response = try await client.get("/events/export?separator=%3B&from=2026-03-02&to=2026-03-02")
      #expect(response.httpStatus == 200)
      #expect(response.headers["content-type"]?.hasPrefix("text/csv") == true)
      let lines = String(decoding: response.body, as: UTF8.self).split(separator: "\r\n")
      #expect(lines.count == 3)
      #expect(lines.first?.hasPrefix("ID;Start;End;Duration;") == true)
      #expect(lines.dropFirst().first?.hasPrefix("6404;2026-03-02 09:00:00;2026-03-02 09:30:00;1800;") == true)
      #expect(lines.dropFirst().first?.contains(#";"a;b""c";"#) == true)
      #expect(try await client.get("/events/export").status == 500)
    }
  }

  @Test("a search finds the entries with the given members, or with the slug of a custom field")
  func search() async throws {
    try await TestClient.run { client async throws in
      let fields = "%5B%7B%22slug%22%3A%22EVENT_THIRD_PARTY_ID%22%2C%22value%22%3A%22x-1%22%7D%5D"
      #expect(try await client.get("/events/6403/update?custom_fields=\(fields)").status == 200)
      let query = "type=all&entity=Event"
      #expect(try await client.get("/search/events?\(query)&EVENT_THIRD_PARTY_ID=x-1").ids == [6403])
      #expect(try await client.get("/search/events?\(query)&EVENT_THIRD_PARTY_ID=x-2").data == [])
      #expect(try await client.get("/search/events?\(query)&notes=first%20draft&project=Website").ids == [6405])
      #expect(try await client.get("/search/events?\(query)&unknown=1").status == 500)
      #expect(try await client.get("/search/events?notes=x").status == 500)
    }
  }

  @Test("a page of the flat list has 1,000 entries by default and 5,000 at most")
  func flatPages() async throws {
    let workspace = Workspace.large(tasks: 20, events: 5_100, now: TestClient.now, timeZone: TestClient.berlin)
    try await TestClient.run(workspace) { client async throws in
      for (query, count) in [("", 1000), ("&page_size=9000", 5000), ("&page_size=5000&page=1", 100)] {
        let response = try await client.get("/events/flat?filter=COMPANY\(query)")
        // Counted rather than parsed, which would take seconds in a debug build.
        #expect(String(decoding: response.body, as: UTF8.self).split(separator: "{\"ID\":").count == count + 1)
      }
    }
  }
}

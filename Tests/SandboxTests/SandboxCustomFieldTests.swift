import Basics
import Sandbox
import Testing

@Suite("Custom fields of the sandbox") struct SandboxCustomFieldTests {
  /// The values beside `data`, as ID of the field, value, and ID of the option.
  private func values(_ response: TestClient.Response, of member: String) -> [[JSONValue?]] {
    (response.envelope?["set_custom_fields"]?.array ?? []).map {
      [$0[member], $0["custom_field_id"], $0["value"], $0["enum_option_id"]]
    }
  }

  @Test("a task has its custom fields beside it when requested")
  func task() async throws {
    try await TestClient.run { client async throws in
      let asked = try await client.get("/tasks/42?include_custom_fields=true")
      #expect(
        values(asked, of: "task_id") == [
          [42, 4091, "Draft", 4191], [42, 4101, "PO-1234", .some(.null)],
        ])
      let available = asked.envelope?["available_custom_fields"]?.array ?? []
      #expect(available.map { $0["name"]?.string } == ["Phase", "PO"])
      #expect(available.first?["enum_options"]?.array?.map { $0["name"]?.string } == ["Draft", "Final"])
      #expect(asked.envelope?["users"] == [:])
      #expect(asked.data["set_custom_fields"] == nil)
      let plain = try await client.get("/tasks/42").envelope
      #expect(plain?["set_custom_fields"] == [])
      #expect(plain?["available_custom_fields"] == [])
    }
  }

  @Test(
    "entries have their custom fields beside them when requested",
    arguments: ["/events?filter=COMPANY&include_custom_fields=true", "/events/6401?include_custom_fields=true"])
  func events(path: String) async throws {
    try await TestClient.run { client async throws in
      let asked = try await client.get(path)
      #expect(values(asked, of: "event_id") == [[6401, 4092, "Office", 4193]])
      let available = asked.envelope?["available_custom_fields"]?.array ?? []
      #expect(
        available.map { $0["slug"]?.string } == [nil, "EVENT_THIRD_PARTY_ID", "EVENT_THIRD_PARTY_SERVICE"])
    }
  }

  @Test("the values of a list are those of its page")
  func page() async throws {
    try await TestClient.run { client async throws in
      let last = try await client.get("/events?filter=COMPANY&include_custom_fields=true&page_size=4&page=1")
      #expect(values(last, of: "event_id") == [])
      let tasks = try await client.get("/tasks?project_id=5202&include_custom_fields=true")
      #expect(values(tasks, of: "task_id") == [])
    }
  }

  @Test("the value of an enum field is set by the name or the ID of an option", arguments: ["Home", "4194"])
  func enumValue(value: String) async throws {
    try await TestClient.run { client async throws in
      let fields = "%5B%7B%22id%22%3A4092%2C%22value%22%3A%22\(value)%22%7D%5D"
      let updated = try await client.get("/events/update/6403?include_custom_fields=true&custom_fields=\(fields)")
      #expect(values(updated, of: "event_id") == [[6403, 4092, "Home", 4194]])
    }
  }

  @Test("an unknown field is refused", arguments: ["%7B%22id%22%3A1%7D", "%7B%22slug%22%3A%22X%22%7D", "%7B%7D"])
  func unknown(item: String) async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.get("/events/update/6403?custom_fields=%5B\(item)%5D").status == 500)
    }
  }
}

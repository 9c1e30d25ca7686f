import Foundation
import Sandbox
import Testing

/// The requests of the other writes.
@Suite("Commands that write") struct WriteCommandTests {
  /// A command and its single write request.
  struct Write: Sendable, CustomTestStringConvertible {
    var words: [String]
    var path: String
    var form: [String: String]

    init(_ words: [String], _ path: String, _ form: [String: String]) {
      (self.words, self.path, self.form) = (words, path, form)
    }

    var testDescription: String { "tt " + words.joined(separator: " ") }
  }

  static let table = [
    Write(
      ["add", "42", "--start", "2026-03-02 09:00", "--end", "2026-03-02 10:15", "--notes", "ä & b", "--no-look"],
      "/events/add",
      [
        "task_id": "42", "start": "2026-03-02 09:00:00", "end": "2026-03-02 10:15:00", "duration": "4500",
        "timezone": "GMT+00:00", "user_id": "9001", "notes": "ä & b",
      ]),
    Write(
      [
        "add", "Call", "--project-name", "Site", "--start", "2026-03-02 09:00", "--duration", "20m", "--no-look",
        "--create",
      ],
      "/events/add",
      [
        "task_name": "Call", "project_name": "Site", "start": "2026-03-02 09:00:00", "end": "2026-03-02 09:20:00",
        "duration": "1200", "timezone": "GMT+00:00", "user_id": "9001",
      ]),
    Write(
      ["create", "task", "New & shiny", "--project-id", "5201"], "/tasks/add",
      ["name": "New & shiny", "project_id": "5201"]),
    Write(["update", "task", "42", "--due-date", "2026-12-01"], "/tasks/update/42", ["due_date": "2026-12-01"]),
    Write(["create", "project", "Nova"], "/projects/add", ["name": "Nova"]),
    Write(["update", "project", "5201", "--color", "3"], "/projects/update/5201", ["color": "3"]),
    Write(["create", "customer", "Wayne"], "/customers/add", ["name": "Wayne"]),
    Write(
      ["update", "customer", "3101", "--name", "Acme", "--notes", ""], "/customers/update/3101",
      ["name": "Acme", "notes": ""]),
    Write(["call", "create_customer", "name=a=b"], "/customers/add", ["name": "a=b"]),
    Write(["call", "create_project", "name=5"], "/projects/add", ["name": "5"]),
  ]

  @Test(
    "an edit is one GET of exactly the given fields after a look at the entry, and is not repeated",
    arguments: [nil, Fault.Kind.dropAfter])
  func edit(_ kind: Fault.Kind?) async throws {
    try await SandboxFixture.run(faults: kind.map { [Fault($0, path: "/events/update/")] } ?? []) { fixture in
      let run = try await fixture.tt("edit", "6401", "--notes", "new", "--json")
      #expect(run.exit == (kind == nil ? 0 : 8))
      let requests = fixture.requests()
      let paths = ["events/6401", "me", "events/update/6401"]
      #expect(
        requests.map {
          $0.method + " "
            + $0.path.split(separator: "/").drop { $0 != "700001" && $0 != "me" }.drop { $0 == "700001" }.joined(
              separator: "/")
        } == paths.map { "GET " + $0 })
      #expect(requests.last?.query.map { [$0.name, $0.value] } == [["notes", "new"]])
    }
  }

  @Test("each write is one POST of exactly the given fields", arguments: table)
  func wire(_ write: Write) async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt(write.words + ["--json"])
      #expect(run.exit == 0)
      #expect(try run.json()["changed"]?.bool == true)
      let posts = fixture.requests().filter { $0.method == "POST" }
      #expect(posts.map(\.path) == ["/api/v4/700001" + write.path])
      let form = posts.first?.form.map { ($0.name, $0.value) } ?? []
      #expect(Dictionary(form, uniquingKeysWith: { $1 }) == write.form)
      #expect(form.count == write.form.count)
      #expect(posts.first?.query.isEmpty == true)
    }
  }

  @Test(
    "a write whose response is lost is not repeated, and its outcome is unknown", arguments: table,
    [Fault.Kind.dropBefore, .dropAfter, .html, .gateway502])
  func lost(_ write: Write, _ kind: Fault.Kind) async throws {
    let rest = write.path.dropFirst().prefix { $0 != "/" }
    try await SandboxFixture.run(faults: [Fault(kind, path: "/700001/\(rest)")]) { fixture in
      let error = try await fixture.tt(write.words + ["--json"]).error()
      #expect(error["class"]?.string == "outcome_unknown")
      #expect(error["exit"]?.int == 8)
      #expect(error["hint"]?.string?.hasPrefix("check ") == true)
      #expect(fixture.requests().count { $0.method == "POST" } == 1)
    }
  }

  @Test(
    "every list is an array of objects with numeric IDs",
    arguments: [
      "tasks", "projects", "customers", "events", "users", "workspaces", "trackables",
    ])
  func lists(_ noun: String) async throws {
    try await SandboxFixture.run { fixture in
      let rows = try #require(try await fixture.tt("list", noun, "--json").json().array)
      #expect(!rows.isEmpty)
      let key = noun == "workspaces" ? "account_id" : "id"
      #expect(rows.allSatisfy { $0[key]?.int != nil })
      let ids = try await fixture.tt("list", noun, "-q")
      #expect(ids.out == rows.compactMap { $0[key]?.int }.map { "\($0)\n" }.joined())
    }
  }
}

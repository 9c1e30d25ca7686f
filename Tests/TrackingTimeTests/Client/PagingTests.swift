import Basics
import Testing
import TrackingTime

@Suite("Paging") struct PagingTests {
  private func tasks(_ page: Int, size: Int = 100, _ rows: Range<Int>) -> Expected {
    .get("/700001/tasks?page=\(page)&page_size=\(size)", .ok(Shape.rows(rows)))
  }

  private func ids(_ value: JSONValue) -> [Int] { value.array?.compactMap { $0["id"]?.int } ?? [] }

  @Test("pages are read until one brings nothing new, whatever their size")
  func short() throws {
    let fixture = try ClientFixture([tasks(0, 0..<50), tasks(1, 50..<150), tasks(2, 150..<153), tasks(3, 0..<0)])
    let answer = try fixture.call("list_tasks")
    #expect(ids(answer.data) == Array(0..<153))
    #expect(answer.requests == 4)
    #expect(fixture.records.filter { $0["event"] == "call" }.count == 1, "a list of many pages is one call")
  }

  @Test("an exact multiple of the page size ends with an empty page, an empty list with its first page")
  func exact() throws {
    let multiple = try ClientFixture([tasks(0, 0..<100), tasks(1, 100..<100)])
    #expect(ids(try multiple.call("list_tasks").data).count == 100)
    let empty = try ClientFixture([tasks(0, 0..<0)])
    #expect(try empty.call("list_tasks").data == [])
  }

  @Test("a list that ignores the page is not read forever")
  func ignored() throws {
    let fixture = try ClientFixture([tasks(0, 0..<100), tasks(1, 0..<100)])
    #expect(ids(try fixture.call("list_tasks").data) == Array(0..<100))
  }

  @Test("rows that moved to the next page are returned once")
  func overlap() throws {
    let fixture = try ClientFixture([tasks(0, 0..<100), tasks(1, 90..<190), tasks(2, 190..<191), tasks(3, 191..<191)])
    #expect(ids(try fixture.call("list_tasks").data) == Array(0..<191))
  }

  @Test("an ID that occurs twice on a page is two rows")
  func twice() throws {
    let rows: JSONValue = [["id": 1, "task_id": 42], ["id": 1, "task_id": 43], ["id": 2, "task_id": 42]]
    let fixture = try ClientFixture([
      .get("/700001/tasks?page=0&page_size=100", .ok(rows)), .get("/700001/tasks?page=1&page_size=100", .ok(rows)),
    ])
    #expect(ids(try fixture.call("list_tasks").data) == [1, 1, 2])
  }

  @Test("tasks of other projects are left out, even if the service ignores the project")
  func projects() throws {
    let rows: JSONValue = [
      ["id": 1, "project_id": 5], ["id": 2, "project_id": 6], ["id": 3], ["id": 4, "project_id": 5],
    ]
    let target = "/700001/tasks?project_id=5&page=0&page_size=100"
    let fixture = try ClientFixture([
      .get(target, .ok(rows)), .get("/700001/tasks?project_id=5&page=1&page_size=100", .ok([])),
    ])
    #expect(ids(try fixture.call("list_tasks", ["project_id": 5]).data) == [1, 4])
  }

  @Test("rows without an ID do not cause endless reading")
  func withoutIDs() throws {
    let rows = Expected.Outcome.ok(.array((0..<100).map { ["name": .string("row \($0)")] }))
    let fixture = try ClientFixture([
      .get("/700001/tasks?page=0&page_size=100", rows), .get("/700001/tasks?page=1&page_size=100", rows),
    ])
    #expect(try fixture.call("list_tasks").data.array?.count == 100)
  }

  @Test("a requested page is one unchanged request")
  func onePage() throws {
    let fixture = try ClientFixture([.get("/700001/tasks?page=3", .ok(Shape.rows(0..<100)))])
    #expect(ids(try fixture.call("list_tasks", ["page": 3]).data).count == 100)
    let sized = try ClientFixture([.get("/700001/tasks?page=0&page_size=2", .ok(Shape.rows(0..<2)))])
    #expect(ids(try sized.call("list_tasks", ["page": 0, "page_size": 2]).data).count == 2)
  }

  @Test("a given page size applies to all pages")
  func size() throws {
    let fixture = try ClientFixture([tasks(0, size: 2, 0..<2), tasks(1, size: 2, 2..<3), tasks(2, size: 2, 3..<3)])
    #expect(ids(try fixture.call("list_tasks", ["page_size": 2]).data) == [0, 1, 2])
  }

  @Test("a page size given as text applies too")
  func sizeAsText() throws {
    let fixture = try ClientFixture([tasks(0, size: 2, 0..<1), tasks(1, size: 2, 0..<0)])
    _ = try fixture.call("list_tasks", ["page_size": "2"])
  }

  @Test("a failing page fails the call")
  func failing() throws {
    let fixture = try ClientFixture([tasks(0, 0..<100), .get("/700001/tasks?page=1&page_size=100", .envelope(429))])
    #expect(try fixture.refusal("list_tasks").failure == .rateLimited)
    let noList = try ClientFixture([.get("/700001/tasks?page=0&page_size=100", .ok([:]))])
    #expect(try noList.refusal("list_tasks").failure == .api)
  }

  @Test("entries are read in large pages, and are the user's own by default")
  func entries() throws {
    let range: JSONObject = ["from": "2026-03-01", "to": "2026-03-31"]
    let days = "from=2026-03-01&to=2026-03-31&page=0&page_size=5000"
    let next = "from=2026-03-01&to=2026-03-31&page=1&page_size=5000"
    let own = try ClientFixture([
      .whoAmI(), .get("/700001/events?filter=USER&id=9001&" + days, .ok(Shape.rows(0..<1))),
      .get("/700001/events?filter=USER&id=9001&" + next, .ok([])),
    ])
    _ = try own.call("list_events", range)
    for (more, query) in [
      (["filter": "PROJECT", "id": 5], "filter=PROJECT&id=5&"), (["id": 5], "filter=USER&id=5&"),
      (["filter": "COMPANY"], "filter=COMPANY&"), (["global_company": true], "filter=COMPANY&"),
      (["filter": "TASK", "global_company": true], "filter=COMPANY&"),
    ] as [(JSONObject, String)] {
      var arguments = range
      for member in more { arguments[member.key] = member.value }
      let fixture = try ClientFixture([
        .get("/700001/events?\(query)\(days)", .ok(Shape.rows(0..<1))),
        .get("/700001/events?\(query)\(next)", .ok([])),
      ])
      _ = try fixture.call("list_events", arguments)
    }
    let company = try ClientFixture([
      .get("/700001/events?\(days)&filter=COMPANY", .ok(Shape.rows(0..<1))),
      .get("/700001/events?\(next)&filter=COMPANY", .ok([])),
    ])
    _ = try company.call("list_company_events", range)
  }

  @Test("pages delivered one by one are delivered once and not kept")
  func streamed() throws {
    let fixture = try ClientFixture([tasks(0, 0..<100), tasks(1, 95..<150), tasks(2, 0..<0)])
    let answer = try fixture.call("list_tasks", streamed: true)
    #expect(answer.data == [])
    #expect(fixture.pages.map(\.count) == [100, 50, 0])
    let plain = try ClientFixture([.get("/700001/customers", .ok([["id": 1, "token": "s3cret"]]))])
    _ = try plain.call("list_customers", streamed: true)
    #expect(plain.pages == [[["id": 1, "token": "***"]]])
  }
}

import Basics
import Foundation
import Testing

@testable import Reports

@Suite("Adding up entries by group") struct AggregatorTests {
  /// A few hundred entries of five weeks; some lack a project, task or customer.
  static func rows(seed: UInt64) -> [JSONValue] {
    var dice = ReportDice(state: seed)
    let zone = TimeZone(identifier: "Europe/Berlin") ?? .gmt
    return (1...300).map { id in
      let start = ReportSupport.monday + Int.random(in: 0..<35 * 86_400, using: &dice)
      var changes = JSONObject()
      for (level, first) in [("project", 5201), ("task", 8301), ("customer", 3101), ("user", 9001)] {
        let pick = Int.random(in: 0..<4, using: &dice)
        changes[level] = pick == 0 && level != "user" ? .null : .string("\(level) \(pick / 2)")
        changes[level + "_id"] = pick == 0 && level != "user" ? .null : JSONValue(first + pick)
      }
      changes["is_billable"] = .bool(Bool.random(using: &dice))
      return ReportSupport.row(
        id, at: start, in: zone, seconds: Int.random(in: 1...50_000, using: &dice), changes: changes)
    }
  }

  @Test(
    "any one or two levels give the same total, and a group is the sum of its subgroups",
    arguments: [1, 2, 3] as [UInt64])
  func sameTotal(_ seed: UInt64) throws {
    let rows = Self.rows(seed: seed)
    let total = rows.reduce(0) { $0 + ($1["duration"]?.int ?? 0) }
    let berlin = try ReportSupport.zone("Europe/Berlin")
    for first in ReportLevel.allCases {
      let alone = try ReportSupport.aggregator(rows, ReportSupport.rules(first), in: berlin).groups()
      #expect(ReportGroup.sum(alone.map(\.amount)).seconds == total)
      for second in ReportLevel.allCases where second != first {
        let groups = try ReportSupport.aggregator(rows, ReportSupport.rules(first, second), in: berlin).groups()
        #expect(ReportGroup.sum(groups.map(\.amount)).seconds == total, "\(first), \(second)")
        for group in groups { #expect(group.amount == ReportGroup.sum(group.groups.map(\.amount))) }
        #expect(groups.map(\.label) == alone.map(\.label))
        #expect(groups.map(\.amount.seconds) == alone.map(\.amount.seconds))
      }
    }
  }

  @Test("a group is the sum of its entries", arguments: [ReportLevel.project, .task, .customer, .user])
  func byObject(_ level: ReportLevel) throws {
    let rows = Self.rows(seed: 9)
    var sums: [Int?: Int] = [:]
    for row in rows { sums[row[level.rawValue + "_id"]?.int, default: 0] += row["duration"]?.int ?? 0 }
    let groups = try ReportSupport.aggregator(rows, ReportSupport.rules(level)).groups()
    #expect(Dictionary(uniqueKeysWithValues: groups.map { ($0.label.id, $0.amount.seconds) }) == sums)
    #expect(groups.map(\.amount.seconds) == sums.values.sorted(by: >))
  }

  @Test("billable and other entries add up to all entries")
  func billable() throws {
    let rows = Self.rows(seed: 4)
    let parts = try [true, false].map { wanted in
      var rules = ReportSupport.rules(.user)
      rules.billable = wanted
      return ReportGroup.sum(try ReportSupport.aggregator(rows, rules).groups().map(\.amount)).seconds
    }
    let billable = rows.filter { $0["is_billable"] == true }.reduce(0) { $0 + ($1["duration"]?.int ?? 0) }
    #expect(parts == [billable, rows.reduce(0) { $0 + ($1["duration"]?.int ?? 0) } - billable])
  }

  @Test("hidden tasks count as no task, and tasks of the same name are separate groups")
  func tasks() throws {
    let changes: [JSONObject] = [
      ["task": nil, "task_id": 91, "task_type": "GHOST"], ["task": "", "task_id": 92, "task_visibility": "HIDDEN"],
      ["task": nil, "task_id": nil], ["task": "Planning", "task_id": 8306], ["task": "Planning", "task_id": 8307],
    ]
    let rows = changes.map { ReportSupport.row(at: ReportSupport.monday, in: .gmt, seconds: 60, changes: $0) }
    let groups = try ReportSupport.aggregator(rows, ReportSupport.rules(.task)).groups()
    #expect(groups.map(\.label.id) == [nil, 8306, 8307])
    #expect(groups.map(\.amount.seconds) == [180, 60, 60])
  }

  @Test("entries without an end or a length and planned entries are left out and counted as such")
  func leftOut() throws {
    let changes: [JSONObject] = [
      ["end": nil, "duration": 0], ["end": nil, "duration": 50], ["end": "2026-03-02 00:00:00", "duration": 0],
      ["event_type": "NOT_LOGGED"], [:],
    ]
    let rows = changes.map { ReportSupport.row(at: ReportSupport.monday, in: .gmt, seconds: 60, changes: $0) }
    var rules = ReportSupport.rules(.task)
    let aggregator = try ReportSupport.aggregator(rows, rules)
    #expect(aggregator.openCount == 2)
    #expect(aggregator.emptyCount == 1)
    #expect(aggregator.plannedCount == 1)
    #expect(aggregator.groups().map(\.amount.seconds) == [60])
    rules.includesPlanned = true
    #expect(try ReportSupport.aggregator(rows, rules).groups().map(\.amount.seconds) == [120])
  }

  @Test("the running entry counts up to now, whatever its end is", arguments: [0, 50])
  func running(_ duration: Int) throws {
    let row = ReportSupport.row(7, at: ReportSupport.monday, in: .gmt, seconds: duration)
    var rules = ReportSupport.rules(.task)
    rules.runningID = 7
    rules.now = Instant(seconds: ReportSupport.monday + 5400)
    #expect(try ReportSupport.aggregator([row], rules).groups().map(\.amount.seconds) == [5400])
    rules.includesRunning = false
    let without = try ReportSupport.aggregator([row], rules)
    #expect(without.groups() == [] && without.leavesOutRunning)
    #expect(without.openCount == 0 && without.emptyCount == 0)
  }

  @Test("an entry without a duration lasts from its start to its end")
  func noDuration() throws {
    let row = ReportSupport.row(at: ReportSupport.monday, in: .gmt, seconds: 90, changes: ["duration": nil])
    #expect(try ReportSupport.aggregator([row], ReportSupport.rules(.day)).groups().map(\.amount.seconds) == [90])
  }
}

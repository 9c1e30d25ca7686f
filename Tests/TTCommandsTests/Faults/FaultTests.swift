import Foundation
import TestSupport
import Testing

import Basics

@testable import TTCommands

/// Every fault meets every kind of command: the real command line and libcurl, against real servers on this machine.
@Suite("After each fault each kind of command ends, sends, counts and records as the contract says", .waiting)
struct FaultTests {
  @Test("what is over at once", .serialized, arguments: Fault.all.filter { !$0.waits })
  func row(_ fault: Fault) async throws { try await check(fault) }

  @Test("what lasts until the time is over", arguments: Fault.all.filter(\.waits))
  func waitingRow(_ fault: Fault) async throws { try await check(fault) }

  /// Each kind of command ends, sends, counts and records as the contract says.
  private func check(_ fault: Fault) async throws {
    for cell in try await Self.cells(fault) {
      let expected = fault.expected(cell.kind)
      let seen = Comment(
        "\(cell.kind): exit \(cell.exit), \(cell.requests) requests, used \(cell.used): \(cell.message)")
      #expect(cell.exit == expected.exit, seen)
      #expect(cell.requests == expected.requests, seen)
      #expect(cell.used == expected.used, seen)
      if expected.exit != 0 {
        #expect(fault.says.isEmpty || cell.message.contains(fault.says), seen)
        #expect(cell.outcome == FailureClass.allCases.first { $0.exitCode == expected.exit }?.rawValue, seen)
      } else {
        #expect(cell.outcome == "ok", seen)
      }
      #expect(cell.recorded >= cell.requests, seen)
      if let wait = fault.retryAfter, cell.kind != .mcp { #expect(cell.retryAfter == wait, seen) }
    }
  }

  @Test(
    "the table is printed", .enabled(if: ProcessInfo.processInfo.environment["TT_FAULTS"] != nil, "see: make faults"))
  func table() async throws {
    var lines = ["FAULT\tCOMMAND\tEXIT\tREQUESTS\tUSED\tAUDIT\tMESSAGE"]
    for fault in Fault.all { lines += try await Self.cells(fault).map(\.line) }
    let path = try #require(ProcessInfo.processInfo.environment["TT_FAULTS"])
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
  }

  private static func cells(_ fault: Fault) async throws -> [FaultCell] {
    if fault.isLarge {
      var cells: [FaultCell] = []
      for kind in FaultKind.allCases { cells.append(try await FaultCell.run(fault, kind)) }
      return cells
    }
    let cells = try await withThrowingTaskGroup(of: FaultCell.self) { group in
      for kind in FaultKind.allCases { group.addTask { try await FaultCell.run(fault, kind) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    return FaultKind.allCases.flatMap { kind in cells.filter { $0.kind == kind } }
  }
}

import struct Basics.LocalTime
import struct Basics.UTCOffset
import Foundation
import Sandbox

/// Workspaces that tests start from.
extension Workspace {
  /// The seeded workspace in UTC, with changes.
  static func seeded(_ change: (inout Workspace) -> Void) -> Workspace {
    var workspace = Workspace.seeded(timeZone: .gmt)
    change(&workspace)
    return workspace
  }

  /// With a second company of the current user, and a timer that has run there for an hour on task 77.
  static let runningElsewhere = Workspace.seeded { workspace in
    let start = LocalTime(wallSeconds: Int(Date().timeIntervalSince1970) - 3600)
    workspace.accounts.upsert(Account(id: 700_002, company: "Second Studio", ownerID: 9001, createdAt: start))
    workspace.users[9001]?.accountIDs.append(700_002)
    workspace.tasks.upsert(
      Task(
        id: 77, accountID: 700_002, name: "Elsewhere", projectID: nil, userIDs: [9001], creatorID: 9001,
        createdAt: start))
    workspace.start(77, in: 700_002, at: start)
  }

  /// With a timer on task 42 that has run for an hour.
  static let running42 = Workspace.seeded { workspace in
    workspace.start(42, in: 700_001, at: LocalTime(wallSeconds: Int(Date().timeIntervalSince1970) - 3600))
  }

  private mutating func start(_ task: Int, in account: Int, at start: LocalTime) {
    var event = Event(
      id: events.nextID, accountID: account, userID: 9001, taskID: task, start: start, duration: 0,
      zone: UTCOffset(seconds: 0), createdAt: start)
    event.notes = "begun earlier"
    events.upsert(event)
    running[9001] = event.id
  }
}

/// Variants of the service's undocumented behaviour, all of which tt must support.
enum ServiceVariants {
  static func options(_ change: (inout Quirks) -> Void) -> SandboxOptions {
    var options = SandboxOptions()
    change(&options.quirks)
    return options
  }

  /// How a running timer and an error may be represented.
  static let all: [SandboxOptions] = [
    SandboxOptions(), options { $0.runningEvent = .task }, options { $0.runningEvent = .users },
    options { $0.hidesRunningEnd = true }, options { $0.mirrorsStatus = true }, options { $0.requiresDates = true },
  ]
}

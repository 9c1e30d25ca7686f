/// The kinds of commands that meet every fault.
enum FaultKind: String, CaseIterable, Sendable {
  case read, track, stop, edit, create, mcp

  /// The command line; for `mcp`, of the server.
  var words: [String] {
    switch self {
    case .read: ["show", "task", "42", "--json"]
    case .track: ["track", "42", "--json"]
    case .stop: ["stop", "42", "--json"]
    case .edit: ["edit", "6401", "--notes", "x", "--no-look", "--json"]
    case .create: ["create", "task", "Plan", "--json"]
    case .mcp: ["mcp"]
    }
  }

  var tool: String {
    switch self {
    case .read: "get_task"
    case .track, .mcp: "track_task"
    case .stop: "stop_task"
    case .edit: "update_event"
    case .create: "create_task"
    }
  }

  /// What the service answers to the call's own request when nothing goes wrong.
  var data: String {
    switch self {
    case .read, .create: #"{"id":42,"name":"Write report","project_id":301,"project":"Website"}"#
    case .track, .mcp: Self.running
    case .stop, .edit: Self.ended
    }
  }

  private static let running =
    #"{"id":6401,"task_id":42,"task":"Write report","start":"2026-03-02 09:00:00","end":null,"timezone":"GMT+01:00"}"#

  /// The entry after a stop.
  static let ended =
    #"{"id":6401,"task_id":42,"task":"Write report","start":"2026-03-02 08:00:00","end":"2026-03-02 09:00:00","#
    + #""duration":3600,"timezone":"GMT+01:00"}"#

  /// The task while its timer runs: started by this call, or, before a stop, earlier.
  var tracked: String {
    let start = self == .stop ? "08" : "09"
    return #"{"id":42,"name":"Write report","tracking":true,"tracking_event":{"id":6401,"user_id":9001,"#
      + #""start":"2026-03-02 \#(start):00:00","timezone":"GMT+01:00"}}"#
  }
}

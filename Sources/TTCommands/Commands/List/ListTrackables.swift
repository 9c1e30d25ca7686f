import Basics
import TrackingTime

/// `tt list trackables`.
enum ListTrackables {
  static let command = Command(
    group: .looking, summary: "List everything time can be tracked on, by project",
    flags: Flag.forParameters(of: "list_user_trackables", except: ["user_id"]) + [
      .reference(to: .user, "list what this user can track (default: you)")
    ],
    examples: [.init(line: "tt list trackables --only-favorites", summary: "favourite projects and their tasks")],
    tools: ["list_user_trackables"],
    action: .list(call: unresolvedCall, view: { view }))

  private static var view: ListView {
    ListView(
      columns: [
        Column("id", kind: .number), Column("name", title: "PROJECT"), Column("customer.name", title: "CUSTOMER"),
        Column("tasks.name", title: "TASKS"),
      ], empty: "nothing to track found")
  }

  static func unresolvedCall(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    var unresolved = try arguments.unresolvedCall("list_user_trackables", subject: .currentUser)
    if let user = arguments.value("user") { unresolved.setReference(user, kind: .user, as: .argument("user_id")) }
    return unresolved
  }
}

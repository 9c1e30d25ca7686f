import Basics
import TrackingTime

/// What the `tt list` commands share.
enum ListCommand {
  /// A command that lists the rows of one tool as they are.
  ///
  /// - Parameter idKey: the member with the ID of a row.
  static func command(
    _ noun: String, summary: @escaping @autoclosure @Sendable () -> String, tool: String,
    columns: @escaping @autoclosure @Sendable () -> [Column], idKey: String = "id",
    example: @escaping @autoclosure @Sendable () -> Command.Example
  ) -> Command {
    Command(
      group: .looking, summary: summary(),
      flags: Flag.forParameters(of: tool, except: ["filter"])
        + (Catalog.tool(tool)?.parameter("filter") == nil ? [] : [.status, .filter(of: tool)]),
      examples: [example()], tools: [tool],
      action: .list(
        call: { (arguments, _) throws(TTError) in
          var unresolved = try arguments.unresolvedCall(tool)
          try arguments.setStatus(in: &unresolved)
          return unresolved
        }, view: { ListView(columns: columns(), empty: "no \(noun) found", idKey: idKey) }))
  }

  /// The flags that narrow `tt list events` and `tt report`.
  static let eventFilters: [Flag] = [
    .reference(to: .project, "only entries of this project"),
    .reference(to: .customer, "only entries of this customer"),
    .reference(to: .task, "only entries of this task"), .reference(to: .user, "only entries of this user"),
    Flag(name: "company", summary: "entries of the whole workspace"),
  ]
}

extension Flag {
  /// The status of what to list, in plain words.
  static let status = Flag(
    name: "status", value: "WORD", summary: "which to list (default: active)", choices: ["active", "archived", "all"])

  /// The filter of a list tool, with the service's own values.
  static func filter(of tool: String) -> Flag {
    var flag =
      Flag.forParameters(of: tool).first { $0.name == "filter" } ?? Flag(name: "filter", value: "WORD", summary: "")
    // The values differ between the two tools of such a command; the catalog checks them.
    if tool == "list_tasks" || tool == "list_projects" { flag.choices = [] }
    return flag
  }
}

extension Arguments {
  /// Sets the tool's filter from `--status`.
  func setStatus(in unresolved: inout UnresolvedCall) throws(TTError) {
    guard let status = value("status") else { return }
    if value("filter") != nil { throw .cannotCombine("--status", with: "--filter") }
    unresolved.call.arguments["filter"] = .string(status.uppercased())
  }
}

import Basics
import TrackingTime

/// `tt list …`: one row for each kind of thing.
enum ListCommands {
  static let commands: [Command] = [tasks, projects, customers, events, users, workspaces, trackables]

  private static let tasks = Command(
    path: ["list", "tasks"], group: .looking, summary: "List tasks",
    flags: Flag.forParameters(of: "list_tasks", except: ["filter"]) + [
      .status, Flag.feedingFilter("list_tasks"), .reference(to: .project, "only tasks of this project"),
      .reference(to: .customer, "only tasks of this customer"),
      .reference(to: .user, "only tasks assigned to this person"),
    ],
    examples: [
      .init(line: "tt list tasks --project Website", summary: "the active tasks of a project"),
      .init(line: "tt list tasks --user @current --output csv", summary: "your own, for a spreadsheet"),
    ],
    tools: ["list_tasks", "list_user_tasks"],
    action: .list(
      draft: { (arguments, _) throws(TTError) in
        let user = arguments.value("user")
        var draft = try arguments.unresolvedCall(user == nil ? "list_tasks" : "list_user_tasks")
        try arguments.putStatus(into: &draft)
        if let user { draft.put(user, .user, as: .argument("user_id")) }
        if let project = arguments.value("project") {
          if user == nil { draft.put(project, .project, as: .argument("project_id")) }
          // Whether the service filters by project is not certain, so tt does it as well.
          draft.put(project, .project, as: .filter(["project_id"]))
        }
        if let customer = arguments.value("customer") { draft.put(customer, .customer, as: .filter(["customer_id"])) }
        return draft
      },
      view: {
        ListView(
          columns: [
            Column("id", nil, .number), Column("name"), Column("project"), Column("customer"),
            Column("due_date", "DUE"),
          ], empty: "there are no tasks")
      }))

  private static let projects = Command(
    path: ["list", "projects"], group: .looking, summary: "List projects",
    flags: Flag.forParameters(of: "list_projects", except: ["filter"]) + [
      .status, Flag.feedingFilter("list_projects"), .reference(to: .customer, "only projects of this customer"),
      .reference(to: .user, "only projects of this person"),
    ],
    examples: [.init(line: "tt list projects --status all --json", summary: "archived ones too, for a script")],
    tools: ["list_projects", "list_user_projects"],
    action: .list(
      draft: { (arguments, _) throws(TTError) in
        let user = arguments.value("user")
        var draft = try arguments.unresolvedCall(user == nil ? "list_projects" : "list_user_projects")
        if user == nil { try arguments.putStatus(into: &draft) }
        if let user { draft.put(user, .user, as: .argument("user_id")) }
        if let customer = arguments.value("customer") {
          draft.put(customer, .customer, as: .filter(["customer", "id"]))
        }
        return draft
      },
      view: {
        ListView(
          columns: [
            Column("id", nil, .number), Column("name"), Column("customer.name", "CUSTOMER"),
            Column("worked_hours", "HOURS", .hours),
          ], empty: "there are no projects")
      }))

  private static let customers = plain(
    "customers", "List customers", tool: "list_customers",
    columns: [
      Column("id", nil, .number), Column("name"), Column("active_projects", "PROJECTS", .number),
      Column("worked_hours", "HOURS", .hours),
    ], example: .init(line: "tt list customers -q", summary: "their numbers"))

  private static let users = plain(
    "users", "List the people of the workspace", tool: "list_users",
    columns: [Column("id", nil, .number), Column("name"), Column("surname"), Column("email"), Column("role")],
    example: .init(line: "tt list users --fields id,name,email", summary: "just these members"))

  private static let events = Command(
    path: ["list", "events"], group: .looking, summary: "List time entries",
    details: [
      "Your own entries of this week, unless the flags say otherwise. With --project, --customer or --task everybody's "
        + "entries that you may see are meant; add --user @current for your own."
    ],
    flags: DayRange.flags
      + Flag.forParameters(of: "list_events", except: ["filter", "id", "from", "to", "global_company"]) + [
        .reference(to: .project, "only entries of this project"),
        .reference(to: .customer, "only entries of this customer"),
        .reference(to: .task, "only entries of this task"), .reference(to: .user, "only entries of this person"),
        Flag(name: "company", summary: "entries of the whole workspace"),
      ],
    examples: [
      .init(line: "tt list events --today", summary: "what was tracked today"),
      .init(
        line: "tt list events --month --project Website --output csv", summary: "a project's month, for a spreadsheet"),
    ],
    tools: ["list_events", "list_company_events"],
    action: .list(
      draft: { (arguments, session) throws(TTError) in try eventsDraft(arguments, session) },
      view: {
        ListView(
          columns: [
            Column("id", nil, .number), Column("start", nil, .minute), Column("end", nil, .end),
            Column("duration", "TIME", .seconds),
            Column("task"),
            Column("project"), Column("user"), Column("notes"),
          ], empty: "there are no time entries")
      }))

  static func eventsDraft(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    let company = arguments.has("company")
    var draft = try arguments.unresolvedCall(company ? "list_company_events" : "list_events")
    let range = try DayRange(arguments, session)
    draft.call.arguments["from"] = .string(range.from)
    draft.call.arguments["to"] = .string(range.to)
    // The service filters by one thing; the others are filtered here.
    var asksService = !company
    for entity in [ResourceKind.task, .project, .customer, .user] {
      guard let word = arguments.value(entity.rawValue) else { continue }
      if asksService {
        draft.call.arguments["filter"] = .string(entity.rawValue.uppercased())
        draft.put(word, entity, as: .argument("id"))
        asksService = false
      } else {
        draft.put(word, entity, as: .filter([entity.rawValue + "_id"]))
      }
    }
    return draft
  }

  private static let workspaces = plain(
    "workspaces", "List the workspaces you are a member of", tool: "list_workspaces",
    columns: [
      Column("account_id", "ID", .number), Column("company"), Column("role"), Column("is_default", "DEFAULT"),
    ], idKey: "account_id", example: .init(line: "tt list workspaces", summary: "their numbers, for --account-id"))

  private static let trackables = Command(
    path: ["list", "trackables"], group: .looking, summary: "List everything time can be tracked on, by project",
    flags: Flag.forParameters(of: "list_user_trackables", except: ["user_id"]) + [
      .reference(to: .user, "of this person (default: you)")
    ],
    examples: [.init(line: "tt list trackables --only-favorites", summary: "favourite projects and their tasks")],
    tools: ["list_user_trackables"],
    action: .list(
      draft: { (arguments, _) throws(TTError) in
        var draft = try arguments.unresolvedCall("list_user_trackables", subject: .caller)
        if let user = arguments.value("user") { draft.put(user, .user, as: .argument("user_id")) }
        return draft
      },
      view: {
        ListView(
          columns: [
            Column("id", nil, .number), Column("name", "PROJECT"), Column("customer.name", "CUSTOMER"),
            Column("tasks.name", "TASKS"),
          ], empty: "there is nothing to track")
      }))

  private static func plain(
    _ noun: String, _ summary: String, tool: String, columns: @escaping @autoclosure @Sendable () -> [Column],
    idKey: String = "id", example: Command.Example
  ) -> Command {
    Command(
      path: ["list", noun], group: .looking, summary: summary,
      flags: Flag.forParameters(of: tool, except: ["filter"])
        + (Catalog.tool(tool)?.parameter("filter") == nil ? [] : [.status, Flag.feedingFilter(tool)]),
      examples: [example], tools: [tool],
      action: .list(
        draft: { (arguments, _) throws(TTError) in
          var draft = try arguments.unresolvedCall(tool)
          try arguments.putStatus(into: &draft)
          return draft
        }, view: { ListView(columns: columns(), empty: "there are no \(noun)", idKey: idKey) }))
  }
}

extension Flag {
  /// The status of things to list, in the words of everyday.
  fileprivate static let status = Flag(
    name: "status", value: "WORD", summary: "which ones: active, archived or all (default: active)",
    choices: ["active", "archived", "all"])

  /// The service's own filter word of a tool.
  fileprivate static func feedingFilter(_ tool: String) -> Flag {
    var flag =
      Flag.forParameters(of: tool).first { $0.name == "filter" } ?? Flag(name: "filter", value: "WORD", summary: "")
    // The words differ between the tools; the catalog's check knows which fit.
    if tool == "list_tasks" || tool == "list_projects" { flag.choices = [] }
    return flag
  }
}

extension Arguments {
  /// `--status` as the tool's filter.
  fileprivate func putStatus(into draft: inout UnresolvedCall) throws(TTError) {
    guard let status = value("status") else { return }
    if value("filter") != nil { throw .usage("--status and --filter exclude each other") }
    draft.call.arguments["filter"] = .string(status.uppercased())
  }
}

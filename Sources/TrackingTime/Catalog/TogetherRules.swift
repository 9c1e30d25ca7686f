import Basics

extension Catalog {
  /// The rules that join several arguments of one call.
  static func checkTogether(_ tool: Tool, _ arguments: JSONObject) throws(TTError) {
    switch tool.name {
    case "track_task": try checkReference(arguments)
    case "list_events": try checkEventFilter(arguments)
    default:
      try checkOneOf("task_id", "task_name", arguments, tool)
      try checkOneOf("project_id", "project_name", arguments, tool)
      try checkOneOf("customer_id", "customer_name", arguments, tool)
      try checkOneOf("service_id", "service_name", arguments, tool)
    }
  }

  /// A timer needs something to run on: a task's id, or a task, project or service reference; and only one of them, since
  /// the service would silently pick.
  private static func checkReference(_ arguments: JSONObject) throws(TTError) {
    func has(_ name: String) -> Bool { arguments[name] != nil }
    let byID = has("task_id")
    let byName = ["task_name", "project_id", "project_name"].filter(has)
    let byService = ["service", "service_task_id", "service_project_id"].filter(has)
    if !byID, byName.isEmpty, byService.isEmpty {
      throw .usage(
        "track_task: nothing to track: give a task id, or a task, project or service reference",
        hint: "for example: tt track --task-id 42")
    }
    if byID, let other = (byName + byService).first {
      throw .usage("track_task: task_id and \(other) exclude each other", hint: "a task id says it all")
    }
    if let name = byName.first, let service = byService.first {
      throw .usage("track_task: \(name) and \(service) exclude each other")
    }
    if has("project_id"), has("project_name") {
      throw .usage("track_task: project_id and project_name exclude each other")
    }
    if !byService.isEmpty {
      for needed in ["service", "service_task_id"] where !has(needed) {
        throw .usage("track_task: \(byService[0]) needs \(needed) as well")
      }
    }
  }

  /// Entries of a project, customer or task need its number; the caller's own do not, and the company has none.
  private static func checkEventFilter(_ arguments: JSONObject) throws(TTError) {
    let filter = arguments["filter"]?.string ?? "USER"
    let company = filter == "COMPANY" || arguments["global_company"]?.bool == true
    if company, arguments["id"] != nil {
      throw .usage("list_events: id and the entries of the whole company exclude each other")
    }
    if !company, filter != "USER", arguments["id"] == nil {
      throw .usage("list_events: id is missing; it is the number of the \(filter.lowercased())")
    }
  }

  private static func checkOneOf(
    _ first: String, _ second: String, _ arguments: JSONObject, _ tool: Tool
  ) throws(TTError) {
    // The task's own id in the path of an update is not a choice.
    guard tool.parameter(first)?.place == .field, arguments[first] != nil, arguments[second] != nil else { return }
    throw .usage("\(tool.name): \(first) and \(second) exclude each other")
  }
}

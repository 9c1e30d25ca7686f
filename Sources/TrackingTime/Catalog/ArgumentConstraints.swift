import Basics

/// What a timer can run on, in arguments of `track_task`.
public enum TrackReference {
  /// A task of the service; excludes the others.
  public static let id = "task_id"
  /// A task, a project, or both, by name or number.
  public static let names = ["task_name", "project_id", "project_name"]
  /// A task of another application.
  public static let service = ["service", "service_task_id", "service_project_id"]
  /// What a task of another application cannot be told without.
  public static let serviceNeeds = ["service", "service_task_id"]
}

extension Catalog {
  /// Two ways to say one thing, of which a call takes one at most.
  static let alternatives = [
    ("task_id", "task_name"), ("project_id", "project_name"), ("customer_id", "customer_name"),
    ("service_id", "service_name"),
  ]

  /// The other way to say what a parameter of a tool says, which excludes it.
  public static func alternative(to name: String, of tool: Tool) -> String? {
    guard tool.parameter(name)?.location == .field || tool.name == "track_task" else { return nil }
    let pair = alternatives.first { $0.0 == name || $0.1 == name }
    return pair.map { $0.0 == name ? $0.1 : $0.0 }.flatMap { tool.parameter($0)?.name }
  }

  /// The rules that join several arguments of one call.
  static func validateCombination(_ tool: Tool, _ arguments: JSONObject) throws(TTError) {
    switch tool.name {
    case "track_task": try checkReference(arguments)
    case "list_events": try checkEventFilter(arguments)
    default:
      for (first, second) in alternatives { try checkOneOf(first, second, arguments, tool) }
    }
  }

  /// A timer needs something to run on: a task's id, or a task, project or service reference; and only one of them, since
  /// the service would silently pick.
  private static func checkReference(_ arguments: JSONObject) throws(TTError) {
    func has(_ name: String) -> Bool { arguments[name] != nil }
    let byID = has(TrackReference.id)
    let byName = TrackReference.names.filter(has)
    let byService = TrackReference.service.filter(has)
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
      for needed in TrackReference.serviceNeeds where !has(needed) {
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
    guard tool.parameter(first)?.location == .field, arguments[first] != nil, arguments[second] != nil else { return }
    throw .usage("\(tool.name): \(first) and \(second) exclude each other")
  }
}

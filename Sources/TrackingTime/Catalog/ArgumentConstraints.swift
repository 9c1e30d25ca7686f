import Basics

/// The arguments of `track_task` that say what to track.
public enum TrackReference {
  /// A task of the service; cannot be combined with the others.
  public static let id = "task_id"
  /// A task, a project, or both, by name or ID.
  public static let names = ["task_name", "project_id", "project_name"]
  /// A task of another application.
  public static let service = ["service", "service_task_id", "service_project_id"]
  /// The arguments required to identify a task of another application.
  public static let requiredForService = ["service", "service_task_id"]
}

/// The arguments of a call, including those whose IDs are still to be looked up.
struct GivenArguments {
  let values: ArgumentValues
  let awaitedIDs: [String]

  func has(_ name: String) -> Bool { values[name] != nil || awaitedIDs.contains(name) }
}

extension Catalog {
  /// Pairs of arguments that identify the same thing, of which a call may use only one.
  static let alternatives = [
    ("task_id", "task_name"), ("project_id", "project_name"), ("customer_id", "customer_name"),
    ("service_id", "service_name"),
  ]

  /// The parameter that identifies the same thing as the given one and cannot be combined with it; nil if none does.
  public static func alternative(to name: String, of tool: Tool) -> String? {
    guard tool.parameter(name)?.location == .field || tool.name == "track_task" else { return nil }
    let pair = alternatives.first { $0.0 == name || $0.1 == name }
    return pair.map { $0.0 == name ? $0.1 : $0.0 }.flatMap { tool.parameter($0)?.name }
  }

  /// Checks the rules about combinations of arguments.
  static func validateCombination(
    _ given: GivenArguments, of tool: Tool, _ naming: CallNaming
  ) throws(TTError) {
    switch tool.name {
    case "track_task": try validateTrackable(given, naming)
    case "list_events": try validateEventFilter(given, naming)
    default:
      for (first, second) in alternatives where tool.parameter(first)?.location == .field {
        // The ID in the path of an update identifies the object itself, so it does not conflict.
        if given.has(first), given.has(second) { throw naming.conflict(first, second) }
      }
    }
  }

  /// Exactly one way to say what to track is required: a task ID, names, or a reference into another application. Given
  /// several, the service would silently choose one.
  private static func validateTrackable(_ given: GivenArguments, _ naming: CallNaming) throws(TTError) {
    let byID = given.has(TrackReference.id)
    let byName = TrackReference.names.filter(given.has)
    let byService = TrackReference.service.filter(given.has)
    if !byID, byName.isEmpty, byService.isEmpty {
      throw naming.error(
        "nothing to track: expected a task ID, or a task, project or service reference", remedy: .nameTrackable)
    }
    if byID, let other = (byName + byService).first { throw naming.conflict(TrackReference.id, other) }
    if let name = byName.first, let service = byService.first { throw naming.conflict(name, service) }
    if given.has("project_id"), given.has("project_name") { throw naming.conflict("project_id", "project_name") }
    if !byService.isEmpty {
      for needed in TrackReference.requiredForService where !given.has(needed) {
        throw naming.error("\(naming.label(byService[0])) requires \(naming.label(needed))")
      }
    }
  }

  /// Listing the entries of a project, customer or task requires its ID; the user's own need none, and the whole
  /// workspace has none.
  private static func validateEventFilter(_ given: GivenArguments, _ naming: CallNaming) throws(TTError) {
    let filter = given.values.text("filter") ?? "USER"
    let company = filter == "COMPANY" || given.values.isTrue("global_company")
    if company, given.has("id") {
      throw naming.error("\(naming.label("id")) cannot be used when listing the entries of the whole workspace")
    }
    if !company, filter != "USER", !given.has("id") {
      throw naming.error("missing required argument \(naming.label("id")) (numeric \(filter.lowercased()) ID)")
    }
  }
}

extension CallNaming {
  fileprivate func conflict(_ first: String, _ second: String) -> TTError {
    error("\(label(first)) cannot be combined with \(label(second))")
  }
}

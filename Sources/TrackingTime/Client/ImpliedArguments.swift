import Basics

/// What the request of a read has beside the arguments of the call.
extension ValidatedCall {
  /// The arguments that the service needs and the call leaves to tt: whose objects are meant, and what comes with them.
  ///
  /// - Parameter user: the ID of the current user; asked for only if it is needed.
  func impliedArguments<Failure: Error>(
    user: () throws(Failure) -> ArgumentValue
  ) throws(Failure) -> ArgumentValues {
    var found: ArgumentValues = [:]
    if subject == .currentUser, arguments["user_id"] == nil, tool.parameter("user_id") != nil {
      found["user_id"] = try user()
    }
    if tool.path == "/events" {
      let isCompany = tool.name == "list_company_events" || arguments.isTrue("global_company")
      let filter = isCompany ? "COMPANY" : arguments.text("filter") ?? "USER"
      found["filter"] = .text(filter)
      // The service requires the user's ID, and none for the whole workspace.
      if filter == "USER", arguments["id"] == nil { found["id"] = try user() }
    }
    if tool.name == "get_task", arguments["include_custom_fields"] == nil {
      // The vendor's own tool asks for them too unless told otherwise.
      found["include_custom_fields"] = .boolean(true)
    }
    return found
  }

  /// The size of pages if all of them are read: as requested, or a size that the service is known to serve in full. Nil
  /// if the tool has no pages, or one of them is asked for.
  var pageSize: Int? {
    guard tool.parameter("page") != nil, arguments["page"] == nil else { return nil }
    return arguments.integer("page_size") ?? (tool.path == "/events" ? 5000 : 100)
  }
}

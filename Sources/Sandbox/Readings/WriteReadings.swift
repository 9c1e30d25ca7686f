import Basics

extension Reading {
  /// Writes: what they require, what they answer, and the methods they take.
  static let writeRules: [Reading: ReadingRule] = [
    .writeArray: .data("a write returns its object in a list", on: .writes) { data, _ in data = .array([data]) },
    .writeEmpty: .data("a write returns {}", on: .writes) { data, _ in data = [:] },
    .writeNull: .data("a write returns null", on: .writes) { data, _ in data = nil },
    .eventEndRequired: required("end", "the update of an entry", on: ["events/update/:event_id"]),
    .durationRequired: required("duration", "a new entry", on: ["events/add"]),
    .timezoneRequired: required("timezone", "a new entry", on: ["events/add"]),
    .userRequired: required("user_id", "a new entry", on: ["events/add"]),
    .overlapRefused: .before("a new entry that overlaps another of the user is refused", on: ["events/add"]) {
      handler in
      let zone = try handler.zone()
      let start = try handler.parameters.eventTime("start", in: zone)?.instant(at: zone).seconds ?? .max
      let end = try handler.parameters.eventTime("end", in: zone)?.instant(at: zone).seconds ?? .min
      let userID = try handler.parameters.int("user_id") ?? handler.user.id
      let overlaps = handler.workspace.events.all.contains {
        $0.userID == userID && $0.start.instant(at: $0.zone).seconds < end
          && $0.end.instant(at: $0.zone).seconds > start
      }
      if overlaps { throw ServiceError.invalid("The time entry overlaps another one") }
      return nil
    },
    .customerNameOptional: .before(
      "the update of a customer does not require the name", on: ["customers/update/:customer_id"]
    ) {
      handler in
      let customer = try handler.customer(handler.pathID("customer_id"))
      if try handler.parameters.text("name") == nil { handler.parameters.set("name", to: customer.name) }
      return nil
    },
    .blankIgnored: .before("an empty value changes nothing, instead of clearing", on: .writes) { handler in
      for name in handler.parameters.names where handler.parameters.isBlank(name) {
        handler.parameters.set(name, to: nil)
      }
      return nil
    },
    .shortNotes: .before("notes longer than 255 characters are refused", on: .writes) { handler in
      if try handler.parameters.text("notes")?.count ?? 0 > 255 {
        throw ServiceError.invalid("Data too long for column 'notes'")
      }
      return nil
    },
    .deleteKeepsEntries: .before(
      "deleting a task keeps its entries unless delete_all is true", on: ["tasks/delete/:task_id"]
    ) {
      handler in
      if !handler.parameters.has("delete_all") { handler.parameters.set("delete_all", to: "false") }
      return nil
    },
    .anyMethod: .quirk("every route takes every method") { $0.acceptsAnyMethod = true },
    .method405: .response("a method that a route does not have is HTTP 405") { response, _ in
      if response.isErrorPage { response.httpStatus = 405 }
    },
    .method404: .response("a method that a route does not have is HTTP 404") { response, _ in
      if response.isErrorPage { response.httpStatus = 404 }
    },
    .longURL414: .response("a URL of more than 8 kB is HTTP 414 and changes nothing") { response, request in
      if request.target.utf8.count > 8192 { response = .page("Request-URI Too Long", httpStatus: 414) }
    },
  ]

  private static func required(_ name: String, _ what: String, on routes: RouteSelection) -> ReadingRule {
    .before("\(what) requires \(name)", on: routes) { handler in
      _ = try handler.parameters.required(name)
      return nil
    }
  }
}

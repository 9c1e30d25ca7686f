import Basics

/// Changing several time entries at once, named by the parameter `data` (`[{"id":6401}]`).
extension RequestHandler {
  /// Marks entries as billed or not. As measured on the service, `data` must be text even in a JSON body.
  mutating func markEvents(billed: Bool) throws(ServiceError) -> ResponseEnvelope {
    for var event in try eventsInData(textOnly: true) {
      event.isBilled = billed
      event.updatedAt = localNow
      workspace.events.upsert(event)
    }
    return .empty
  }

  mutating func deleteEvents() throws(ServiceError) -> ResponseEnvelope {
    for event in try eventsInData() { removeEvent(event) }
    return .empty
  }

  /// Makes the same change to several entries.
  mutating func updateEvents() throws(ServiceError) -> ResponseEnvelope {
    let events = try eventsInData()
    for event in events { _ = try update(event) }
    let serializer = Serializer(self)
    return ResponseEnvelope(.list(events.compactMap { workspace.events[$0.id] }.map(serializer.event)))
  }

  private func eventsInData(textOnly: Bool = false) throws(ServiceError) -> [Workspace.Event] {
    guard let ids = try parameters.ids("data", textOnly: textOnly) else {
      throw .invalid("The parameter data is required")
    }
    var events: [Workspace.Event] = []
    for id in ids { events.append(try event(id)) }
    return events
  }
}

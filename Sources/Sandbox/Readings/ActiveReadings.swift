import Basics

/// The effects of some readings, sorted by where they apply.
struct ActiveReadings: Sendable {
  private(set) var quirks: Quirks
  private var before: [(routes: RouteSelection, action: @Sendable (inout RequestHandler) throws -> ResponseEnvelope?)] =
    []
  private var answers: [(routes: RouteSelection, change: @Sendable (inout JSONObject, RequestHandler) -> Void)] = []
  private var responses: [@Sendable (inout Service.Response, RecordedRequest) -> Void] = []

  init(_ readings: Set<Reading>, quirks: Quirks) {
    self.quirks = quirks
    for reading in Reading.allCases where readings.contains(reading) {
      switch reading.rule.effect {
      case .quirk(let change): change(&self.quirks)
      case .before(let routes, let action): before.append((routes, action))
      case .answer(let routes, let change): answers.append((routes, change))
      case .response(let change): responses.append(change)
      }
    }
  }

  /// The answer that takes the place of the action of a route; nil when the action is to run.
  func answer(before route: Route, _ handler: inout RequestHandler) throws -> ResponseEnvelope? {
    for (routes, action) in before where routes.contains(route) {
      if let envelope = try action(&handler) { return envelope }
    }
    return nil
  }

  /// The answer of a route as JSON text, after all changes.
  func text(of envelope: ResponseEnvelope, _ route: Route, _ handler: RequestHandler) -> String {
    let changes = answers.filter { $0.routes.contains(route) }
    guard !changes.isEmpty, var object = (try? JSONValue.parse(envelope.text))?.object else { return envelope.text }
    for (_, change) in changes { change(&object, handler) }
    return JSONValue.object(object).compact
  }

  /// Changes a response.
  func change(_ response: inout Service.Response, to request: RecordedRequest) {
    for change in responses { change(&response, request) }
  }
}

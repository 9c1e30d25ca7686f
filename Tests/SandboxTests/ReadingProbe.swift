import Basics
import Sandbox
import Testing

/// A request whose answer shows a reading, sent to a server with that reading and to one without.
struct ReadingProbe: Sendable, CustomTestStringConvertible {
  let reading: Reading
  /// Requests sent before, as method and path.
  let before: [String]
  /// The request, as method and path.
  let request: String
  /// What holds of the answer with the reading, and not of the answer without.
  let holds: @Sendable (TestClient.Response) -> Bool

  init(
    _ reading: Reading, _ before: String..., request: String,
    holds: @escaping @Sendable (TestClient.Response) -> Bool
  ) {
    self.reading = reading
    self.before = before
    self.request = request
    self.holds = holds
  }

  var testDescription: String { reading.rawValue }

  /// Whether the condition holds, with or without the reading.
  func outcome(_ readings: Set<Reading>) async throws -> Bool {
    var outcome = false
    try await TestClient.run(options: TestClient.options { $0.readings = readings }) { client async throws in
      for request in before { _ = try await client.send(request) }
      outcome = holds(try await client.send(request))
    }
    return outcome
  }
}

extension TestClient {
  /// Sends a request given as method, blank and path.
  func send(_ request: String) async throws -> Response {
    let halves = request.split(separator: " ", maxSplits: 1).map(String.init)
    return try await send(halves[0], halves[1])
  }
}

extension TestClient.Response {
  /// The first element of the data.
  var first: JSONValue? { data.array?.first }
  var isHTML: Bool { headers["content-type"]?.hasPrefix("text/html") == true }
}

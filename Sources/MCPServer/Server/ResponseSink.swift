import Basics

/// Where the response to a request goes: into a line of its own, or together with the others of its batch.
enum ResponseSink: Sendable {
  case line(LineWriter)
  case batch(BatchResponse)

  /// Sends the response.
  func give(_ response: JSONValue) { prepared(response)() }

  /// A closure that sends the response, with its text already made.
  func prepared(_ response: JSONValue) -> () -> Void {
    switch self {
    case .line(let writer):
      let line = LineWriter.line(response)
      return { writer.put(line) }
    case .batch(let batch): return { batch.add([response]) }
    }
  }

  /// Records that no response follows, for example because the call was cancelled.
  func skip() { if case .batch(let batch) = self { batch.add([]) } }
}

/// Collects the responses of a batch and sends them in one line once all of them are there.
final class BatchResponse: Sendable {
  private let state: Guarded<(missing: Int, responses: [JSONValue])>
  private let writer: LineWriter

  init(count: Int, _ writer: LineWriter) {
    state = Guarded((count, []))
    self.writer = writer
  }

  /// Takes the response to one message of the batch, or an empty list where it has none.
  func add(_ response: [JSONValue]) {
    let complete = state.with { state -> [JSONValue]? in
      state.missing -= 1
      state.responses += response
      return state.missing == 0 && !state.responses.isEmpty ? state.responses : nil
    }
    if let complete { writer.put(.array(complete)) }
  }
}
